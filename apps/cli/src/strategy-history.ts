/** Closes of all that a strategy asks for, from the configured market: for commands that look at many sessions and at no account. */
import { alignHistory, nyse, tickersOf, type Bar, type History, type SessionDate, type Strategy, type Ticker } from '@alchemiser/domain';
import { marketChoiceOf, openMarket } from '@alchemiser/desk';
import type { Configuration } from '@alchemiser/infrastructure';
import { EXIT } from './exit-codes.ts';
import { Problem } from './present/problem.ts';

/** @param to the last session; the market's own without it. */
export async function historyFor(strategy: Strategy, configuration: Configuration, to: SessionDate | undefined): Promise<History> {
  const tickers = tickersOf(strategy.tree);
  const { source, firstRun } = await openMarket(marketChoiceOf(configuration), tickers);
  const through = to ?? firstRun;
  const bars = new Map<Ticker, readonly Bar[]>();
  for (const name of tickers) {
    const series = source.bars(name, through);
    if (series !== undefined) bars.set(name, series);
  }
  const first = [...bars.values()].map((series) => series[0]?.date ?? through).sort()[0] ?? through;
  return alignHistory(nyse.sessions(first < nyse.from ? nyse.from : first, through), bars);
}

/** @throws Problem for a day that the calendar does not know. */
export function checkCalendar(...dates: readonly (SessionDate | undefined)[]): void {
  for (const date of dates) {
    if (date === undefined || (date >= nyse.from && date <= nyse.through)) continue;
    throw new Problem(EXIT.usage, `The calendar of the NYSE is known from ${nyse.from} to ${nyse.through}, was asked for ${date}.`);
  }
}
