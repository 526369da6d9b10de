/**
 * The knife edges of a day: for every ticker the nearest last close on each side, to the cent, that would have changed a branch or a
 * selection of the decision.
 *
 * A stretch of cents is tried whole (`flips-reading.ts`): either the decision is proven to stay as it was at every close of it, or the
 * stretch is halved, the nearer half first. A single cent is read exactly, so that the first one found to differ is the nearest there is;
 * where nothing can be proven the search becomes what it is measured against, a look at every cent (docs/decisions/knife-edges.md).
 */
import type { History } from '../market/history.ts';
import { toDecimal, UNITS_PER_ONE, type Price } from '../values/exact.ts';
import { columnsOf, openReading, type ReadingOptions } from './columns.ts';
import type { Flip } from './decision.ts';
import { tiesOf } from './flips-ranking.ts';
import { readStretch, type StretchReading } from './flips-reading.ts';
import { dollars, lastRowOf, type Stretch } from './flips-last-row.ts';
import { nearestOther } from './flips-search.ts';
import { tryTicker } from './flips-ticker.ts';
import { flipWords } from './flips-words.ts';
import type { Strategy } from './strategy.ts';

/** How far a close is moved, in percent. */
export const FLIP_RANGE_PERCENT = 25;

/**
 * Nearest first. Nothing where the strategy cannot decide, and nothing of a ticker without a close on the last session.
 * @param strategy with a valid tree.
 */
export function flips(strategy: Strategy, history: History, options: ReadingOptions = {}): readonly Flip[] {
  const opened = openReading(strategy.tree, history, options);
  const last = lastRowOf(opened);
  const { graph, nodes, row } = last;
  if (nodes.status(graph.root)[row] !== 0) return [];
  const lookup = columnsOf(opened).lookupAt(row);
  const found = [...graph.tickers.entries()].flatMap(([ticker, name]) => {
    const close = last.closes(ticker)?.[row] ?? Number.NaN;
    // Beyond, cents are no longer whole numbers to a float.
    if (!(close > 0 && close * 200 < Number.MAX_SAFE_INTEGER)) return [];
    const { below, above, all } = centsAround(close);
    const tried = tryTicker(last, ticker, all);
    const isTied = tiesOf(last, tried, all);
    const read = (stretch: Stretch): StretchReading => readStretch(last, tried, isTied, stretch);
    return (['below', 'above'] as const).flatMap((side): readonly Flip[] => {
      const cents = nearestOther(side === 'below' ? below : above, side, (stretch) => read(stretch).isSame(graph.root));
      if (cents === undefined) return [];
      const words = flipWords(strategy, last, lookup, read({ from: cents, to: cents }));
      return [{ ticker: name, side, price: priceOf(cents), changePercent: (dollars(cents) / close - 1) * 100, ...words }];
    });
  });
  return found.sort((a, b) => Math.abs(a.changePercent) - Math.abs(b.changePercent));
}

/** Whole cents within the range, on both sides of a close that need not be one itself. */
function centsAround(close: number): { readonly below: Stretch; readonly above: Stretch; readonly all: Stretch } {
  // A quarter of a whole number of cents may be one, whatever the float says.
  const lowest = Math.max(1, Math.ceil((100 - FLIP_RANGE_PERCENT) * close - 1e-7));
  const highest = Math.floor((100 + FLIP_RANGE_PERCENT) * close + 1e-7);
  let under = Math.ceil(close * 100);
  while (dollars(under) >= close) under--;
  let over = Math.floor(close * 100);
  while (dollars(over) <= close) over++;
  return { below: { from: lowest, to: under }, above: { from: over, to: highest }, all: { from: lowest, to: Math.max(lowest, highest) } };
}

const priceOf = (cents: number) => toDecimal(((BigInt(cents) * UNITS_PER_ONE) / 100n) as Price);
