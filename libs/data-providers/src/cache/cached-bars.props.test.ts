import { addDays, exchangeInstant, nyse, sessionDate, ticker, type Bar, type Ticker } from '@alchemiser/domain';
import { capturingLogger, fixedClock, memoryBarStore } from '@alchemiser/services/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barsFor, rewritingSource } from '../../test/rewriting-source.ts';
import { pullBars } from './cached-bars.ts';

const TICKERS = ['SPY', 'TLT', 'OKLO'].map(ticker);
const DAYS = nyse.sessions(sessionDate('2024-06-03'), sessionDate('2024-08-30'));

/** What a vendor does to a history overnight. */
const event = fc.record({
  ticker: fc.constantFrom(...TICKERS),
  day: fc.nat(DAYS.length - 1),
  factor: fc.constantFrom(0.25, 0.5, 0.99, 4, 10),
});

describe('a bar cache, whatever days it is asked on', () => {
  it('shows what the source would show, through any splits and dividends', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { maxLength: 6 }),
        fc.uniqueArray(fc.nat(DAYS.length - 1), { minLength: 1, maxLength: 12 }),
        async (events, days) => {
          const market = new Map<Ticker, readonly Bar[]>();
          const { source: telling } = rewritingSource(market, sessionDate('2024-01-02'));
          // Without a word about corporate actions: the overlap alone has to show them.
          const { corporateActions: _, ...source } = telling;
          const ports = { source, store: memoryBarStore(), clock: fixedClock(exchangeInstant(DAYS[0]!, 600)), log: capturingLogger() };
          for (const day of days.sort((a, b) => a - b)) {
            const through = DAYS[day]!;
            for (const [index, name] of TICKERS.entries()) {
              const factor = events
                .filter((each) => each.ticker === name && each.day <= day)
                .reduce((product, each) => product * each.factor, 1);
              // The last of them was listed in May.
              market.set(
                name,
                barsFor(index === 2 ? '2024-05-10' : '2024-01-02', through, (row) => (50 + row) * factor),
              );
            }
            ports.clock.set(exchangeInstant(addDays(through, 1), 600));
            const { bars } = await pullBars(ports, TICKERS, through);
            expect(bars).toEqual(market);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
