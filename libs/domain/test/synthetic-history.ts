/** The synthetic market's closes as a history: what a test reads when it wants hundreds of sessions of every ticker. */
import { alignHistory, type History } from '../src/market/history.ts';
import { nyse } from '../src/market/nyse.ts';
import { syntheticMarket } from '../src/market/synthetic/synthetic-market.ts';
import type { Ticker } from '../src/values/ticker.ts';

export interface SyntheticHistory {
  readonly history: History;
  /** Row of the first session that can be traded. */
  readonly firstRow: number;
}

/** From the first bar there is until the market's last session. */
export function syntheticHistory(seed: number, tickers: readonly Ticker[]): SyntheticHistory {
  const market = syntheticMarket({ seed });
  const bars = new Map(tickers.map((ticker) => [ticker, market.bars(ticker, market.lastSession) ?? []]));
  const first = [...bars.values()].map(([bar]) => bar!.date).sort()[0]!;
  const sessions = nyse.sessions(first, market.lastSession);
  return { history: alignHistory(sessions, bars), firstRow: sessions.indexOf(market.firstSession) };
}
