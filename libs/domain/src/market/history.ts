/**
 * Closes aligned to the exchange calendar: what every measurement reads.
 * A row is a session; a gap is NaN and is never filled. The last row is `asOf`: nothing after it exists here,
 * so a decision cannot look ahead.
 */
import { invariant } from '../result.ts';
import type { Ticker } from '../values/ticker.ts';
import type { SessionDate } from '../values/time.ts';
import type { Bar } from './bar.ts';

export interface History {
  /** Exchange sessions without holes, oldest first. */
  readonly sessions: readonly SessionDate[];
  /** One column per known ticker, as long as `sessions`; USD, NaN where there is no bar. A ticker that is not here does not exist. */
  readonly closes: ReadonlyMap<Ticker, Float64Array>;
}

/** Bars (any order, any extra dates before the first session) → columns over `sessions`. */
export function alignHistory(sessions: readonly SessionDate[], bars: ReadonlyMap<Ticker, readonly Bar[]>): History {
  const rowOf = new Map(sessions.map((date, row) => [date, row]));
  const closes = new Map<Ticker, Float64Array>();
  for (const [name, series] of bars) {
    const column = new Float64Array(sessions.length).fill(Number.NaN);
    for (const bar of series) {
      const row = rowOf.get(bar.date);
      if (row !== undefined) column[row] = bar.close;
    }
    closes.set(name, column);
  }
  return { sessions, closes };
}

/** The last session a decision over this history may see. */
export function asOf(history: History): SessionDate {
  const last = history.sessions.at(-1);
  invariant(last !== undefined, 'A history has at least one session');
  return last;
}
