/** What a run must gather: derived from the strategies' trees and from what our books hold, never declared. */
import { assertNever } from '../result.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Ledger } from '../ledger/entry.ts';
import { strategyHoldings } from '../portfolio/holdings.ts';
import type { Allocation } from '../strategy/node.ts';
import { requirements, type TickerRequirement } from '../strategy/requirements.ts';
import type { Book } from '../strategy/strategy.ts';

export interface RunRequirements {
  /** Bars up to `asOf`, by ticker, A to Z; what is only held needs its last one. */
  readonly bars: readonly TickerRequirement[];
  /** Every ticker that may be traded or must be valued, A to Z: its quote and what the broker lets us do with it. */
  readonly priced: readonly Ticker[];
}

export function runRequirements(book: Book, ledger: Ledger): RunRequirements {
  const held = [...strategyHoldings(ledger).keys()];
  const measured = requirements(book).tickers;
  const known = new Set(measured.map(({ ticker }) => ticker));
  const onlyHeld = held.filter((ticker) => !known.has(ticker)).map((ticker) => ({ ticker, warmUpBars: 1, settlingBars: 1 }));
  return { bars: [...measured, ...onlyHeld].sort((a, b) => (a.ticker < b.ticker ? -1 : 1)), priced: pricedTickers(book, ledger) };
}

/** Every ticker that may be traded or must be valued, A to Z: for who knows the bars already, the trees need not be measured. */
export function pricedTickers(book: Book, ledger: Ledger): readonly Ticker[] {
  const tickers = new Set(strategyHoldings(ledger).keys());
  for (const { strategy } of book) addHoldable(strategy.tree, tickers);
  return [...tickers].sort();
}

/** Adds the tickers that a tree may come to hold: not those it only measures. */
function addHoldable(tree: Allocation, tickers: Set<Ticker>): void {
  switch (tree.kind) {
    case 'hold':
      tickers.add(tree.ticker);
      return;
    case 'group':
      return addHoldable(tree.body, tickers);
    case 'when':
      addHoldable(tree.then, tickers);
      return addHoldable(tree.otherwise, tickers);
    case 'weighted':
      for (const { child } of tree.children) addHoldable(child, tickers);
      return;
    case 'equally':
    case 'inverseVolatility':
    case 'ranked':
      for (const child of tree.children) addHoldable(child, tickers);
      return;
    default:
      return assertNever(tree);
  }
}
