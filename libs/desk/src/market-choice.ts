import { resolve } from 'node:path';
import {
  marketFromBars,
  nyse,
  syntheticMarket,
  type ExchangeCalendar,
  type Provenance,
  type SessionDate,
  type SimulatedMarket,
  type Ticker,
} from '@alchemiser/domain';
import { readCsvBars } from '@alchemiser/data-providers';
import { Failure } from '@alchemiser/services';

/** Which market the paper exchange trades. A data directory keeps to one: its account would make no sense in another. */
export type MarketChoice =
  { readonly kind: 'synthetic'; readonly seed: number } | { readonly kind: 'csv'; readonly directory: string; readonly seed: number };

export interface OpenedMarket {
  readonly source: SimulatedMarket;
  readonly kind: Provenance['market'];
  /** The session of a first run that names none. */
  readonly firstRun: SessionDate;
}

/** One line that tells two markets apart. */
export const marketIdentity = (choice: MarketChoice): string =>
  choice.kind === 'synthetic'
    ? `synthetic market, seed ${String(choice.seed)}`
    : `CSV bars from ${resolve(choice.directory)}, seed ${String(choice.seed)}`;

/**
 * @param tickers what will be asked for: files of other tickers are not read.
 * @throws Failure `market.*` naming file and line of what cannot be read.
 */
export async function openMarket(
  choice: MarketChoice,
  tickers: readonly Ticker[],
  calendar: ExchangeCalendar = nyse,
): Promise<OpenedMarket> {
  if (choice.kind === 'synthetic') {
    const source = syntheticMarket({ seed: choice.seed, calendar });
    return { source, kind: 'synthetic', firstRun: source.firstSession };
  }
  const bars = await readCsvBars(choice.directory, tickers);
  if (bars.size === 0) {
    const named = tickers.length > 6 ? `${tickers.slice(0, 6).join(', ')} …` : tickers.join(', ');
    throw new Failure('market.incomplete', `The folder of bars ${choice.directory} holds none of the tickers that are needed: ${named}.`, {
      advice: 'Name a folder with one CSV file per ticker, like SPY.csv.',
      context: { directory: choice.directory, tickers },
    });
  }
  const source = marketFromBars(bars, {
    seed: choice.seed,
    words: `daily bars from ${choice.directory}, quotes made up inside them`,
    calendar,
  });
  return { source, kind: 'csv', firstRun: source.lastSession };
}
