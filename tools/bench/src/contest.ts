/**
 * Contenders measured side by side: in every round each of them runs for about the same time, in an order that turns from round to round,
 * so that a busy machine is busy for all. A ratio is the median over the rounds of the two times taken in the *same* round.
 * Laps are shorter than the slices in which a system shares out its processors, so that most of them are never interrupted and the median
 * is one of those. Work that takes longer than a slice is measured in processor time instead, which is counted in ticks of milliseconds.
 */

export interface Contender {
  readonly name: string;
  /** Does the work once. What it returns is looked at, so that an engine cannot leave the work out. */
  readonly run: () => unknown;
}

export interface Lap {
  readonly name: string;
  /** Median over the rounds. */
  readonly nanosecondsPerUnit: number;
  /** How many times the first contender's time this one takes, median of the rounds. */
  readonly timesTheFirst: number;
}

export interface Contest {
  /** What one run does this many of: bars, plans, events. */
  readonly units: number;
  readonly contenders: readonly Contender[];
  readonly rounds: number;
  /** `short`: laps of half a millisecond by the wall clock. `long`: a run or more, forty milliseconds at least, of this thread's processor time. */
  readonly laps: 'short' | 'long';
}

/** What the last runs returned: kept where everybody could look at it. */
const seen: { latest: unknown } = { latest: undefined };

const LAP_MS = { short: 0.5, long: 40 } as const;
const CLOCKS = { short: () => performance.now(), long: spentMs } as const;

/** @returns a lap per contender, in the order given. */
export function contest({ units, contenders, rounds, laps }: Contest): readonly Lap[] {
  const repeats = contenders.map(({ run }) => Math.max(1, Math.round(LAP_MS[laps] / warmedUp(run))));
  const times = contenders.map(() => new Float64Array(rounds));
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const who = (turn + round) % contenders.length;
      times[who]![round] = timeOf(contenders[who]!.run, repeats[who]!, CLOCKS[laps]) / units;
    }
  }
  return contenders.map(({ name }, who) => ({
    name,
    nanosecondsPerUnit: median(times[who]!) * 1e6,
    timesTheFirst: median(times[who]!.map((time, round) => time / times[0]![round]!)),
  }));
}

/** Runs until the engine has made up its mind. */
const WARM_UP_MS = 60;
const WARM_UP_RUNS = 3;

/** @returns about how many milliseconds a run takes once it is warm: the fastest there was. */
function warmedUp(run: () => unknown): number {
  const start = performance.now();
  let fastest = Infinity;
  for (let runs = 0; runs < WARM_UP_RUNS || performance.now() - start < WARM_UP_MS; runs++) {
    fastest = Math.min(fastest, timeOf(run, 1, CLOCKS.short));
  }
  return fastest;
}

/** Milliseconds for one run. */
function timeOf(run: () => unknown, repeats: number, clock: () => number): number {
  const start = clock();
  for (let repeat = 0; repeat < repeats; repeat++) seen.latest = run();
  return (clock() - start) / repeats;
}

/** Milliseconds that this thread has computed. */
export function spentMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

export function median(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
