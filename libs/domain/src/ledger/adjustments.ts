/**
 * What happened to the account between two runs, as entries: shares that a person bought or moved, dividends, deposits, fees.
 * Afterwards the books equal the account, or the run is refused: our own shares never go missing by an adjustment.
 */
import { err, ok, type Result } from '../result.ts';
import {
  divideNearest,
  minus,
  most,
  NO_MONEY,
  NO_SHARES,
  remaining,
  total,
  type Money,
  type Price,
  type Quantity,
} from '../values/exact.ts';
import { formatQuantity } from '../values/format.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Instant } from '../values/time.ts';
import { compareHoldings, type ComparedHolding } from '../portfolio/holdings.ts';
import { exchangeDate } from '../market/new-york-time.ts';
import type { Fill } from '../orders/order.ts';
import type { Account, Position } from '../run/facts.ts';
import type { Book } from '../strategy/strategy.ts';
import { bookIn, cashOf, sharesIn } from './books.ts';
import type { Ledger, LedgerEntry } from './entry.ts';
import type { UnlistedTrade } from './late.ts';
import { byShare, type Capital } from './opening.ts';
import { isRounding } from './reconcile.ts';
import type { SplitRatio } from './split-ratio.ts';

export interface AdjustmentContext {
  readonly at: Instant;
  readonly account: Pick<Account, 'cash'>;
  readonly positions: readonly Position[];
  readonly book: Book;
  readonly capital: Capital;
  /** Executions posted since the cash was last equal: each may round by half a cent. */
  readonly executions: number;
  /** Executions that the books could not take. */
  readonly unbooked: readonly Fill[];
  /** Trades of ours whose executions the broker's list does not all show. */
  readonly unlisted: readonly UnlistedTrade[];
}

export type AdjustmentRefusal = { readonly ticker: Ticker; readonly says: string } & Finding;

type Finding =
  | { readonly code: 'short' }
  /** Ours were filled, and the broker's list of executions does not show them yet. */
  | { readonly code: 'executions-unlisted' }
  /** Of the strategies; with the split that would explain it, where one merged a whole number of them into each. */
  | { readonly code: 'shares-missing'; readonly missing: Quantity; readonly split: SplitRatio | null }
  /** What the sales took of the strategies' shares; nothing when nobody had enough of his own for them. */
  | { readonly code: 'shares-sold'; readonly missing: Quantity }
  /** More than our books and every execution explain, of what strategies hold; with the split that would. */
  | { readonly code: 'shares-added'; readonly split: SplitRatio | null };

/** A list that is later than this is not late, it is wrong: from then on the positions count. */
const LIST_LAG_MS_MAX = 24 * 60 * 60_000;

/** All fills that are known are posted before, as far as the books can take them: one that is not would look like shares from nowhere. */
export function adjustments(ledger: Ledger, context: AdjustmentContext): Result<readonly LedgerEntry[], AdjustmentRefusal> {
  const { at, account, positions } = context;
  const late = context.unlisted.find(({ told }) => at - told.at < LIST_LAG_MS_MAX);
  if (late !== undefined) return err(unlistedRefusal(late));
  const moved = minus(account.cash, cashOf(ledger));
  const entries: LedgerEntry[] = [];
  for (const row of compareHoldings(ledger, positions)) {
    const refusal = refusalOf(row);
    if (refusal !== null) return err(refusal);
    const change = row.brokers - row.strategies - row.unattributed;
    if (change === 0n) continue;
    const price: Price | null = positions.find((position) => position.ticker === row.ticker)?.averageEntryPrice ?? null;
    const side = change > 0n ? 'in' : 'out';
    entries.push({
      kind: 'shares-found',
      at,
      ticker: row.ticker,
      change: { side, quantity: (side === 'in' ? change : -change) as Quantity },
      price: side === 'in' ? price : null,
    });
  }
  const [sale] = context.unbooked;
  // Shares that a split made, or that were moved in, may stand where the sold ones were: equal numbers are no proof.
  if (sale !== undefined) return err(soldRefusal(ledger, sale, context.unbooked));
  return ok([...entries, ...cashEntries(moved, context)]);
}

