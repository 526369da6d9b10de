import { describe, expect, it } from 'vitest';
import { at, scriptedMarket } from '../../test/market.ts';
import { open } from '../../test/client.ts';

/** Thursday 2026-10-08, 11:10 in New York. */
const MORNING = at('2026-10-08T15:10:00Z');
const CLOSES = { '2026-10-07': 99, '2026-10-08': 101 };
const steady = scriptedMarket({
  KO: { quote: () => ['99.90', '100.10'], closes: CLOSES },
  PENNY: { quote: () => ['0.4999', '0.5001'], closes: { '2026-10-07': 1.5 } },
  OCGN: { quote: () => ['5.00', '5.02'], closes: { '2026-10-07': 5 }, fractionable: false },
  GONE: { quote: () => undefined, closes: { '2026-10-07': 7 }, tradable: false },
});

describe('an order in market hours', () => {
  it('is pending_new when answered and filled at the far side a few milliseconds later', async () => {
    const { send, ask, clock } = open(MORNING, { market: steady });
    const sent = await send({ symbol: 'KO', qty: '10', side: 'buy', type: 'market', client_order_id: 'a' });
    expect([sent.status, sent.body.status, sent.body.filled_qty]).toEqual([200, 'pending_new', '0']);
    await clock.sleep(2);
    expect((await ask('GET', `/v2/orders/${sent.body.id}`)).body.status).toBe('pending_new');
    await clock.sleep(1);
    const found = await ask('GET', '/v2/orders:by_client_order_id?client_order_id=a');
    expect(found.body).toMatchObject({
      status: 'filled',
      filled_qty: '10',
      filled_avg_price: '100.1',
      filled_at: '2026-10-08T15:10:00.003001Z',
    });
    expect((await ask('GET', '/v2/account')).body).toMatchObject({ cash: '98999', buying_power: '98999', long_market_value: '1000' });
  });

  it.each([
    ['a buy limit at the ask fills at the ask', { side: 'buy', limit_price: '100.10' }, 'filled', '100.1'],
    ['a buy limit above the ask still pays the ask', { side: 'buy', limit_price: '101' }, 'filled', '100.1'],
    ['a buy limit under the ask rests', { side: 'buy', limit_price: '100.09' }, 'new', null],
    ['a sell limit at the bid fills at the bid', { side: 'sell', limit_price: '99.90' }, 'filled', '99.9'],
    ['a sell limit above the bid rests', { side: 'sell', limit_price: '99.91' }, 'new', null],
  ])('%s', async (_, order, status, average) => {
    const { send, ask, clock, exchange } = open(MORNING, { market: steady });
    await exchange.grant({ ticker: 'KO', quantity: '5', price: '90' });
    const sent = await send({ symbol: 'KO', qty: 2, type: 'limit', ...order });
    await clock.sleep(5);
    expect((await ask('GET', `/v2/orders/${sent.body.id}`)).body).toMatchObject({ status, filled_avg_price: average });
  });

  it('rests until the quote comes to it, and then fills at the quote of that second', async () => {
    const crossing = at('2026-10-08T15:12:30Z');
    const market = scriptedMarket({ KO: { quote: (now) => (now < crossing ? ['99.90', '100.10'] : ['98.70', '98.90']), closes: CLOSES } });
    const { send, ask, clock } = open(MORNING, { market });
    const sent = await send({ symbol: 'KO', qty: '1', side: 'buy', type: 'limit', limit_price: '99' });
    await clock.sleep(3_600_000);
    expect((await ask('GET', `/v2/orders/${sent.body.id}`)).body).toMatchObject({
      status: 'filled',
      filled_avg_price: '98.9',
      filled_at: '2026-10-08T15:12:30Z',
    });
  });

  it('for dollars buys as many shares as they pay for, rounded down to nine decimals', async () => {
    const { send, ask, clock } = open(MORNING, { market: steady });
    const sent = await send({ symbol: 'KO', notional: 5, side: 'buy', type: 'market' });
    await clock.sleep(3);
    // 5 / 100.10 = 0.0499500499…
    expect((await ask('GET', `/v2/orders/${sent.body.id}`)).body).toMatchObject({
      status: 'filled',
      qty: null,
      notional: '5',
      filled_qty: '0.049950049',
    });
    expect((await ask('GET', '/v2/account')).body.cash).toBe('99995');
  });

  it('waits out a halt', async () => {
    const back = at('2026-10-08T15:30:00Z');
    const market = scriptedMarket({ KO: { quote: (now) => (now < back ? undefined : ['100', '100.02']), closes: CLOSES } });
    const { send, ask, clock } = open(MORNING, { market });
    const sent = await send({ symbol: 'KO', qty: '1', side: 'buy', type: 'market' });
    await clock.sleep(60_000);
    expect((await ask('GET', `/v2/orders/${sent.body.id}`)).body.status).toBe('new');
    await clock.advanceTo(back);
    expect((await ask('GET', `/v2/orders/${sent.body.id}`)).body).toMatchObject({ status: 'filled', filled_avg_price: '100.02' });
  });

  it('gets a random part first when chance says so, and the rest at the next second', async () => {
    const { send, ask, clock } = open(MORNING, { market: steady, partialFillShare: 1 });
    const sent = await send({ symbol: 'KO', qty: '10', side: 'buy', type: 'market' });
    await clock.sleep(3);
    const part = (await ask('GET', `/v2/orders/${sent.body.id}`)).body;
    expect(part.status).toBe('partially_filled');
    expect(Number(part.filled_qty)).toBeGreaterThanOrEqual(1);
    expect(Number(part.filled_qty)).toBeLessThan(10);
    expect(Number(part.filled_qty) % 1).toBe(0);
    await clock.sleep(1000);
    const rows: readonly { type: string; leaves_qty: string; cum_qty: string }[] = (
      await ask('GET', '/v2/account/activities/FILL?direction=asc')
    ).body;
    expect(rows.map((row) => row.type)).toEqual(['partial_fill', 'fill']);
    expect(rows[0]?.leaves_qty).toBe(String(10 - Number(part.filled_qty)));
    expect([rows[1]?.cum_qty, rows[1]?.leaves_qty]).toEqual(['10', '0']);
  });

  it('buys what the cash allows when the price runs away, and cancels the rest', async () => {
    const sentAt = MORNING;
    const market = scriptedMarket({ KO: { quote: (now) => (now === sentAt ? ['9.99', '10.00'] : ['19.99', '20.00']), closes: CLOSES } });
    const { send, ask, clock } = open(MORNING, { market });
    const sent = await send({ symbol: 'KO', qty: '10000', side: 'buy', type: 'market' });
    expect(sent.status).toBe(200);
    await clock.sleep(3);
    expect((await ask('GET', `/v2/orders/${sent.body.id}`)).body).toMatchObject({
      status: 'canceled',
      filled_qty: '5000',
      filled_avg_price: '20',
    });
    expect((await ask('GET', '/v2/account')).body.cash).toBe('0');
  });
});

