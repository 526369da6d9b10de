/** Something a person can act on: what is wrong, and what to do about it. */
export class Problem extends Error {
  constructor(what, ...advice) {
    super(what);
    this.advice = advice;
  }
}

/** Runs a command of this folder; a problem is told in its own words, anything else keeps its stack. */
export async function main(command) {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`\n${error.message}`);
    for (const line of error.advice) console.error(`  ${line}`);
    process.exitCode = 1;
  }
}
