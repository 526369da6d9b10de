/**
 * Many seeds, in blocks. Each block has a digest of its own and the whole is the fold of them in order, so that it does not matter
 * how many workers the blocks are shared out to.
 */
import type { MixName } from '../chance/mix.ts';
import { INVARIANTS, type Violation } from '../invariants/violation.ts';
import type { Practices } from '../process/practices.ts';
import { fieldMixer } from './event-log.ts';
import { simulate, type Report } from './simulate.ts';

/** Seeds of one block: enough to be worth a message, few enough to be shared out evenly. */
export const BLOCK_SEEDS = 500;

/** Consecutive seeds of one mix. */
export interface Block {
  readonly mix: MixName;
  readonly first: number;
  readonly seeds: number;
}

export interface FoundViolation extends Violation {
  readonly mix: MixName;
  readonly seed: number;
}

export interface BlockReport extends Block {
  readonly violations: readonly FoundViolation[];
  readonly events: number;
  /** Faults that struck. */
  readonly strikes: number;
  /** Of every event log of the block, in order. */
  readonly digest: string;
}

/**
 * The mixes take turns: the engine sees early all that it compiles for, and need not compile anew for the next mix.
 * @param first the first seed of each mix.
 */
export function blocksOf(mixes: readonly MixName[], first: number, seedsOfEach: number): readonly Block[] {
  const blocks: Block[] = [];
  for (let done = 0; done < seedsOfEach; done += BLOCK_SEEDS) {
    for (const mix of mixes) {
      blocks.push({ mix, first: first + done, seeds: Math.min(BLOCK_SEEDS, seedsOfEach - done) });
    }
  }
  return blocks;
}

export function sweepBlock(block: Block, practices?: Practices): BlockReport {
  const violations: FoundViolation[] = [];
  const mixer = fieldMixer();
  let [events, strikes] = [0, 0];
  const { mix } = block;
  for (let seed = block.first; seed < block.first + block.seeds; seed++) {
    const report = simulate(practices === undefined ? { seed, mix } : { seed, mix, practices });
    if (report.violation !== null) violations.push({ mix, seed, ...report.violation });
    // The first of each block is lived twice.
    const twice = seed === block.first ? simulate(practices === undefined ? { seed, mix } : { seed, mix, practices }) : report;
    if (twice.digest !== report.digest) violations.push({ mix, seed, ...notTheSame(report, twice) });
    events += report.events;
    strikes += report.struck.length;
    mixer.field(report.digest);
  }
  return { ...block, violations, events, strikes, digest: mixer.digest() };
}

/** 13 */
function notTheSame(one: Report, two: Report): Violation {
  const says = `lived twice it has the digests ${one.digest} and ${two.digest}`;
  return { invariant: 'sameSeedSameBytes', number: INVARIANTS.sameSeedSameBytes.number, at: one.scenario.hours.open, says };
}

export interface SweepReport {
  readonly seeds: number;
  readonly violations: readonly FoundViolation[];
  readonly events: number;
  readonly strikes: number;
  /** Of all event logs: 16 hex digits, the same on every machine and for any number of workers. */
  readonly digest: string;
}

/** @param reports in the order of their blocks. */
export function addUp(reports: readonly BlockReport[]): SweepReport {
  const mixer = fieldMixer();
  for (const { digest } of reports) mixer.field(digest);
  const sum = (of: (report: BlockReport) => number): number => reports.reduce((all, report) => all + of(report), 0);
  return {
    seeds: sum(({ seeds }) => seeds),
    violations: reports.flatMap(({ violations }) => violations),
    events: sum(({ events }) => events),
    strikes: sum(({ strikes }) => strikes),
    digest: mixer.digest(),
  };
}
