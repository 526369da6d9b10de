import type { Stream } from '../math/stream.ts';
import type { Unit } from '../strategy/node.ts';

export type IndicatorName =
  | 'close'
  | 'sma'
  | 'ema'
  | 'rsi'
  | 'movingAverageOfReturn'
  | 'cumulativeReturn'
  | 'deviationOfReturn'
  | 'deviationOfPrice'
  | 'populationDeviationOfReturn'
  | 'populationDeviationOfPrice'
  | 'maxDrawdown'
  | 'ppo'
  | 'ppoSignal';

/**
 * How a value moves with the last close alone, everything before it as it was, and so how the close is found at which it crosses a
 * threshold. `rises`, `falls` and `monotone` (either, by its windows): never back, though it may stand still; the one crossing
 * can be solved for. `valley`: down to a lowest point and up again, convex; it may cross twice and must be scanned, one side
 * at a time. The same holds of an index that follows the close in one direction, such as that of a sub-tree which held the ticker.
 */
export type LastCloseShape = 'rises' | 'falls' | 'monotone' | 'valley';

/** Formula, appetite and wording of one indicator side by side, so that none can drift from the others. */
export interface IndicatorCard<U extends Unit = Unit> {
  readonly name: IndicatorName;
  readonly unit: U;
  /** How many windows it takes (1; the price oscillator 2, its signal 3; the close 0). */
  readonly windowCount: number;
  /** The shortest window it is defined for, sessions. */
  readonly leastWindow: number;
  readonly lastClose: LastCloseShape;
  /** Clean closes until a value exists, the value's own bar included. */
  warmUp(windows: readonly number[]): number;
  /** Clean closes until the value no longer depends on where history began (to 0.01). */
  settling(windows: readonly number[]): number;
  /** "RSI(10)" · "200-day average" */
  words(windows: readonly number[]): string;
  /**
   * Aligned columns, oldest first, NaN where there is no value; a gap in `closes` restarts it. Writes into `out` when given.
   * @throws RangeError for windows it is not defined for, or an `out` of another length.
   */
  compute(closes: Float64Array, windows: readonly number[], out?: Float64Array): Float64Array;
  /** The same values bit for bit, one close at a time, oldest first. @throws RangeError for windows it is not defined for. */
  stream(windows: readonly number[]): Stream;
}
