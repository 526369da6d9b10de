import { alignHistory, type Bar, type ExchangeCalendar, type History, type SessionDate, type Ticker } from '@alchemiser/domain';
import type { MarketData } from '@alchemiser/services';

/** A ticker's bars may begin before the calendar does; what lies before it is left out, never guessed. */
const firstSession = (bars: ReadonlyMap<Ticker, readonly Bar[]>, calendar: ExchangeCalendar, asOf: SessionDate): SessionDate => {
  let first = asOf;
  for (const series of bars.values()) {
    const date = series[0]?.date;
    if (date !== undefined && date < first) first = date;
  }
  return first < calendar.from ? calendar.from : first;
};

/**
 * All completed daily bars of the tickers, up to and including `asOf`, aligned to the exchange calendar.
 * The source is asked for everything it holds: recursive averages settle on long histories.
 */
export async function gatherHistory(
  { market, calendar }: { readonly market: MarketData; readonly calendar: ExchangeCalendar },
  tickers: readonly Ticker[],
  asOf: SessionDate,
): Promise<History> {
  const bars = await market.dailyBars(tickers, asOf);
  return alignHistory(calendar.sessions(firstSession(bars, calendar, asOf), asOf), bars);
}
