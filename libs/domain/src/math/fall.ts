/**
 * The largest fall from a running peak inside the last `window` values, as a fraction of that peak, ≥ 0. Values > 0.
 *
 * By blocks (`blocks.ts`): across the tail of an older block and the head of a newer one, the fall is the largest of the tail's, of
 * the head's, and of the one from the tail's highest value to the head's lowest. Comparing and dividing the same pairs in any order
 * gives the same bits, so here it cannot be seen where the blocks lie.
 */
import { overBlocks } from './blocks.ts';
import type { Stream } from './stream.ts';

/** Aligned; NaN before row `window − 1` of a run. `out` must not be `values`. */
export function windowFall(values: Float64Array, window: number, out: Float64Array): Float64Array {
  const tails = tailsOf(window);
  return overBlocks(values, window, out, {
    fold(newest) {
      foldBack(values, newest, tails);
      return tails.falls[0]!;
    },
    across: (newest, end) => headsOf(values, newest, end, tails, out),
  });
}

/** Of the block's tail that begins at each place. */
interface Tails {
  readonly highs: Float64Array;
  readonly falls: Float64Array;
}

const tailsOf = (window: number): Tails => ({ highs: new Float64Array(window), falls: new Float64Array(window) });

/** @param newest the row at which the block ends. */
function foldBack(values: Float64Array, newest: number, { highs, falls }: Tails): void {
  let high = 0;
  let low = Infinity;
  let fall = 0;
  for (let place = highs.length - 1, row = newest; place >= 0; place--, row--) {
    const value = values[row]!;
    if (value < low) low = value;
    if (value > high) high = value;
    const here = 1 - low / value;
    if (here > fall) fall = here;
    highs[place] = high;
    falls[place] = fall;
  }
}

/** What follows a block, less than a block of it. @param newest the row at which the block ends. @returns the row of a NaN, or `end`. */
function headsOf(values: Float64Array, newest: number, end: number, { highs, falls }: Tails, out: Float64Array): number {
  let high = 0;
  let low = Infinity;
  let fall = 0;
  // What is left of the older block begins one place later with every value of the newer.
  for (let row = newest + 1, place = 1; row < end; row++, place++) {
    const value = values[row]!;
    if (value !== value) return row;
    if (value > high) high = value;
    if (value < low) low = value;
    const here = 1 - value / high;
    if (here > fall) fall = here;
    out[row] = larger(fall, falls[place]!, 1 - low / highs[place]!);
  }
  return end;
}

function larger(a: number, b: number, c: number): number {
  const most = a > b ? a : b;
  return most > c ? most : c;
}

export class FallStream implements Stream {
  private readonly window: number;
  /** What the newer block holds so far, and the tails of the older. */
  private readonly block: Float64Array;
  private readonly tails: Tails;
  private isFirstBlock = true;
  private place = 0;
  private high = 0.5;
  private low = 0.5;
  private fall = 0.5;

  constructor(window: number) {
    this.window = window;
    this.block = new Float64Array(window);
    this.tails = tailsOf(window);
    this.begin();
  }

  peek(value: number): number {
    if (value !== value) return value;
    return this.place < this.window - 1 ? this.across(value) : this.within(value);
  }

  push(value: number): number {
    if (value !== value) {
      this.isFirstBlock = true;
      this.begin();
      return value;
    }
    const result = this.peek(value);
    this.block[this.place] = value;
    this.fall = this.within(value);
    if (value > this.high) this.high = value;
    if (value < this.low) this.low = value;
    this.place += 1;
    if (this.place === this.window) {
      foldBack(this.block, this.window - 1, this.tails);
      this.isFirstBlock = false;
      this.begin();
    }
    return result;
  }

  private begin(): void {
    this.place = 0;
    this.high = 0;
    this.low = Infinity;
    this.fall = 0;
  }

  /** Of the window that ends with `value`, in the middle of a block. */
  private across(value: number): number {
    if (this.isFirstBlock) return Number.NaN;
    const low = value < this.low ? value : this.low;
    return larger(this.within(value), this.tails.falls[this.place + 1]!, 1 - low / this.tails.highs[this.place + 1]!);
  }

  /** Of the newer block alone. */
  private within(value: number): number {
    const here = 1 - value / (value > this.high ? value : this.high);
    return here > this.fall ? here : this.fall;
  }
}
