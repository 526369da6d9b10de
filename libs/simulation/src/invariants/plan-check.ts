/**
 * 2, of the plan itself: a reference that knows nothing of how plans are made. What the strategies may trade of a ticker is what
 * their weights want of it less what their books hold, at the plan's own prices; what cannot be decided trades nothing.
 */
import { bookIn, sharesIn, toFloat, type Ledger, type RunEntry } from '@alchemiser/domain';
import type { Scenario } from '../scenario/scenario.ts';
import type { Finding } from './violation.ts';

/** Floats, the reserve, and rounding of weights to 1e-9. */
const SLACK = 0.012;

export function planIsWanted({ sleeves, tickers }: Scenario, ledger: Ledger, planned: Extract<RunEntry, { kind: 'planned' }>): Finding {
  const { trades, rows } = planned.plan;
  if (sleeves.some((sleeve) => sleeve.fails && sleeve.onFailure === 'stop'))
    return trades.length === 0 ? null : 'a strategy that cannot decide stops nothing';
  const sharing = sleeves.filter((sleeve) => !sleeve.fails);
  const priceOf = new Map([
    ...rows.map((row) => [row.ticker, toFloat(row.price)] as const),
    ...trades.map((trade) => [trade.ticker, toFloat(trade.decisionPrice)] as const),
  ]);
  const books = sharing.map(({ name }) => bookIn(ledger, name));
  const held = (ticker: (typeof trades)[number]['ticker']): number => books.reduce((sum, book) => sum + toFloat(sharesIn(book, ticker)), 0);
  const pool = books.reduce(
    (sum, book) =>
      sum +
      toFloat(book.cash) +
      [...book.lots.keys()].reduce((worth, ticker) => worth + toFloat(sharesIn(book, ticker)) * (priceOf.get(ticker) ?? 0), 0),
    0,
  );
  const shares = sharing.reduce((sum, { share }) => sum + share, 0);
  for (const trade of trades) {
    const each = toFloat(trade.decisionPrice);
    const weight = sharing.reduce((sum, sleeve) => {
      const own = sleeve.weights.filter(([, ticker]) => ticker === trade.ticker).reduce((all, [part]) => all + part, 0);
      return sum + (own * sleeve.share) / shares;
    }, 0);
    const wanted = (pool * weight) / each;
    const most = trade.side === 'buy' ? wanted - held(trade.ticker) : held(trade.ticker) - wanted * (1 - SLACK);
    // Each sleeve rounds its own wish down to what can be traded.
    const increment = tickers.find(({ ticker }) => ticker === trade.ticker)?.fractionable === false ? sharing.length : 0;
    const slack = (pool * 1e-6) / each + 1e-6 + increment;
    if (toFloat(trade.quantity) > most + slack)
      return `the plan means to ${trade.side} ${String(toFloat(trade.quantity))} ${trade.ticker}, and no more than ${most.toFixed(6)} is wanted`;
  }
  return null;
}