function unlistedRefusal({ session, trade: { ticker, side }, told, listed }: UnlistedTrade): AdjustmentRefusal {
  const shown = listed === NO_SHARES ? 'none of them' : `only ${formatQuantity(listed)}`;
  return {
    code: 'executions-unlisted',
    ticker,
    says: `The broker filled ${formatQuantity(told.filled)} ${ticker} of our ${side} of ${session}, and its list of executions shows ${shown}. Nothing is traded until it shows them all.`,
  };
}

function soldRefusal(ledger: Ledger, { ticker, quantity, at }: Fill, unbooked: readonly Fill[]): AdjustmentRefusal {
  const sold = total(unbooked.filter((sale) => sale.ticker === ticker).map((sale) => sale.quantity));
  const nobodys = sharesIn(bookIn(ledger, 'unattributed'), ticker);
  return {
    code: 'shares-sold',
    ticker,
    missing: remaining(most(sold, nobodys), nobodys),
    says: `The broker lists a sale of ${formatQuantity(quantity)} ${ticker} on ${exchangeDate(at)}, and nobody but our strategies had as many: somebody sold shares of ours. Nothing is traded until the books are corrected.`,
  };
}

function cashEntries(moved: Money, { at, book, capital, executions }: AdjustmentContext): readonly LedgerEntry[] {
  if (moved === NO_MONEY) return [];
  if (isRounding(moved, executions)) return [{ kind: 'rounding', at, amount: moved }];
  const cash = capital.kind === 'all-cash' ? byShare(book, moved) : [{ book: 'unattributed' as const, amount: moved }];
  return [{ kind: 'cash-moved', at, why: 'moved without a trade of ours', amount: moved, cash }];
}

function refusalOf(row: ComparedHolding): AdjustmentRefusal | null {
  const { ticker, strategies, unattributed, brokers } = row;
  if (brokers < 0n) return { code: 'short', ticker, says: `The account is short of ${ticker}: close that by hand first.` };
  const ours = strategies + unattributed;
  if (brokers < strategies) {
    const there = formatQuantity(brokers as Quantity);
    return {
      code: 'shares-missing',
      ticker,
      missing: remaining(strategies, brokers as Quantity),
      split: mergedInto(brokers, ours),
      says: `Our books hold ${formatQuantity(strategies)} ${ticker} and the broker ${there}: somebody sold or moved shares of ours, or they were merged. Nothing is traded until the books are corrected.`,
    };
  }
  // What a person buys has an execution. Shares that a split made belong to the books that held them, and not to nobody.
  if (strategies > NO_SHARES && brokers > ours) {
    const split = splitOf(ours, brokers);
    const held = `our ${formatQuantity(ours as Quantity)} ${ticker}`;
    const found =
      split === null
        ? `The broker holds ${formatQuantity(brokers as Quantity)} instead of ${held}, and no execution says where the others come from.`
        : `The broker holds exactly ${timesWords(split)} ${held}: this looks like a split.`;
    return { code: 'shares-added', ticker, split, says: `${found} Nothing is traded until the books are corrected.` };
  }
  return null;
}

/** "2 times", "3/2 times" */
const timesWords = ({ to, from }: SplitRatio): string => `${String(to)}${from === 1 ? '' : `/${String(from)}`} times`;

/** Companies give one, two, three new shares for every one to ten old ones: the plainest ratio that explains the shares to the billionth. */
const FROM_MAX = 10n;
const TO_MAX = 100n;

function splitOf(ours: bigint, brokers: bigint): SplitRatio | null {
  for (let from = 1n; from <= FROM_MAX; from++) {
    const to = divideNearest(brokers * from, ours);
    const off = brokers * from - ours * to;
    if (to > from && to <= TO_MAX && off < from && -off < from) return { to: Number(to), from: Number(from) };
  }
  return null;
}

/** Shares are counted to the billionth: merged ones may be rounded there. */
function mergedInto(brokers: bigint, ours: bigint): SplitRatio | null {
  if (brokers === 0n) return null;
  const from = divideNearest(ours, brokers);
  const off = ours - brokers * from;
  return off < from && -off < from ? { to: 1, from: Number(from) } : null;
}
