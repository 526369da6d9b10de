import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '@alchemiser/domain';
import { brokerAgainst, json, type Asked } from '../../test/alpaca-double.ts';

const START = Date.parse('2026-10-08T13:30:00.000Z');
const iso = (ms: number, nanoseconds = 0): string =>
  new Date(START + ms).toISOString().replace('Z', `${String(nanoseconds).padStart(6, '0')}Z`);

const order = (n: number, at: string) => ({
  id: `order-${n}`,
  client_order_id: `id-${n}`,
  symbol: 'SPY',
  asset_class: 'us_equity',
  side: 'buy',
  qty: '1',
  type: 'limit',
  limit_price: '1',
  status: 'filled',
  filled_qty: '1',
  filled_avg_price: '1',
  submitted_at: at,
});

/** Alpaca's list as documented: `after` excludes, at most `limit`, ascending. */
function listing(orders: readonly ReturnType<typeof order>[]) {
  return ({ query }: Asked) => {
    const rows = orders.filter(
      ({ submitted_at }) => query['after'] === undefined || nanoseconds(submitted_at) > nanoseconds(query['after']),
    );
    return json(rows.slice(0, Number(query['limit'])));
  };
}
const nanoseconds = (text: string): bigint => {
  const [, whole = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(text) ?? [];
  return BigInt(Date.parse(`${whole}Z`)) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
};

describe('a list of orders longer than a page', () => {
  it('comes whole, once each, in order, whatever shares a millisecond', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ gap: fc.constantFrom(0, 0, 1, 3, 700), ns: fc.nat(999_999) }), { minLength: 0, maxLength: 1_200 }),
        async (steps) => {
          let ms = 0;
          const times = steps.map(({ gap, ns }) => iso((ms += gap), ns)).sort();
          const orders = times.map((at, n) => order(n, at));
          // Alpaca's page holds 500: more than that within a millisecond or two cannot be paged through and must refuse instead.
          const crowd = Math.max(
            0,
            ...orders.map((_, n) => orders.filter(({ submitted_at: at }) => Math.abs(Date.parse(at) - Date.parse(times[n]!)) <= 1).length),
          );
          fc.pre(crowd < 400);
          const { broker } = brokerAgainst(listing(orders));
          expect((await broker.ordersSince(instant(START))).map(({ venueOrderId }) => venueOrderId)).toEqual(orders.map(({ id }) => id));
        },
      ),
      { numRuns: 25 },
    );
  });

  it('that stands still is refused, never cut short', async () => {
    const orders = Array.from({ length: 1_200 }, (_, n) => order(n, iso(5, n)));
    const { broker } = brokerAgainst(listing(orders));
    await expect(broker.ordersSince(instant(START))).rejects.toMatchObject({ code: 'broker.malformed' });
  });

  it('begins at its instant and not before', async () => {
    const orders = [order(1, iso(999)), order(2, iso(1_000)), order(3, iso(1_000, 1)), order(4, iso(2_000))];
    const { broker } = brokerAgainst(listing(orders));
    expect((await broker.ordersSince(instant(START + 1_000))).map(({ venueOrderId }) => venueOrderId)).toEqual([
      'order-2',
      'order-3',
      'order-4',
    ]);
  });

  it('of open orders asks for open ones alone', async () => {
    const { broker, asked } = brokerAgainst(listing([]));
    await broker.openOrders();
    expect(asked[0]?.query).toEqual({ status: 'open', limit: '500', direction: 'asc', nested: 'false' });
  });
});

describe('a list of fills longer than a page', () => {
  const fill = (n: number) => ({
    activity_type: 'FILL',
    id: `2026${String(n).padStart(8, '0')}`,
    order_id: `order-${n}`,
    symbol: 'SPY',
    side: 'sell',
    qty: '1',
    cum_qty: '1',
    price: '1.5',
    transaction_time: iso(n, 123_000),
  });
  const paged =
    (fills: readonly ReturnType<typeof fill>[]) =>
    ({ query }: Asked) => {
      const from = query['page_token'] === undefined ? 0 : fills.findIndex(({ id }) => id === query['page_token']) + 1;
      return json(fills.slice(from, from + Number(query['page_size'])));
    };

  it.each([0, 1, 99, 100, 101, 250])('comes whole: %i', async (count) => {
    const fills = Array.from({ length: count }, (_, n) => fill(n));
    const { broker } = brokerAgainst(paged(fills));
    expect((await broker.fillsSince(instant(START))).map(({ executionId }) => executionId)).toEqual(fills.map(({ id }) => id));
  });

  it('that repeats its page is refused', async () => {
    const fills = Array.from({ length: 100 }, (_, n) => fill(n));
    const { broker } = brokerAgainst(() => json(fills));
    await expect(broker.fillsSince(instant(START))).rejects.toMatchObject({ code: 'broker.malformed' });
  });
});
