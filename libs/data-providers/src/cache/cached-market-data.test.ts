import { exchangeInstant, nyse, sessionDate, ticker, type Bar, type Ticker } from '@alchemiser/domain';
import { capturingLogger, fixedClock, marketDataContract, memoryBarStore, memoryMarketData } from '@alchemiser/services/testing';
import { describe, expect, it } from 'vitest';
import { barsFor, rewritingSource } from '../../test/rewriting-source.ts';
import { cachedMarketData } from './cached-market-data.ts';
import { gapsIn, strayBars } from './gaps.ts';

const [SPY, OKLO] = [ticker('SPY'), ticker('OKLO')];
const through = sessionDate('2024-08-05');

function cached(bars: Map<Ticker, readonly Bar[]>, gaps?: 'refuse' | 'keep') {
  const { source } = rewritingSource(bars);
  const log = capturingLogger();
  const ports = { source, store: memoryBarStore(), clock: fixedClock(exchangeInstant(sessionDate('2024-08-06'), 600)), log };
  return { log, market: cachedMarketData({ ...ports, marketData: memoryMarketData(bars), calendar: nyse, ...(gaps && { gaps }) }) };
}

const whole = barsFor('2024-01-02', '2024-08-09', (row) => 100 + row);
const without = (...dates: readonly string[]): readonly Bar[] => whole.filter(({ date }) => !dates.includes(date));

describe('market data out of a cache', () => {
  it.each(
    marketDataContract(async () => ({
      marketData: cached(
        new Map([
          [SPY, whole],
          [OKLO, whole],
        ]),
      ).market,
      known: [SPY, OKLO],
      unknown: ticker('NOSUCH'),
      through,
      quoted: [],
    })),
  )('$name', async ({ run }) => run());

  it('refuses holes against the calendar, naming tickers and sessions', async () => {
    const { market } = cached(
      new Map([
        [SPY, whole],
        [OKLO, without('2024-03-04', '2024-03-05', '2024-05-28', '2024-05-29', '2024-06-20', '2024-07-05')],
      ]),
    );
    await expect(market.dailyBars([SPY, OKLO], through)).rejects.toMatchObject({
      code: 'market.incomplete',
      message:
        'Bars are missing inside the history of bars in memory: OKLO lacks 6 sessions: 2024-03-04, 2024-03-05, 2024-05-28, 2024-05-29 and 2 more.',
      context: { gaps: { OKLO: ['2024-03-04', '2024-03-05', '2024-05-28', '2024-05-29', '2024-06-20', '2024-07-05'] } },
    });
  });

  it('leaves holes as holes where a person said so', async () => {
    const { market, log } = cached(new Map([[OKLO, without('2024-03-04')]]), 'keep');
    expect((await market.dailyBars([OKLO], through)).get(OKLO)).toEqual(without('2024-03-04').filter(({ date }) => date <= through));
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'histories with holes', fields: { gaps: { OKLO: 1 } } }]);
  });

  it('takes neither a late listing, nor an early end, nor a holiday for a hole', () => {
    // Juneteenth and Independence Day 2024 were no sessions (https://www.nyse.com/markets/hours-calendars).
    expect(
      gapsIn(
        barsFor('2024-06-17', '2024-07-08', () => 1),
        nyse,
      ),
    ).toEqual([]);
    expect(gapsIn([], nyse)).toEqual([]);
  });

  it('finds bars on days when the exchange was closed', () => {
    const [bar] = whole;
    expect(
      strayBars(
        [
          { ...bar!, date: sessionDate('2024-07-03') },
          { ...bar!, date: sessionDate('2024-07-04') },
        ],
        nyse,
      ),
    ).toEqual(['2024-07-04']);
  });
});
