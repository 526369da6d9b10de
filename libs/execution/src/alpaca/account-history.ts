/** What Alpaca remembers of an account beside its orders: its worth over time, and everything that moved cash or shares. */
import {
  instant,
  sessionDate,
  type Fill,
  type Instant,
  type Money,
  type Quantity,
  type SessionDate,
  type Ticker,
} from '@alchemiser/domain';
import { tickerOf, type AlpacaClient } from '@alchemiser/infrastructure';
import { wireMoney, wireShares } from './decimals.ts';
import { fillFrom } from './mapping.ts';
import { allActivities } from './paging.ts';
import { PORTFOLIO_HISTORY, type WireNonTrade, type WirePortfolioHistory } from './wire.ts';

/** A dividend, fee, transfer, split, …: cash or shares that no order moved. */
export interface NonTradeActivity {
  readonly id: string;
  /** Alpaca's word: DIV, FEE, CSD, SPLIT, … */
  readonly type: string;
  readonly date: SessionDate;
  readonly amount: Money;
  /** Null for what concerns no stock or ETF. */
  readonly ticker: Ticker | null;
  /** Without direction; null where no shares moved. */
  readonly quantity: Quantity | null;
}

export type AccountActivity = { readonly kind: 'fill'; readonly fill: Fill } | ({ readonly kind: 'other' } & NonTradeActivity);

/** A day of an account's worth, as Alpaca measures it: floats, for looking at and never for booking. */
export interface PortfolioPoint {
  readonly at: Instant;
  /** USD */
  readonly equity: number;
  /** USD, since the point before. */
  readonly profit: number;
  readonly profitFraction: number;
}

export interface AccountHistory {
  /** Everything at or after `since`, oldest first: executions of stocks and ETFs, and what was no execution. */
  activities(since: Instant): Promise<readonly AccountActivity[]>;
  /** Daily, oldest first; days before the account had any worth are left out. @param period Alpaca's word: 1W, 1M, 3M, 1A, all. */
  portfolio(period: string): Promise<readonly PortfolioPoint[]>;
}

/** @throws Failure `broker.*` */
export function alpacaAccountHistory({ http }: { readonly http: AlpacaClient }): AccountHistory {
  function readable<T>(path: string, read: () => T): T {
    try {
      return read();
    } catch (error) {
      throw error instanceof RangeError ? http.malformed(path, error.message, error) : error;
    }
  }
  return {
    activities: async (since) => {
      const rows = await allActivities(http, since);
      return readable('v2/account/activities', () =>
        rows.flatMap((row): readonly AccountActivity[] => {
          if (row.activity_type !== 'FILL') return [{ kind: 'other', ...nonTradeFrom(row as WireNonTrade) }];
          const fill = fillFrom(row as Parameters<typeof fillFrom>[0]);
          return fill === undefined ? [] : [{ kind: 'fill', fill }];
        }),
      );
    },
    portfolio: async (period) => {
      const path = 'v2/account/portfolio/history';
      const query = { period, timeframe: '1D', intraday_reporting: 'market_hours', pnl_reset: 'per_day' };
      const wire = await http.read(path, query, PORTFOLIO_HISTORY);
      return readable(path, () => pointsFrom(wire));
    },
  };
}

function nonTradeFrom(wire: WireNonTrade): NonTradeActivity {
  const symbol = wire.symbol ?? '';
  return {
    id: wire.id,
    type: wire.activity_type,
    date: sessionDate(wire.date.slice(0, 10)),
    amount: wireMoney(wire.net_amount),
    ticker: tickerOf(symbol) ?? null,
    quantity: wire.qty === null || wire.qty === undefined ? null : wireShares(wire.qty),
  };
}

/** @throws RangeError for columns of different lengths. */
function pointsFrom({
  timestamp,
  equity,
  profit_loss: profit,
  profit_loss_pct: fraction,
}: WirePortfolioHistory): readonly PortfolioPoint[] {
  if (new Set([timestamp, equity, profit, fraction].map(({ length }) => length)).size > 1)
    throw new RangeError('columns of different lengths');
  return timestamp.flatMap((seconds, row) => {
    const worth = equity[row];
    if (worth === null || worth === undefined) return [];
    return [{ at: instant(seconds * 1000), equity: worth, profit: profit[row] ?? 0, profitFraction: fraction[row] ?? 0 }];
  });
}
