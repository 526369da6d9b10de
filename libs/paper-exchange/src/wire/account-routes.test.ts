/** Closing positions, settings, history, and the clocks of version 3. */
import { describe, expect, it } from 'vitest';
import { open } from '../../test/client.ts';
import { at, scriptedMarket } from '../../test/market.ts';

const MORNING = at('2026-10-08T15:10:00Z');
const CLOSES = { '2026-10-05': 97, '2026-10-06': 98, '2026-10-07': 99 };
const market = scriptedMarket({
  AAA: { quote: () => ['9.99', '10.01'], closes: { '2026-10-07': 10 } },
  KO: { quote: () => ['99.90', '100.10'], closes: CLOSES },
});

describe('closing a position', () => {
  it.each([
    ['all of it', '', '10', '10'],
    ['some shares', '?qty=3.5', '3.5', '10'],
    ['a percentage, in whole shares of a whole position', '?percentage=25', '2', '10'],
    ['a percentage of a fraction to nine decimals', '?percentage=33.3', '3.4965', '10.5'],
  ])('sells %s at market', async (_, query, qty, held) => {
    const { ask, clock, exchange } = open(MORNING, { market });
    await exchange.grant({ ticker: 'KO', quantity: held, price: '90' });
    const { status, body } = await ask('DELETE', `/v2/positions/KO${query}`);
    expect([status, body]).toMatchObject([
      200,
      { side: 'sell', type: 'market', time_in_force: 'day', qty, position_intent: 'sell_to_close' },
    ]);
    await clock.sleep(5);
    expect((await ask('GET', `/v2/orders/${body.id}`)).body.status).toBe('filled');
  });

  it.each([
    ['both ways at once', '?qty=1&percentage=10', 422, 'only one of qty or percentage is accepted'],
    ['more than all', '?percentage=101', 422, 'percentage must be between 0 and 100'],
    ['nothing', '?qty=0', 422, 'qty must be > 0'],
    ['what is no number', '?qty=many', 422, 'invalid qty: many'],
    ['more shares than there are', '?qty=11', 403, 'insufficient qty available for order (requested: 11, available: 10)'],
  ])('refuses %s', async (_, query, status, message) => {
    const { ask, exchange } = open(MORNING, { market });
    await exchange.grant({ ticker: 'KO', quantity: '10', price: '90' });
    expect(await ask('DELETE', `/v2/positions/KO${query}`)).toMatchObject({ status, body: { message } });
  });

  it('leaves open orders alone unless asked, and answers a row per position', async () => {
    const { ask, send, clock, exchange } = open(MORNING, { market });
    await exchange.grant({ ticker: 'AAA', quantity: '1.5', price: '9' });
    await exchange.grant({ ticker: 'KO', quantity: '10', price: '90' });
    const held = await send({ symbol: 'KO', qty: '4', side: 'sell', type: 'limit', limit_price: '150' });
    const first = await ask('DELETE', '/v2/positions');
    expect([first.status, first.body]).toMatchObject([
      207,
      [
        { symbol: 'AAA', status: 200, body: { qty: '1.5' } },
        { symbol: 'KO', status: 403, body: { code: 40310000, related_orders: [held.body.id] } },
      ],
    ]);
    await clock.sleep(5);
    const second = await ask('DELETE', '/v2/positions?cancel_orders=True');
    expect(second.body).toMatchObject([{ symbol: 'KO', status: 200, body: { qty: '10' } }]);
    await clock.sleep(5);
    expect((await ask('GET', '/v2/positions')).body).toEqual([]);
    expect((await ask('GET', `/v2/orders/${held.body.id}`)).body.status).toBe('canceled');
  });
});

describe('account configurations', () => {
  it('change field by field, last through a snapshot, and suspend trading', async () => {
    const { ask, send, exchange } = open(MORNING, { market });
    const before = (await ask('GET', '/v2/account/configurations')).body;
    expect(before).toMatchObject({ suspend_trade: false, max_margin_multiplier: '4', trade_confirm_email: 'all' });
    const { status, body } = await ask('PATCH', '/v2/account/configurations', { suspend_trade: true });
    expect([status, body]).toEqual([200, { ...before, suspend_trade: true }]);
    expect(await send({ symbol: 'KO', qty: '1', side: 'buy', type: 'market' })).toEqual({
      status: 403,
      body: { code: 40310000, message: 'new orders are rejected by user request' },
    });
    expect((await ask('GET', '/v2/account')).body.trade_suspended_by_user).toBe(true);
    const again = open(MORNING, { market, snapshot: exchange.snapshot() });
    expect((await again.ask('GET', '/v2/account/configurations')).body.suspend_trade).toBe(true);
    await ask('PATCH', '/v2/account/configurations', { suspend_trade: false, fractional_trading: false });
    expect((await send({ symbol: 'KO', qty: '1', side: 'buy', type: 'market' })).status).toBe(200);
    expect((await send({ symbol: 'KO', qty: '1.5', side: 'buy', type: 'market' })).status).toBe(403);
  });

  it('lower the multiplier of a margin account', async () => {
    const { ask } = open(MORNING, { market, account: { id: 'm', cash: '1000', keyId: 'key', secret: 'secret', multiplier: '4' } });
    await ask('PATCH', '/v2/account/configurations', { max_margin_multiplier: '1' });
    expect((await ask('GET', '/v2/account')).body).toMatchObject({ multiplier: '1', buying_power: '1000' });
    await ask('PATCH', '/v2/account/configurations', { max_margin_multiplier: '2' });
    expect((await ask('GET', '/v2/account')).body).toMatchObject({ multiplier: '2', buying_power: '2000' });
  });

  it.each([
    [{ suspend_trade: 'yes' }, 400],
    [{ max_margin_multiplier: '3' }, 422],
    [{ trade_confirm_email: 'some' }, 422],
    [[], 400],
  ])('refuse %j', async (body, status) => {
    expect((await open(MORNING, { market }).ask('PATCH', '/v2/account/configurations', body)).status).toBe(status);
  });
});

