import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { BlockReport } from '@alchemiser/simulation';

/** Part `part` of `of`, counted from 1. */
export interface Part {
  readonly part: number;
  readonly of: number;
}

/**
 * For a program that does a great many different things, each a few times: room for short-lived objects, which would be copied again and
 * again, and less inlining, which makes code that takes long to compile and does not stay in the cache (a twelfth of the time).
 */
const ENGINE_OPTIONS = ['--max-semi-space-size=32', '--max-inlined-bytecode-size-cumulative=250'] as const;

/** A sweep takes what nobody else wants. Where the system does not let us be modest, we are not. */
function giveWay(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    return;
  }
}

/** Asks another process with this one's own arguments for its part of the blocks. @throws Error when it fails. */
export function reportsOfPart({ part, of }: Part): Promise<readonly BlockReport[]> {
  const [script = '', ...args] = process.argv.slice(1);
  const own = [...process.execArgv, ...ENGINE_OPTIONS, script, ...args, '--json', '--part', `${String(part)}/${String(of)}`];
  const child = spawn(process.execPath, own, { stdio: ['ignore', 'pipe', 'inherit'] });
  giveWay(child.pid);
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(text) as readonly BlockReport[]);
      else reject(new Error(`Part ${String(part)} of ${String(of)} ended with ${String(code)}`));
    });
  });
}
