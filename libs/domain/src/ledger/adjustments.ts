/**
 * What happened to the account between two runs, as entries: shares that a person bought or moved, dividends, deposits, fees.
 * Afterwards the books equal the account, or the run is refused: our own shares never go missing by an adjustment.
 */
import { err, ok, type Result } from '../result.ts';
import { minus, NO_MONEY, NO_SHARES, type Money, type Price, type Quantity } from '../values/exact.ts';
import { formatQuantity } from '../values/format.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Instant } from '../values/time.ts';
import { compareHoldings, type ComparedHolding } from '../portfolio/holdings.ts';
import { exchangeTime } from '../market/new-york-time.ts';
import type { Fill } from '../orders/order.ts';
import type { Account, Position } from '../run/facts.ts';
import type { Book } from '../strategy/strategy.ts';
import { cashOf } from './books.ts';
import type { Ledger, LedgerEntry } from './entry.ts';
import { byShare, type Capital } from './opening.ts';
import { isRounding } from './reconcile.ts';

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
}

export interface AdjustmentRefusal {
  readonly code: 'short' | 'shares-missing' | 'looks-like-split';
  readonly ticker: Ticker;
  readonly says: string;
}

/** All fills that are known are posted before, as far as the books can take them: one that is not would look like shares from nowhere. */
export function adjustments(ledger: Ledger, context: AdjustmentContext): Result<readonly LedgerEntry[], AdjustmentRefusal> {
  const { at, account, positions } = context;
  const moved = minus(account.cash, cashOf(ledger));
  const entries: LedgerEntry[] = [];
  for (const row of compareHoldings(ledger, positions)) {
    const refusal = refusalOf(row, moved, context.executions);
    if (refusal !== null) return err({ ticker: row.ticker, ...refusal });
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
  if (sale !== undefined) return err({ code: 'shares-missing', ticker: sale.ticker, says: soldWords(sale) });
  return ok([...entries, ...cashEntries(moved, context)]);
}

const soldWords = ({ ticker, quantity, at }: Fill): string =>
  `The broker lists a sale of ${formatQuantity(quantity)} ${ticker} on ${exchangeTime(at).date}, and nobody but our strategies had as many: somebody sold shares of ours. Nothing is traded until the books are corrected.`;

function cashEntries(moved: Money, { at, book, capital, executions }: AdjustmentContext): readonly LedgerEntry[] {
  if (moved === NO_MONEY) return [];
  if (isRounding(moved, executions)) return [{ kind: 'rounding', at, amount: moved }];
  const cash = capital.kind === 'all-cash' ? byShare(book, moved) : [{ book: 'unattributed' as const, amount: moved }];
  return [{ kind: 'cash-moved', at, why: 'moved without a trade of ours', amount: moved, cash }];
}

function refusalOf(row: ComparedHolding, moved: Money, executions: number): Pick<AdjustmentRefusal, 'code' | 'says'> | null {
  const { ticker, strategies, unattributed, brokers } = row;
  if (brokers < 0n) return { code: 'short', says: `The account is short of ${ticker}: close that by hand first.` };
  if (brokers < strategies) {
    const there = formatQuantity(brokers as Quantity);
    return {
      code: 'shares-missing',
      says: `Our books hold ${formatQuantity(strategies)} ${ticker} and the broker ${there}: somebody sold or moved shares of ours, or they were merged. Nothing is traded until the books are corrected.`,
    };
  }
  const ours = strategies + unattributed;
  // Shares that a split made belong to the books that held them, not to nobody.
  if (strategies > NO_SHARES && brokers > ours && brokers % ours === 0n && isRounding(moved, executions)) {
    return {
      code: 'looks-like-split',
      says: `The broker holds exactly ${String(brokers / ours)} times our ${formatQuantity(ours as Quantity)} ${ticker} and no cash moved: this looks like a split. Nothing is traded until the books are corrected.`,
    };
  }
  return null;
}
