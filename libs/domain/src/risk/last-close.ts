/** A ticker's last close as a float, for measuring against: NaN when there is no bar of the last completed session. */
import type { History } from '../market/history.ts';
import type { Ticker } from '../values/ticker.ts';

export const lastClose = (history: History, ticker: Ticker): number =>
  history.closes.get(ticker)?.[history.sessions.length - 1] ?? Number.NaN;
