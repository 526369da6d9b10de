import { describe, expect, it } from 'vitest';
import { instant, money, price, quantity, ticker } from '@alchemiser/domain';
import { brokerAgainst, json } from '../../test/alpaca-double.ts';
import { FILLS, ORDER, VENUE_ID } from '../../test/fixtures.ts';
import { alpacaAccountHistory } from './account-history.ts';
import { alpacaByHand } from './alpaca-by-hand.ts';

const BRK = ticker('BRK/B');

function hand(answer: Parameters<typeof brokerAgainst>[0]) {
  const { trading, asked } = brokerAgainst(answer);
  return { ...alpacaByHand({ http: trading }), history: alpacaAccountHistory({ http: trading }), asked };
}

describe('what a person does by hand', () => {
  it('leaves once, in Alpaca’s words', async () => {
    const { closePosition, replaceOrder, asked } = hand(() => json(ORDER));
    await closePosition(BRK, quantity('0.25'));
    await closePosition(BRK, 'all');
    await replaceOrder(VENUE_ID, { quantity: quantity('3'), limitPrice: price('479.1') });
    expect(asked).toEqual([
      { method: 'DELETE', path: '/v2/positions/BRK.B', query: { qty: '0.25' }, body: undefined },
      { method: 'DELETE', path: '/v2/positions/BRK.B', query: {}, body: undefined },
      { method: 'PATCH', path: `/v2/orders/${VENUE_ID}`, query: {}, body: { qty: '3', limit_price: '479.1' } },
    ]);
  });

  it.each<[string, () => Response]>([
    ['trouble', () => json({ code: 50010000, message: 'internal server error' }, 500)],
    ['a page', () => new Response('<html></html>', { status: 502 })],
    ['nonsense', () => json({ ok: true })],
  ])('that meets %s is in doubt, and is not sent again', async (_, answer) => {
    const { cancelAll, closePosition, replaceOrder, asked } = hand(answer);
    expect((await cancelAll()).status).toBe('unknown');
    expect((await closePosition(BRK, 'all')).status).toBe('unknown');
    expect((await replaceOrder(VENUE_ID, {})).status).toBe('unknown');
    expect(asked).toHaveLength(3);
  });

  it('cancels all with a row for each, and says which were not taken off', async () => {
    const rows = [
      { id: 'a', status: 200 },
      { id: 'b', status: 500 },
    ];
    expect(await hand(() => json(rows, 207)).cancelAll()).toEqual({
      status: 'asked',
      orders: [
        { venueOrderId: 'a', accepted: true },
        { venueOrderId: 'b', accepted: false },
      ],
    });
  });

  it('suspends trading and reads whether it is so, even when nothing was answered', async () => {
    const settings = { suspend_trade: true, no_shorting: false, fractional_trading: true, max_margin_multiplier: '4' };
    const { suspendTrading, asked } = hand(({ method }) => (method === 'PATCH' ? json({ message: 'down' }, 503) : json(settings)));
    expect(await suspendTrading(true)).toEqual({
      tradingSuspended: true,
      shortingForbidden: false,
      fractionalTrading: true,
      marginMultiplierMax: '4',
    });
    expect(asked.map(({ method, body }) => [method, body])).toEqual([
      ['PATCH', { suspend_trade: true }],
      ['GET', undefined],
    ]);
    const refusing = hand(() => json({ code: 40310000, message: 'account is closed' }, 403));
    await expect(refusing.suspendTrading(true)).rejects.toMatchObject({ code: 'broker.refused' });
  });
});

describe('the account’s history', () => {
  const dividend = {
    activity_type: 'DIV',
    id: '20240806000000000::1',
    date: '2024-08-06',
    net_amount: '1.02',
    symbol: 'BRK.B',
    qty: '2',
    per_share_amount: '0.51',
  };
  const transfer = { activity_type: 'CSD', id: '20240807000000000::2', date: '2024-08-07', net_amount: '-250.5', status: 'executed' };

  it('tells of executions, and of cash that no order moved', async () => {
    const activities = await hand(() => json([FILLS[0], dividend, transfer])).history.activities(instant(0));
    expect(activities).toMatchObject([
      { kind: 'fill', fill: { ticker: 'BRK/B', quantity: quantity('0.25') } },
      { kind: 'other', type: 'DIV', date: '2024-08-06', amount: money('1.02'), ticker: 'BRK/B', quantity: quantity('2') },
      { kind: 'other', type: 'CSD', date: '2024-08-07', amount: money('-250.5'), ticker: null, quantity: null },
    ]);
  });

  it.each([
    ['an execution without its cumulative quantity', { ...FILLS[0], cum_qty: undefined }],
    ['a dividend of no amount', { ...dividend, net_amount: null }],
    ['a day that is none', { ...dividend, date: 'today' }],
  ])('with %s fails the read', async (_, row) => {
    await expect(hand(() => json([row])).history.activities(instant(0))).rejects.toMatchObject({ code: 'broker.malformed' });
  });

  const worth = {
    timestamp: [1_722_816_000, 1_722_902_400],
    equity: [null, 100_005.83],
    profit_loss: [null, 2.09],
    profit_loss_pct: [null, 0.0000209],
    base_value: 100_003.74,
    timeframe: '1D',
  };

  it('shows what it was worth on the days on which it was worth something', async () => {
    const { history, asked } = hand(() => json(worth));
    expect(await history.portfolio('1W')).toEqual([{ at: 1_722_902_400_000, equity: 100_005.83, profit: 2.09, profitFraction: 0.0000209 }]);
    expect(asked[0]?.query).toMatchObject({ period: '1W', timeframe: '1D' });
    await expect(hand(() => json({ ...worth, equity: [1] })).history.portfolio('1W')).rejects.toMatchObject({ code: 'broker.malformed' });
  });
});
