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
export const pricedTickers = (book: Book, ledger: Ledger): readonly Ticker[] =>
  [...new Set([...strategyHoldings(ledger).keys(), ...book.flatMap(({ strategy }) => holdable(strategy.tree))])].sort();

/** Tickers that a tree may come to hold: not those it only measures. */
function holdable(tree: Allocation): readonly Ticker[] {
  switch (tree.kind) {
    case 'hold':
      return [tree.ticker];
    case 'group':
      return holdable(tree.body);
    case 'when':
      return [...holdable(tree.then), ...holdable(tree.otherwise)];
    case 'weighted':
      return tree.children.flatMap(({ child }) => holdable(child));
    case 'equally':
    case 'inverseVolatility':
    case 'ranked':
      return tree.children.flatMap(holdable);
    default:
      return assertNever(tree);
  }
}
