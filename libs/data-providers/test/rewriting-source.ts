import { nyse, sessionDate, type Bar, type SessionDate, type Ticker } from '@alchemiser/domain';
import type { BarSource } from '../src/cache/bar-source.ts';

/** A source over bars that a test may rewrite, and that remembers what it was asked for. */
export function rewritingSource(bars: Map<Ticker, readonly Bar[]>, from: SessionDate = sessionDate('2024-01-02')) {
  const asked: string[] = [];
  const actions: { ticker: Ticker; exDate: SessionDate }[] = [];
  const source: BarSource = {
    source: 'test',
    feed: 'sip',
    adjustment: 'all',
    from,
    bars: async (tickers, first, through) => {
      if (tickers.length === 0) return new Map();
      asked.push(`${tickers.join(',')} ${first}…${through}`);
      const cut = tickers.map(
        (ticker) => [ticker, (bars.get(ticker) ?? []).filter(({ date }) => date >= first && date <= through)] as const,
      );
      return new Map(cut.filter(([, rows]) => rows.length > 0));
    },
    corporateActions: async (tickers, first, last) =>
      actions.filter(({ ticker, exDate }) => tickers.includes(ticker) && exDate >= first && exDate <= last),
  };
  return { source, asked, actions };
}

/** One bar per session of the exchange. */
export const barsFor = (first: string, last: string, close: (row: number) => number): readonly Bar[] =>
  nyse.sessions(sessionDate(first), sessionDate(last)).map((date, row) => {
    const at = close(row);
    return { date, open: at, high: at, low: at, close: at, volume: 1_000 + row };
  });
