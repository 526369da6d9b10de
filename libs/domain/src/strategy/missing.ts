/** Why there is no value, as a sentence a person can act on. */
import { assertNever } from '../result.ts';
import { formatSession } from '../values/format.ts';
import type { Ticker } from '../values/ticker.ts';
import type { SessionDate } from '../values/time.ts';
import type { Missing, Reading } from './decision.ts';

/** Inverse volatility over something that does not move. */
export const staleDeviation = (what: string, tickers: readonly Ticker[]): Missing => ({ code: 'zero-deviation', what, tickers });

/** A ranking whose candidates are all too young. */
export const noCandidates = (ranking: string, tickers: readonly Ticker[]): Missing => ({ code: 'no-candidates', what: ranking, tickers });

export const isMissing = (reading: Reading): reading is Missing => typeof reading !== 'number';

/** "OKLO needs 91 bars for its 90-day average return and has 12" */
export function missingWords(missing: Missing, asOf: SessionDate): string {
  const [owner, measure] = parts(missing);
  const needed = bars(missing.barsNeeded ?? 1);
  const present = missing.barsPresent ?? 0;
  switch (missing.code) {
    case 'ticker-unknown':
      return `there is no bar of ${owner}, which is needed for ${measure}`;
    case 'history-too-short':
      return `${owner} needs ${needed} for ${measure} and has ${present}`;
    case 'history-not-held':
      return `${owner} needs ${needed} for ${measure}, of which the history at hand holds ${present}`;
    case 'history-unsettled':
      return `${owner} needs ${needed} for ${measure} to settle, of which the history at hand holds ${present}`;
    case 'bars-missing':
      return present === 0
        ? `${owner} has no bar of ${formatSession(asOf)}, which is needed for ${measure}`
        : `${owner} needs ${needed} without a gap for ${measure} and has ${present} since the last one`;
    case 'zero-deviation':
      return `${missing.what} is zero, as only stale prices are`;
    case 'stream-undecided':
      return `${owner} needs ${missing.barsNeeded ?? 1} decided sessions for ${measure} and has ${present}${because(missing)}`;
    case 'no-candidates':
      return `${missing.what} has no candidate with enough history`;
    default:
      return assertNever(missing.code);
  }
}

function because({ because }: Missing): string {
  return because === undefined ? '' : ` (on ${formatSession(because.on)} ${missingWords(because.missing, because.on)})`;
}

const bars = (count: number): string => (count === 1 ? '1 bar' : `${count} bars`);

/** "OKLO's RSI(10)" → "OKLO", "its RSI(10)". */
function parts({ what }: Missing): readonly [owner: string, measure: string] {
  const at = what.lastIndexOf("'s ");
  return at < 0 ? [what, 'it'] : [what.slice(0, at), `its ${what.slice(at + 3)}`];
}