describe('portfolio history', () => {
  it('values each session at its close, and profits against the day before without transfers', async () => {
    const { ask, clock, exchange } = open(at('2026-10-06T14:00:00Z'), { market });
    await exchange.grant({ ticker: 'KO', quantity: '10', price: '90' });
    await clock.advanceTo(MORNING);
    const { body } = await ask('GET', '/v2/account/portfolio/history?period=1W&timeframe=1D');
    expect(body).toEqual({
      // Midnight UTC of the 6th, 7th and 8th.
      timestamp: [1791244800, 1791331200, 1791417600],
      // 10 × 98, 10 × 99, 10 × the middle of 99.90 and 100.10.
      equity: [100980, 100990, 101000],
      // 10 × (98 − 90), then 10 and 10.
      profit_loss: [80, 10, 10],
      profit_loss_pct: [0.0008, 0.000099, 0.000099],
      base_value: 100000,
      timeframe: '1D',
      cashflow: {},
    });
  });

  it('cuts a day into windows from the opening to the close', async () => {
    const { ask, clock, exchange } = open(at('2026-10-07T14:00:00Z'), { market });
    await exchange.grant({ ticker: 'KO', quantity: '10', price: '90' });
    await clock.advanceTo(at('2026-10-08T22:00:00Z'));
    const { body } = await ask('GET', '/v2/account/portfolio/history?period=1D&timeframe=15Min');
    expect(body.timestamp).toHaveLength(27);
    expect(body.timestamp[0]).toBe(at('2026-10-08T13:30:00Z') / 1000);
    expect(body.timestamp[26]).toBe(at('2026-10-08T20:00:00Z') / 1000);
    expect(body).toMatchObject({ base_value: 100990, base_value_asof: '2026-10-07', timeframe: '15Min' });
    expect([body.equity[0], body.profit_loss[0]]).toEqual([101000, 10]);
  });

  it.each([
    ['period=1X'],
    ['timeframe=2Min'],
    ['start=soon'],
    ['period=1D&start=2026-10-01&end=2026-10-02'],
    ['period=1A&timeframe=5Min'],
    ['intraday_reporting=continuous'],
  ])('refuses %s', async (query) => {
    expect((await open(MORNING, { market }).ask('GET', `/v2/account/portfolio/history?${query}`)).status).toBe(422);
  });
});

describe('the clock of version 3', () => {
  it.each([
    ['2026-10-08T07:00:00Z', 'closed', '2026-10-08T04:00:00-04:00', true],
    ['2026-10-08T12:00:00Z', 'pre', '2026-10-08T09:30:00-04:00', true],
    ['2026-10-08T15:10:00Z', 'core', '2026-10-08T16:00:00-04:00', true],
    ['2026-10-08T21:00:00Z', 'post', '2026-10-08T20:00:00-04:00', true],
    ['2026-10-10T15:00:00Z', 'closed', '2026-10-12T04:00:00-04:00', false],
  ])('knows the phase at %s', async (now, phase, phase_until, is_market_day) => {
    const { body } = await open(at(now), { market }).ask('GET', '/v3/clock?markets=NYSE,XNAS');
    expect(body.clocks).toMatchObject([
      { market: { acronym: 'NYSE', mic: 'XNYS' }, phase, phase_until, is_market_day },
      { market: { acronym: 'NASDAQ', mic: 'XNAS' }, phase },
    ]);
  });

  it('lists a half-day', async () => {
    const { body } = await open(MORNING, { market }).ask('GET', '/v3/calendar/NYSE?start=2026-11-27&end=2026-11-27&timezone=UTC');
    expect(body).toMatchObject({
      market: { acronym: 'NYSE' },
      calendar: [
        { date: '2026-11-27', core_start: '2026-11-27T14:30:00Z', core_end: '2026-11-27T18:00:00Z', post_end: '2026-11-27T22:00:00Z' },
      ],
    });
    expect((await open(MORNING, { market }).ask('GET', '/v3/calendar/LSE')).status).toBe(400);
  });
});
