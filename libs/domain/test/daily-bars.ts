/** Real daily closes that lie beside the repository on some machines: a file per ticker, aligned to the sessions of SPY. */
import type { History } from '../src/market/history.ts';
import type { Ticker } from '../src/values/ticker.ts';
import { sessionDate, type SessionDate } from '../src/values/time.ts';
import { columns, notHere, reference } from './reference.ts';

const FOLDER = 'market-data/daily';

export const dailyBarsAreHere = reference(`${FOLDER}/SPY.csv`) !== undefined;

/** " (skipped: …)" where they are not, else nothing: the tail of a test's name. */
export const skippedWithoutDailyBars = dailyBarsAreHere ? '' : ` (skipped: ${notHere(FOLDER)})`;

/** SPY trades every session: its dates are the calendar. Every ticker must have a file. */
export function dailyBars(tickers: readonly Ticker[]): History {
  const sessions = datesOf(reference(`${FOLDER}/SPY.csv`)!);
  const rowOf = new Map(sessions.map((date, row) => [date, row]));
  const closes = new Map(
    tickers.map((ticker) => {
      const csv = reference(`${FOLDER}/${ticker}.csv`)!;
      const column = new Float64Array(sessions.length).fill(Number.NaN);
      const values = columns(csv).get('close')!;
      for (const [i, date] of datesOf(csv).entries()) column[rowOf.get(date)!] = values[i]!;
      return [ticker, column] as const;
    }),
  );
  return { sessions, closes };
}

const datesOf = (csv: string): readonly SessionDate[] =>
  csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => sessionDate(line.slice(0, 10)));
