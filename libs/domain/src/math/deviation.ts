/**
 * The deviation of the last `window` ≥ 2 values, by blocks.
 *
 * Tails and heads (`blocks.ts`) are sums of differences from the older block's newest value, which lies inside every such window, so that
 * nothing large cancels.
 *
 * Every value enters a fresh sum: no rounding outlives its window, and a window that is constant deviates by exactly 0. Where the blocks lie
 * depends on where the run began, and with it the last bits of a deviation (docs/decisions/window-sums.md).
 */
import { overBlocks } from './blocks.ts';
import type { Stream } from './stream.ts';

/** Aligned; NaN before row `window − 1` of a run. `out` must not be `values`. @param divisor n − 1 for a sample, n for a population. */
export function windowDeviation(values: Float64Array, window: number, divisor: number, out: Float64Array): Float64Array {
  const tails = tailsOf(window);
  return overBlocks(values, window, out, {
    fold(newest) {
      foldBack(values, newest, tails);
      return deviationOf(tails.sums[0]!, tails.squares[0]!, window, divisor);
    },
    across: (newest, end) => headsOf(values, newest, end, tails, divisor, out),
  });
}

/** Of the block's tail that begins at each place: differences from its newest value, and their squares. */
interface Tails {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

const tailsOf = (window: number): Tails => ({ sums: new Float64Array(window), squares: new Float64Array(window) });

/** @param newest the row at which the block ends. */
function foldBack(values: Float64Array, newest: number, { sums, squares }: Tails): void {
  const pivot = values[newest]!;
  let sum = 0;
  let square = 0;
  for (let place = sums.length - 1, row = newest; place >= 0; place--, row--) {
    const apart = values[row]! - pivot;
    sums[place] = sum += apart;
    squares[place] = square += apart * apart;
  }
}

/** What follows a block, less than a block of it. @param newest the row at which the block ends. @returns the row of a NaN, or `end`. */
function headsOf(values: Float64Array, newest: number, end: number, { sums, squares }: Tails, divisor: number, out: Float64Array): number {
  const pivot = values[newest]!;
  const share = 1 / sums.length;
  const scale = 1 / divisor;
  let sum = 0;
  let square = 0;
  // What is left of the older block begins one place later with every value of the newer.
  for (let row = newest + 1, place = 1; row < end; row++, place++) {
    const apart = values[row]! - pivot;
    if (apart !== apart) return row;
    sum += apart;
    square += apart * apart;
    const both = sum + sums[place]!;
    out[row] = Math.sqrt((square + squares[place]! - both * both * share) * scale);
  }
  return end;
}

const deviationOf = (sum: number, square: number, window: number, divisor: number): number =>
  Math.sqrt((square - sum * sum * (1 / window)) * (1 / divisor));

export class DeviationStream implements Stream {
  private readonly window: number;
  private readonly divisor: number;
  /** What the newer block holds so far, and the tails of the older. */
  private readonly block: Float64Array;
  private readonly tails: Tails;
  private readonly tried: { readonly block: Float64Array; readonly tails: Tails };
  private place = 0;
  /** NaN while there is no older block: no window across has a value then. */
  private pivot = Number.NaN;
  private sum = 0.5;
  private square = 0.5;

  constructor(window: number, divisor: number) {
    this.window = window;
    this.divisor = divisor;
    this.block = new Float64Array(window);
    this.tails = tailsOf(window);
    this.tried = { block: new Float64Array(window), tails: tailsOf(window) };
  }

  peek(value: number): number {
    if (value !== value || this.place < this.window - 1) return this.across(value);
    const { block, tails } = this.tried;
    block.set(this.block);
    block[this.place] = value;
    foldBack(block, this.place, tails);
    return this.within(tails);
  }

  push(value: number): number {
    if (value !== value) {
      this.begin(value);
      return value;
    }
    const { place } = this;
    this.block[place] = value;
    if (place === this.window - 1) {
      foldBack(this.block, place, this.tails);
      this.begin(value);
      return this.within(this.tails);
    }
    const deviation = this.across(value);
    const apart = value - this.pivot;
    this.sum += apart;
    this.square += apart * apart;
    this.place = place + 1;
    return deviation;
  }

  private begin(pivot: number): void {
    this.pivot = pivot;
    this.place = 0;
    this.sum = 0;
    this.square = 0;
  }

  /** Of the window that ends with `value`, in the middle of a block. */
  private across(value: number): number {
    const apart = value - this.pivot;
    const sum = this.sum + apart + this.tails.sums[this.place + 1]!;
    const square = this.square + apart * apart + this.tails.squares[this.place + 1]!;
    return deviationOf(sum, square, this.window, this.divisor);
  }

  /** Of a whole block. */
  private within({ sums, squares }: Tails): number {
    return deviationOf(sums[0]!, squares[0]!, this.window, this.divisor);
  }
}
