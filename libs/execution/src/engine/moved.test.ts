import { describe, expect, it } from 'vitest';
import { quantity, ticker, type ClientOrderId } from '@alchemiser/domain';
import { DAYS, live, NUMBER, trade, TURNED, worldOf } from '../../test/paper-day.ts';
import type { Desk } from './desk.ts';
import { readRun } from './run-journal.ts';
import { tradingDay } from './trading-day.ts';

const [MONDAY, TUESDAY] = [DAYS[0]!, DAYS[1]!];

describe('a person who sells while a day is being decided', () => {
  it('makes it refuse before its first order; called again, it decides on what there is', async () => {
    const world = worldOf();
    await trade(world, MONDAY);
    const { desk } = await live(world, TUESDAY);
    const already = world.sent.length;
    let isSold = false;
    const broker: Desk['broker'] = {
      ...desk.broker,
      // Asked for after the positions were read.
      instruments: async (tickers) => {
        if (!isSold) {
          isSold = true;
          const sale = { clientOrderId: 'by-hand' as ClientOrderId, ticker: ticker('AAPL'), quantity: quantity('1') };
          await desk.broker.submit({ ...sale, side: 'sell', type: 'market', timeInForce: 'day' });
          await desk.broker.submit({
            ...sale,
            clientOrderId: 'by-hand-2' as ClientOrderId,
            ticker: ticker('SPY'),
            side: 'buy',
            type: 'market',
            timeInForce: 'day',
          });
          await desk.clock.sleep(5_000);
        }
        return desk.broker.instruments(tickers);
      },
    };
    const byHand = 2;
    await expect(tradingDay({ ...desk, broker }, TURNED, { session: TUESDAY, ordinal: 0 })).rejects.toMatchObject({
      name: 'Refused',
      // AAPL is nobody's: what happens to it is no business of the plan's.
      message: expect.stringMatching(
        /^Positions changed while the day was decided: SPY [\d.,]+ then, [\d.,]+ now\. Nothing was sent\.$/,
      ) as string,
    });
    expect(world.sent).toHaveLength(already + byHand);
    expect((await readRun(desk.journal, { account: NUMBER, session: TUESDAY, ordinal: 0 })).planned).toBeNull();
    const { record } = await tradingDay(desk, TURNED, { session: TUESDAY, ordinal: 0 });
    expect([record.status, record.reconciliation?.status]).toEqual(['traded', 'equal']);
  });
});
