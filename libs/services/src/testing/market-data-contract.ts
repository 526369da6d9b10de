import assert from 'node:assert/strict';
import { addDays, barFault, type SessionDate, type Ticker } from '@alchemiser/domain';
import type { MarketData } from '../ports/market-data.ts';
import { promise, type ContractCase } from './contract.ts';

/** A source under test and what it is known to hold. */
export interface MarketDataSubject {
  readonly marketData: MarketData;
  /** At least two, each with bars on and before `through`. */
  readonly known: readonly Ticker[];
  /** No such ticker in the source. */
  readonly unknown: Ticker;
  /** A session with bars for every known ticker, and at least one session with bars after it. */
  readonly through: SessionDate;
  /** Known tickers that are quoted now; empty for a source without quotes. */
  readonly quoted: readonly Ticker[];
}

/** What every source of market data promises. */
export const marketDataContract = (make: () => Promise<MarketDataSubject>): readonly ContractCase[] => [
  promise('bars are sound and strictly ascending', make, async ({ marketData, known, through }) => {
    const bars = await marketData.dailyBars(known, through);
    assert.deepEqual([...bars.keys()].sort(), [...known].sort());
    for (const [ticker, series] of bars) {
      assert.ok(series.length > 0, ticker);
      for (const [index, bar] of series.entries()) {
        assert.equal(barFault(bar), undefined, `${ticker} ${bar.date}`);
        assert.ok(index === 0 || series[index - 1]!.date < bar.date, `${ticker} ${bar.date} follows an earlier session`);
      }
    }
  }),
  promise('nothing after `through` is ever shown, and the last row is `through`', make, async ({ marketData, known, through }) => {
    for (const series of (await marketData.dailyBars(known, through)).values()) assert.equal(series.at(-1)?.date, through);
    for (const series of (await marketData.dailyBars(known, addDays(through, -1))).values()) assert.ok(series.at(-1)!.date < through);
  }),
  promise('a shorter look is a prefix of a longer one', make, async ({ marketData, known, through }) => {
    const long = await marketData.dailyBars(known, through);
    for (const [ticker, series] of await marketData.dailyBars(known, addDays(through, -3))) {
      assert.deepEqual(long.get(ticker)?.slice(0, series.length), series);
    }
  }),
  promise('one ticker reads the same alone and in company', make, async ({ marketData, known, through }) => {
    const together = await marketData.dailyBars(known, through);
    for (const ticker of known) assert.deepEqual((await marketData.dailyBars([ticker], through)).get(ticker), together.get(ticker));
  }),
  promise('an unknown ticker is absent, not an error', make, async ({ marketData, known, unknown, through }) => {
    const bars = await marketData.dailyBars([...known, unknown], through);
    assert.equal(bars.has(unknown), false);
    assert.equal(bars.size, known.length);
    assert.equal((await marketData.quotes([...known, unknown])).has(unknown), false);
  }),
  promise('asking for nothing gives nothing', make, async ({ marketData, through }) => {
    assert.equal((await marketData.dailyBars([], through)).size, 0);
    assert.equal((await marketData.quotes([])).size, 0);
  }),
  promise('quotes have two uncrossed sides', make, async ({ marketData, known, quoted }) => {
    const quotes = await marketData.quotes(known);
    assert.deepEqual([...quotes.keys()].sort(), [...quoted].sort());
    for (const [ticker, quote] of quotes) {
      assert.equal(quote.ticker, ticker);
      assert.ok(quote.bid > 0n && quote.bid <= quote.ask, ticker);
      assert.ok(quote.bidSize >= 0n && quote.askSize >= 0n, ticker);
    }
  }),
];
