import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { BlockReport } from '@alchemiser/simulation';

/** Part `part` of `of`, counted from 1. */
export interface Part {
  readonly part: number;
  readonly of: number;
}

/**
 * For a program that does a great many different things, each a few times. Room for short-lived objects, which would be copied again and
 * again; and code that is small rather than clever: it compiles sooner and more of it stays in the cache (an eighth of the time).
 */
const ENGINE_OPTIONS = [
  '--max-semi-space-size=64',
  '--max-inlined-bytecode-size-cumulative=250',
  '--no-turbo-inline-array-builtins',
  '--no-turbo-loop-peeling',
  '--no-turboshaft-loop-unrolling',
  '--no-maglev-inlining',
  '--no-maglev-loop-peeling',
  '--no-maglev-optimistic-peeled-loops',
] as const;

/** What Node ends with when its engine does not know an option (https://nodejs.org/api/process.html#exit-codes). */
const BAD_OPTION = 9;

/** A sweep takes what nobody else wants. Where the system does not let us be modest, we are not. */
function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    return;
  }
}

/** Asks another process with this one's own arguments for its part of the blocks. @throws Error when it fails. */
export async function reportsOfPart(part: Part): Promise<readonly BlockReport[]> {
  const tuned = await run(part, ENGINE_OPTIONS);
  const { code, text } = tuned.code === BAD_OPTION ? await run(part, []) : tuned;
  if (code !== 0) throw new Error(`Part ${String(part.part)} of ${String(part.of)} ended with ${String(code)}`);
  return JSON.parse(text) as readonly BlockReport[];
}

function run({ part, of }: Part, engineOptions: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> {
  const [script = '', ...args] = process.argv.slice(1);
  const own = [...process.execArgv, ...engineOptions, script, ...args, '--json', '--part', `${String(part)}/${String(of)}`];
  const child = spawn(process.execPath, own, { stdio: ['ignore', 'pipe', 'pipe'] });
  giveWay(child.pid);
  let text = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more));
  child.stderr.setEncoding('utf8').on('data', (more: string) => (complaint += more));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code !== BAD_OPTION) process.stderr.write(complaint);
      resolve({ code, text });
    });
  });
}
