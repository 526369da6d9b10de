import { sessionDate } from '@alchemiser/domain';
import { tickerOf } from '@alchemiser/infrastructure';
import type { CorporateAction } from '../market-reads.ts';
import type { WireActions } from './wire.ts';

/** By ex-date, then ticker. What is no stock or ETF is left out. @throws RangeError for a rate that is not above 0. */
export function actionsFrom(pages: readonly WireActions[]): readonly CorporateAction[] {
  return pages.flatMap(onePage).sort((a, b) => order(a.exDate, b.exDate) || order(a.ticker, b.ticker) || order(a.kind, b.kind));
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function onePage(page: WireActions): readonly CorporateAction[] {
  const splits = [...(page.forward_splits ?? []), ...(page.reverse_splits ?? [])];
  return [
    ...splits.flatMap((row) =>
      of(row.symbol, row.ex_date, { kind: 'split', oldShares: rate(row.old_rate), newShares: rate(row.new_rate) }),
    ),
    ...(page.cash_dividends ?? []).flatMap((row) =>
      of(row.symbol, row.ex_date, { kind: 'cash-dividend', usdPerShare: rate(row.rate), special: row.special }),
    ),
    ...(page.stock_dividends ?? []).flatMap((row) =>
      of(row.symbol, row.ex_date, { kind: 'stock-dividend', sharesPerShare: rate(row.rate) }),
    ),
    ...(page.spin_offs ?? []).flatMap((row) =>
      of(row.source_symbol, row.ex_date, {
        kind: 'spin-off',
        into: row.new_symbol,
        oldShares: rate(row.source_rate),
        newShares: rate(row.new_rate),
      }),
    ),
  ];
}

type Kind<A = CorporateAction> = A extends unknown ? Omit<A, 'ticker' | 'exDate'> : never;

function of(symbol: string, exDate: string, what: Kind): readonly CorporateAction[] {
  const ticker = tickerOf(symbol);
  return ticker === undefined ? [] : [{ ticker, exDate: sessionDate(exDate), ...what }];
}

function rate(value: number): number {
  if (!(Number.isFinite(value) && value > 0)) throw new RangeError(`a rate must be above 0, was ${value}`);
  return value;
}
