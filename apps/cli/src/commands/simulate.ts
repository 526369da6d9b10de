import { availableParallelism } from 'node:os';
import { formatCount } from '@alchemiser/domain';
import {
  addUp,
  BLOCK_SEEDS,
  blocksOf,
  INVARIANTS,
  MIX_NAMES,
  mutantNamed,
  practicesOf,
  shrink,
  simulate,
  sweepBlock,
  timelineOf,
  ZOO,
  type FoundViolation,
  type Mutant,
  type Report,
  type SweepReport,
} from '@alchemiser/simulation';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import { Problem } from '../present/problem.ts';
import type { SimulateOptions } from '../simulate-options.ts';
import { sweptByWorkers, workForAnother } from './simulate-workers.ts';

/** Lives days of the execution machine against an exchange that misbehaves. Its exit code tells whether every invariant held. */
export async function simulateCommand(console: Console, options: SimulateOptions): Promise<number> {
  if (options.seed !== undefined) return oneSeed(console, options, options.seed);
  return manySeeds(console, options, options.seeds ?? BLOCK_SEEDS);
}

/** One seed: its timeline. Where it fails, the shortest one found that fails in the same way. */
function oneSeed(console: Console, options: SimulateOptions, seed: number): number {
  const mix = options.mix === 'all' ? 'heavy' : options.mix;
  const practices = practicesFor(options.bug);
  const report = simulate({ seed, mix, practices, keep: true });
  const { violation } = report;
  if (console.json) {
    const { events, digest, struck, orders } = report;
    console.document({ seed, mix, bug: options.bug ?? null, violation, events, digest, struck, orders });
  } else console.page((violation === null ? timelineOf(report) : shortest(report, options.bug)).join('\n'));
  return violation === null ? EXIT.done : EXIT.failed;
}

function shortest(report: Report, bug: string | undefined): readonly string[] {
  const { report: short, lives } = shrink(report, practicesFor(bug));
  const sizeOf = ({ events, struck }: Report): string => `${formatCount(events, 'event')} and ${formatCount(struck.length, 'fault')}`;
  return [`Shrunk from ${sizeOf(report)} to ${sizeOf(short)} by living the day ${formatCount(lives, 'time')}.`, ...timelineOf(short)];
}

async function manySeeds(console: Console, options: SimulateOptions, seeds: number): Promise<number> {
  const practices = practicesFor(options.bug);
  if (options.worker === true) {
    await workForAnother((block) => sweepBlock(block, practices));
    return EXIT.done;
  }
  const mixes = options.mix === 'all' ? MIX_NAMES : [options.mix];
  const blocks = blocksOf(mixes, options.from, Math.ceil(seeds / mixes.length));
  const since = performance.now();
  const jobs = Math.min(options.jobs ?? availableParallelism(), blocks.length);
  const reports = await console.progress.during(`Living ${seeds.toLocaleString('en')} seeds`, (say) =>
    jobs === 1
      ? Promise.resolve(blocks.map((block) => sweepBlock(block, practices)))
      : sweptByWorkers(blocks, jobs, (done) => say(`${String(Math.floor((100 * done) / blocks.length))} %`)),
  );
  const seconds = (performance.now() - since) / 1_000;
  const whole = addUp(reports);
  if (console.json) console.document(documentOf(options, whole, seconds, jobs));
  else console.page(pageOf(options, whole, seconds, jobs).join('\n'));
  return whole.violations.length === 0 ? EXIT.done : EXIT.failed;
}

function documentOf({ mix, from, bug }: SimulateOptions, whole: SweepReport, seconds: number, jobs: number): object {
  const { seeds, violations, events, strikes, digest } = whole;
  const figures = { events, strikes, digest, jobs, seconds: rounded(seconds), seedsPerSecond: Math.round(seeds / seconds) };
  return { mix, from, bug: bug ?? null, seeds, violations, ...figures };
}

const rounded = (seconds: number): number => Math.round(seconds * 10) / 10;

function pageOf(options: SimulateOptions, whole: SweepReport, seconds: number, jobs: number): readonly string[] {
  const { seeds, violations, events, strikes, digest } = whole;
  const rate = `${Math.round(seeds / seconds).toLocaleString('en')} a second on ${String(jobs)} ${jobs === 1 ? 'core' : 'cores'}`;
  const lines = [
    `${seeds.toLocaleString('en')} seeds (${options.mix}) in ${String(rounded(seconds))} s, ${rate}.`,
    `${events.toLocaleString('en')} events, ${strikes.toLocaleString('en')} faults struck. Digest ${digest}.`,
  ];
  const [first] = violations;
  if (first === undefined) return [...lines, 'No violation of any invariant.'];
  return [
    ...lines,
    ...countsOf(violations),
    '',
    `The first, seed ${String(first.seed)} of the ${first.mix} mix:`,
    ...shortOf(first, options.bug),
  ];
}

function countsOf(violations: readonly FoundViolation[]): readonly string[] {
  const counts = new Map<FoundViolation['invariant'], number>();
  for (const { invariant } of violations) counts.set(invariant, (counts.get(invariant) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${String(count)} × invariant ${String(INVARIANTS[name].number)}: ${INVARIANTS[name].says}.`);
}

const shortOf = ({ seed, mix }: FoundViolation, bug: string | undefined): readonly string[] =>
  shortest(simulate({ seed, mix, practices: practicesFor(bug) }), bug);

function practicesFor(bug: string | undefined) {
  return practicesOf(bug === undefined ? NO_BUG : mutantFor(bug));
}

const NO_BUG: Pick<Mutant, 'practices'> = { practices: {} };

function mutantFor(name: string): Mutant {
  const mutant = mutantNamed(name);
  if (mutant !== undefined) return mutant;
  const known = ZOO.map(({ name: each }) => each).join(', ');
  throw new Problem(EXIT.usage, `There is no bug called ${name}.`, `Known are ${known}.`);
}
