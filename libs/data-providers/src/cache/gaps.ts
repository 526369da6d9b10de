import type { Bar, ExchangeCalendar, SessionDate, Ticker } from '@alchemiser/domain';
import { Failure } from '@alchemiser/services';

/** Sessions of the exchange between a series' first and last bar for which it has none, oldest first. */
export function gapsIn(bars: readonly Bar[], calendar: ExchangeCalendar): readonly SessionDate[] {
  const [first, last] = [bars[0]?.date, bars.at(-1)?.date];
  if (first === undefined || last === undefined) return [];
  const present = new Set<SessionDate>(bars.map(({ date }) => date));
  // What lies before the calendar cannot be judged by it.
  return calendar.sessions(first < calendar.from ? calendar.from : first, last).filter((session) => !present.has(session));
}

/** Bars on days when the exchange was closed: another calendar, or dates that are off by one. */
export const strayBars = (bars: readonly Bar[], calendar: ExchangeCalendar): readonly SessionDate[] =>
  bars.map(({ date }) => date).filter((date) => date >= calendar.from && date <= calendar.through && !calendar.isSession(date));

const TICKERS_NAMED = 3;
const SESSIONS_NAMED = 4;

const some = (words: readonly string[], most: number): string =>
  words.length <= most ? words.join(', ') : `${words.slice(0, most).join(', ')} and ${words.length - most} more`;

/** "OKLO lacks 2 sessions: 2024-03-04, 2024-03-05". */
export const gapWords = (ticker: Ticker, sessions: readonly SessionDate[]): string =>
  `${ticker} lacks ${sessions.length} ${sessions.length === 1 ? 'session' : 'sessions'}: ${some(sessions, SESSIONS_NAMED)}`;

/** The refusal of bars with holes in them; all sessions are in the context. */
export function gapFailure(gaps: ReadonlyMap<Ticker, readonly SessionDate[]>, where: string): Failure {
  const lines = [...gaps].map(([ticker, sessions]) => gapWords(ticker, sessions));
  const named =
    lines.length <= TICKERS_NAMED
      ? lines.join('; ')
      : `${lines.slice(0, TICKERS_NAMED).join('; ')}; and ${lines.length - TICKERS_NAMED} more tickers`;
  return new Failure('market.incomplete', `Bars are missing inside the history of ${where}: ${named}.`, {
    advice:
      'Another feed may have them (sip sees all exchanges). If they never will be there, set "gaps": "keep" in "market": a measure then begins anew after each hole.',
    context: { gaps: Object.fromEntries(gaps) },
  });
}
