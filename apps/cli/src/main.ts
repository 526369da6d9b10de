import { Halted, Refused } from '@alchemiser/execution';
import { isFailure } from '@alchemiser/services';
import { CommanderError } from 'commander';
import { EXIT } from './exit-codes.ts';
import { gracefulStop } from './graceful-stop.ts';
import { presentProblem, Problem } from './present/problem.ts';
import { screenFor } from './present/screen.ts';
import { program } from './program.ts';

/** Runs one command and answers with its exit code. The only place that reads the environment and the arguments. */
export async function main(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const stop = gracefulStop();
  let exitCode: number = EXIT.done;
  const root = program(env, stop.signal, (code) => {
    exitCode = code;
  });
  try {
    if (args.length === 0) root.outputHelp();
    else await root.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    const verbose = args.includes('--verbose');
    const colour = process.stderr.isTTY && (env['NO_COLOR'] ?? '') === '' && !args.includes('--no-color');
    process.stderr.write(`${presentProblem(screenFor(process.stderr, colour), error, verbose)}\n`);
    if (args.includes('--json')) process.stdout.write(`${JSON.stringify({ error: problemDocument(error) }, null, 2)}\n`);
    return exitCodeFor(error);
  } finally {
    stop.release();
  }
}

function exitCodeFor(error: unknown): number {
  if (error instanceof Problem) return error.exitCode;
  if (error instanceof Halted) return EXIT.halted;
  if (error instanceof Refused) return EXIT.refused;
  return isFailure(error) && error.code === 'config.invalid' ? EXIT.usage : EXIT.failed;
}

/** By exit code; every other one is a refusal. */
const PROBLEM_CODES: Readonly<Record<number, string>> = { [EXIT.failed]: 'failed', [EXIT.usage]: 'usage', [EXIT.halted]: 'halted' };

const problemDocument = (error: unknown): { code: string; says: string; advice?: string } => {
  const says = error instanceof Error ? error.message : String(error);
  if (isFailure(error)) return { code: error.code, says, ...(error.advice === undefined ? {} : { advice: error.advice }) };
  if (error instanceof Problem || error instanceof Refused) {
    const code = exitCodeFor(error);
    return { code: PROBLEM_CODES[code] ?? 'refused', says, advice: error.advice.join(' ') };
  }
  return { code: 'internal', says };
};

// A reader that has seen enough (`alchemiser explain klm | head`) or a terminal that is gone is no fault of ours: nothing is said to nobody.
const NOBODY_READS = new Set(['EPIPE', 'EIO']);
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (!NOBODY_READS.has(error.code ?? '')) throw error;
  });
}
process.exitCode = await main(process.argv.slice(2), process.env);
