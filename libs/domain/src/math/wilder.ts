/**
 * Wilder's smoothing of changes, as two sums: of all moves (`moved`) and of moves with their sign (`drifted`). Before `window` changes they
 * are plain sums, afterwards each change lets both fade by 1 / window and joins them. They are `window` times Wilder's averages, so
 * gain = (moved + drifted) / 2, loss = (moved − drifted) / 2, and 100 · gain / (gain + loss) = 50 + 50 · drifted / moved.
 * Both sums take the same steps, so |drifted| ≤ moved even in the last bit, and they are equal where nothing fell.
 *
 * Changes are taken in pairs, each pair faded by itself and added to the long sums at once: the textbook recurrence regrouped, so that
 * a processor need not wait for each change before it starts on the next.
 */
import { overRuns } from './runs.ts';
import type { Stream } from './stream.ts';

/** 50 where nothing moved. */
const strength = (moved: number, drifted: number): number => (moved > 0 ? 50 + 50 * (drifted / moved) : 50);

/** Relative strength, points 0–100, aligned; NaN until `window` changes of a run. `out` must not be `values`. */
export function relativeStrength(values: Float64Array, window: number, out: Float64Array): Float64Array {
  return overRuns(values, out, (start) => strengthsOfRun(values, start, window, out));
}

function strengthsOfRun(values: Float64Array, start: number, window: number, out: Float64Array): number {
  const fade = 1 - 1 / window;
  const fadeTwice = fade * fade;
  let moved = 0;
  let drifted = 0;
  let previous = values[start]!;
  out[start] = Number.NaN;
  let row = start + 1;
  for (const seeded = Math.min(start + window, values.length - 1); row <= seeded; row++) {
    const change = values[row]! - previous;
    if (change !== change) return row;
    previous = values[row]!;
    moved += Math.abs(change);
    drifted += change;
    out[row] = row < start + window ? Number.NaN : strength(moved, drifted);
  }
  for (; row + 1 < values.length; row += 2) {
    const one = values[row]!;
    const two = values[row + 1]!;
    const change = one - previous;
    const next = two - one;
    const movedOnce = moved * fade + Math.abs(change);
    const movedTwice = moved * fadeTwice + (Math.abs(change) * fade + Math.abs(next));
    // A gap, or nothing has ever moved: value by value below.
    if (!(movedOnce > 0 && movedTwice > 0)) break;
    const driftedOnce = drifted * fade + change;
    drifted = drifted * fadeTwice + (change * fade + next);
    moved = movedTwice;
    previous = two;
    out[row] = 50 + 50 * (driftedOnce / movedOnce);
    out[row + 1] = 50 + 50 * (drifted / moved);
  }
  for (let isSecond = false, own = 0, ownDrift = 0; row < values.length; row++) {
    const change = values[row]! - previous;
    if (change !== change) return row;
    previous = values[row]!;
    const faded = isSecond ? fadeTwice : fade;
    own = own * fade + Math.abs(change);
    ownDrift = ownDrift * fade + change;
    const movedNow = moved * faded + own;
    const driftedNow = drifted * faded + ownDrift;
    out[row] = strength(movedNow, driftedNow);
    if (isSecond) {
      moved = movedNow;
      drifted = driftedNow;
      own = ownDrift = 0;
    }
    isSecond = !isSecond;
  }
  return row;
}

export class RelativeStrengthStream implements Stream {
  private readonly window: number;
  private readonly fade: number;
  private readonly fadeTwice: number;
  /** Before the first value −1. */
  private changes = -1;
  private isSecond = false;
  private previous = Number.NaN;
  private moved = 0.5;
  private drifted = 0.5;
  /** The pair's own sums. */
  private own = 0.5;
  private ownDrift = 0.5;

  constructor(window: number) {
    this.window = window;
    this.fade = 1 - 1 / window;
    this.fadeTwice = this.fade * this.fade;
  }

  peek(value: number): number {
    if (value !== value || this.changes + 1 < this.window) return Number.NaN;
    const change = value - this.previous;
    if (this.changes < this.window) return strength(this.moved + Math.abs(change), this.drifted + change);
    const faded = this.isSecond ? this.fadeTwice : this.fade;
    const own = this.own * this.fade + Math.abs(change);
    return strength(this.moved * faded + own, this.drifted * faded + (this.ownDrift * this.fade + change));
  }

  push(value: number): number {
    const change = value - this.previous;
    this.previous = value;
    if (this.changes < this.window) return this.seed(value, change);
    const own = this.own * this.fade + Math.abs(change);
    const ownDrift = this.ownDrift * this.fade + change;
    const faded = this.isSecond ? this.fadeTwice : this.fade;
    const moved = this.moved * faded + own;
    const drifted = this.drifted * faded + ownDrift;
    if (this.isSecond) {
      this.moved = moved;
      this.drifted = drifted;
      this.own = 0;
      this.ownDrift = 0;
      this.isSecond = false;
    } else {
      this.own = own;
      this.ownDrift = ownDrift;
      this.isSecond = true;
    }
    if (value === value) return strength(moved, drifted);
    this.changes = -1;
    return value;
  }

  private seed(value: number, change: number): number {
    if (value !== value) {
      this.changes = -1;
      return value;
    }
    this.changes += 1;
    if (this.changes === 0) {
      this.moved = 0;
      this.drifted = 0;
      this.own = 0;
      this.ownDrift = 0;
      this.isSecond = false;
      return Number.NaN;
    }
    this.moved += Math.abs(change);
    this.drifted += change;
    return this.changes < this.window ? Number.NaN : strength(this.moved, this.drifted);
  }
}
