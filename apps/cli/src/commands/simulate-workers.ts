/** Blocks of seeds in processes of their own. Each takes the next block when it is done with one: none waits long for another at the end. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { text } from 'node:stream/consumers';
import type { Block, BlockReport } from '@alchemiser/simulation';
import { EXIT } from '../exit-codes.ts';
import { Problem } from '../present/problem.ts';

/**
 * For a program that does a great many different things, each a few times. Room for what a hundred seeds leave behind, and code that is
 * small rather than clever: it compiles sooner and more of it stays in the cache (an eighth of the time).
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

/** A block and its place among all. */
type Handed = readonly [place: number, block: Block];

/** What a worker tells: that it is there, and what came of the block it was handed. */
type Told = 'ready' | readonly [place: number, report: BlockReport];

/**
 * @param onDone told how many blocks are done, each time one is.
 * @returns the reports in the order of the blocks.
 * @throws Error when a worker ends before its work does.
 */
export async function sweptByWorkers(
  blocks: readonly Block[],
  jobs: number,
  onDone: (done: number) => void,
): Promise<readonly BlockReport[]> {
  const reports = new Map<number, BlockReport>();
  const waiting = blocks.entries();
  const hearing = (worker: ChildProcess, told: Told): void => {
    if (told !== 'ready') {
      reports.set(...told);
      onDone(reports.size);
    }
    const next = waiting.next();
    if (next.done === true) worker.disconnect();
    else worker.send(next.value satisfies Handed);
  };
  await Promise.all(Array.from({ length: jobs }, () => workOff(hearing)));
  return blocks.map((block, place) => {
    const report = reports.get(place);
    if (report === undefined) throw new Error(`The block of ${block.mix} from seed ${String(block.first)} was lost`);
    return report;
  });
}

type Hearing = (worker: ChildProcess, told: Told) => void;

async function workOff(hearing: Hearing): Promise<void> {
  const tuned = await workerEnds(ENGINE_OPTIONS, hearing);
  const code = tuned === BAD_OPTION ? await workerEnds([], hearing) : tuned;
  if (code !== 0) throw new Error(`A process that lives seeds ended with ${code} before its work was done`);
}

/** Starts a worker with this process's own arguments. @returns its exit code, or the signal it fell to. */
async function workerEnds(engineOptions: readonly string[], hearing: Hearing): Promise<number | string> {
  const [script = '', ...args] = process.argv.slice(1);
  const execArgv = [...process.execArgv, ...engineOptions];
  const worker = fork(script, [...args, '--worker'], { execArgv, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  giveWay(worker);
  worker.on('message', (told: Told) => hearing(worker, told));
  const [exit, complaint] = await Promise.all([once(worker, 'exit'), worker.stderr === null ? '' : text(worker.stderr)]);
  const [code, signal] = exit as [number | null, string];
  if (code !== BAD_OPTION) process.stderr.write(complaint);
  return code ?? signal;
}

/** A sweep takes what nobody else wants. Where the system does not let us be modest, we are not. */
function giveWay({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    return;
  }
}

/** The other end: sweeps what it is handed until the process that started it has no more, or is gone. */
export async function workForAnother(sweep: (block: Block) => BlockReport): Promise<void> {
  if (process.send === undefined) throw new Problem(EXIT.usage, 'Nobody hands this process seeds.', 'Use --jobs to live seeds in several.');
  const tell = (told: Told): void => void process.send?.(told);
  process.on('message', ([place, block]: Handed) => tell([place, sweep(block)]));
  tell('ready');
  await once(process, 'disconnect');
}