describe('the session', () => {
  it('expires a day order at the close', async () => {
    const { send, ask, clock } = open(MORNING, { market: steady });
    const sent = await send({ symbol: 'KO', qty: '1', side: 'buy', type: 'limit', limit_price: '50' });
    await clock.advanceTo(at('2026-10-08T21:00:00Z'));
    expect((await ask('GET', `/v2/orders/${sent.body.id}`)).body).toMatchObject({
      status: 'expired',
      expires_at: '2026-10-08T20:00:00Z',
      expired_at: '2026-10-08T20:00:00Z',
    });
    expect((await ask('GET', '/v2/account')).body.buying_power).toBe('100000');
  });

  it('closes at one o’clock on a half-day: the Friday after Thanksgiving 2026', async () => {
    const { send, ask, clock } = open(at('2026-11-27T15:00:00Z'), { market: steady });
    const sent = await send({ symbol: 'KO', qty: '1', side: 'buy', type: 'limit', limit_price: '50' });
    expect(sent.body.expires_at).toBe('2026-11-27T18:00:00Z');
    await clock.advanceTo(at('2026-11-27T18:00:00Z'));
    expect((await ask('GET', `/v2/orders/${sent.body.id}`)).body.status).toBe('expired');
    expect((await ask('GET', '/v2/calendar?start=2026-11-27&end=2026-11-27')).body).toEqual([
      { date: '2026-11-27', open: '09:30', close: '13:00', session_open: '0400', session_close: '1700', settlement_date: '2026-11-30' },
    ]);
  });

  it('keeps an order of the evening, accepted, for the next opening', async () => {
    const { send, ask, clock } = open(at('2026-10-09T21:00:00Z'), { market: steady });
    const sent = await send({ symbol: 'KO', qty: '1', side: 'buy', type: 'market' });
    expect(sent.body).toMatchObject({ status: 'accepted', expires_at: '2026-10-12T20:00:00Z' });
    await clock.advanceTo(at('2026-10-12T13:29:59Z'));
    expect((await ask('GET', `/v2/orders/${sent.body.id}`)).body.status).toBe('accepted');
    await clock.advanceTo(at('2026-10-12T13:30:00.003Z'));
    expect((await ask('GET', `/v2/orders/${sent.body.id}`)).body).toMatchObject({ status: 'filled', filled_avg_price: '100.1' });
  });
});

