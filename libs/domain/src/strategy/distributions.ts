/** The different weightings that a history passes through, each stored once and known by a small integer. */
import type { Ticker } from '../values/ticker.ts';
import type { TickerWeight } from './decision.ts';
import { mix } from './mix.ts';

export interface Distributions {
  /** All of one ticker. */
  single(ticker: Ticker): number;
  add(weights: readonly TickerWeight[]): number;
  weights(id: number): readonly TickerWeight[];
  /** Distributions by number mixed in the given shares: not stored, `add` does that. */
  mixed(shares: readonly number[], ids: ArrayLike<number>): readonly TickerWeight[];
}

export function distributions(): Distributions {
  const all: (readonly TickerWeight[])[] = [];
  const singles = new Map<Ticker, number>();
  const add = (weights: readonly TickerWeight[]): number => all.push(weights) - 1;
  return {
    add,
    single(ticker) {
      const known = singles.get(ticker);
      if (known !== undefined) return known;
      const id = add([{ ticker, weight: 1 }]);
      singles.set(ticker, id);
      return id;
    },
    weights: (id) => all[id]!,
    mixed: (shares, ids) => mix(shares.map((share, i) => ({ share, weights: all[ids[i]!]! }))),
  };
}

/** Remembers by a row of numbers; the row before is the likeliest, so it is tried first. */
export function rowMemo(width: number, make: (row: Int32Array) => number): (row: Int32Array) => number {
  const last = new Int32Array(width).fill(-1);
  let lastResult = -1;
  const known = new Map<string, number>();
  return (row) => {
    let same = lastResult >= 0;
    for (let i = 0; same && i < width; i++) same = row[i] === last[i];
    if (same) return lastResult;
    const key = row.join(',');
    let result = known.get(key);
    if (result === undefined) {
      result = make(row);
      known.set(key, result);
    }
    last.set(row);
    lastResult = result;
    return result;
  };
}
