/** Closes of all that a strategy asks for, from the configured market: for commands that look at many sessions and at no account. */
import { alignHistory, nyse, tickersOf, type Bar, type History, type SessionDate, type Strategy, type Ticker } from '@alchemiser/domain';
import { marketChoiceOf, openMarket, type MarketChoice } from '@alchemiser/desk';
import { lookingConfiguration } from './compose.ts';
import type { Console } from './console.ts';
import { EXIT } from './exit-codes.ts';
import type { CommonOptions } from './options.ts';
import { Problem } from './present/problem.ts';

/**
 * Says on the way which market it is: prices that are made up must never be taken for real ones.
 * @param to the last session; the market's own without it.
 */
export async function historyFor(
  console: Console,
  strategy: Strategy,
  market: MarketChoice,
  to: SessionDate | undefined,
): Promise<History> {
  const tickers = tickersOf(strategy.tree);
  const { source, firstRun } = await openMarket(market, tickers);
  console.remark(`Prices: ${source.words}.`);
  const through = to ?? firstRun;
  const bars = new Map<Ticker, readonly Bar[]>();
  for (const name of tickers) {
    const series = source.bars(name, through);
    if (series !== undefined) bars.set(name, series);
  }
  const first = [...bars.values()].map((series) => series[0]?.date ?? through).sort()[0] ?? through;
  return alignHistory(nyse.sessions(first < nyse.from ? nyse.from : first, through), bars);
}

/** The market that such a command reads: one of a person's own bars needs no account. @throws Problem where there is only Alpaca's. */
export async function marketFor(options: CommonOptions, env: NodeJS.ProcessEnv): Promise<MarketChoice> {
  const configuration = await lookingConfiguration(options, env, options.bars === undefined ? {} : { broker: 'paper-exchange' });
  if (configuration.market.source !== 'alpaca') return marketChoiceOf(configuration);
  throw new Problem(
    EXIT.refused,
    'This reads bars of a folder or of the built-in market; the configuration names Alpaca.',
    'Name a folder of daily bars with --bars.',
  );
}

/** @throws Problem for a day that the calendar does not know. */
export function checkCalendar(...dates: readonly (SessionDate | undefined)[]): void {
  for (const date of dates) {
    if (date === undefined || (date >= nyse.from && date <= nyse.through)) continue;
    throw new Problem(EXIT.usage, `The calendar of the NYSE is known from ${nyse.from} to ${nyse.through}, was asked for ${date}.`);
  }
}