describe('what is held', () => {
  it('takes shares out of qty_available at once and gives them back with the cancel', async () => {
    const { send, ask, exchange } = open(MORNING, { market: steady });
    await exchange.grant({ ticker: 'KO', quantity: '10', price: '90' });
    const sent = await send({ symbol: 'KO', qty: '3.5', side: 'sell', type: 'limit', limit_price: '150' });
    expect((await ask('GET', '/v2/positions/KO')).body).toMatchObject({ qty: '10', qty_available: '6.5' });
    expect((await ask('DELETE', `/v2/orders/${sent.body.id}`)).status).toBe(204);
    expect((await ask('GET', '/v2/positions/KO')).body).toMatchObject({ qty: '10', qty_available: '10', avg_entry_price: '90' });
  });

  it('reserves a limit buy at its limit, to the cent above', async () => {
    const { send, ask } = open(MORNING, { market: steady });
    await send({ symbol: 'KO', qty: '0.1', side: 'buy', type: 'limit', limit_price: '50.01' });
    // 0.1 × 50.01 = 5.001
    expect((await ask('GET', '/v2/account')).body).toMatchObject({ cash: '100000', buying_power: '99994.99' });
  });

  it('lends a margin account three times what it owns on top of it', async () => {
    const { send, ask, clock } = open(MORNING, {
      market: steady,
      account: { id: 'margin', cash: '1000', keyId: 'key', secret: 'secret', multiplier: '4' },
    });
    expect((await ask('GET', '/v2/account')).body).toMatchObject({ multiplier: '4', buying_power: '4000', regt_buying_power: '2000' });
    await send({ symbol: 'KO', qty: '39', side: 'buy', type: 'market' });
    await clock.sleep(3);
    expect((await ask('GET', '/v2/account')).body.cash).toBe('-2903.9');
    expect((await send({ symbol: 'KO', qty: '1', side: 'buy', type: 'market' })).body.message).toBe('insufficient buying power');
  });

  it('knows what the account was worth at the close before', async () => {
    const { send, ask, clock, exchange } = open(at('2026-10-07T15:10:00Z'), { market: steady });
    await exchange.grant({ ticker: 'KO', quantity: '10', price: '90' });
    expect((await ask('GET', '/v2/account')).body.last_equity).toBe('100000');
    await clock.advanceTo(MORNING);
    await send({ symbol: 'KO', qty: '10', side: 'sell', type: 'market' });
    await clock.sleep(3);
    // 10 × 99 at the close of the 7th.
    expect((await ask('GET', '/v2/account')).body).toMatchObject({ last_equity: '100990', equity: '100999', balance_asof: '2026-10-07' });
  });
});
