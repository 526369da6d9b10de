/** `@master-chief/alpaca`, unmodified: `endpoints` is an option of its own. It sends bodies without saying that they are JSON. */
/* eslint-disable @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- The client has no types: the tests claim what is in its answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT } from '../client.ts';
import { serveJudged } from '../judged.ts';
import { until, type Served } from '../served.ts';
import { masterChief, type MasterChief, type Update } from './untyped.ts';

let served: Served;
let alpaca: MasterChief;
const credentials = { key: ACCOUNT.keyId, secret: ACCOUNT.secret, paper: true };
const endpoints = () => ({
  rest: {
    beta: `${served.url}/v1beta1`,
    account: `${served.url}/v2`,
    market_data_v2: `${served.url}/v2`,
    market_data_v1: `${served.url}/v1`,
  },
  websocket: { account: `${served.streamUrl}/stream`, market_data: (source = 'iex') => `${served.streamUrl}/v2/${source}` },
});

beforeAll(async () => {
  served = await serveJudged();
  alpaca = new masterChief.AlpacaClient({ credentials, endpoints: endpoints() });
});
afterAll(() => served.close());

const filled = (id: string) =>
  until(async () => {
    const order = await alpaca.getOrder({ order_id: id });
    return order.status === 'filled' ? order : undefined;
  }, 'a fill');

describe('@master-chief/alpaca', () => {
  it('knows the account, the clock, the calendar and the assets', async () => {
    expect(await alpaca.isAuthenticated()).toBe(true);
    expect(await alpaca.getAccount()).toMatchObject({ status: 'ACTIVE', cash: 100_000, buying_power: 100_000, multiplier: 1 });
    expect(await alpaca.getClock()).toMatchObject({ is_open: true, next_close: new Date('2024-08-07T20:00:00Z') });
    const days = await alpaca.getCalendar({ start: new Date('2024-11-27'), end: new Date('2024-11-30') });
    expect(days).toMatchObject([{ close: '16:00' }, { close: '13:00' }]);
    expect((await alpaca.getAssets({ status: 'active' })).map(({ symbol }: { symbol: string }) => symbol)).toContain('SPY');
    expect(await alpaca.getAsset({ asset_id_or_symbol: 'SPY' })).toMatchObject({ fractionable: true });
  });

  it('is told that a key is wrong', async () => {
    const stranger = new masterChief.AlpacaClient({ credentials: { ...credentials, key: 'somebody' }, endpoints: endpoints() });
    expect(await stranger.isAuthenticated()).toBe(false);
    await expect(stranger.getPositions()).rejects.toEqual({ message: 'unauthorized.' });
  });

  it('buys at the market, for dollars, in fractions and at a limit, and finds an order by the id it gave', async () => {
    const order = { symbol: 'SPY', side: 'buy', type: 'market', time_in_force: 'day' } as const;
    const market = await alpaca.placeOrder({ ...order, qty: 2, client_order_id: 'master-market' });
    expect(market).toMatchObject({ status: 'pending_new', client_order_id: 'master-market', qty: 2, filled_qty: 0 });
    expect(await filled(market.id)).toMatchObject({ filled_qty: 2 });
    expect((await filled((await alpaca.placeOrder({ ...order, symbol: 'QQQ', notional: 250.5 })).id)).filled_qty).toBeGreaterThan(0);
    expect(await filled((await alpaca.placeOrder({ ...order, qty: 0.5 })).id)).toMatchObject({ filled_qty: 0.5 });
    const limit = await alpaca.placeOrder({ ...order, type: 'limit', qty: 1, limit_price: 1.25, client_order_id: 'master-limit' });
    expect(limit).toMatchObject({ limit_price: 1.25 });
    expect(await alpaca.getOrder({ client_order_id: 'master-limit' })).toMatchObject({ id: limit.id });
    await expect(alpaca.placeOrder({ ...order, qty: 1, client_order_id: 'master-market' })).rejects.toMatchObject({ code: 40010001 });
  });

  it('replaces, cancels and cancels all', async () => {
    const order = { symbol: 'QQQ', side: 'buy', type: 'limit', time_in_force: 'day', qty: 1, limit_price: 2 } as const;
    const resting = await alpaca.placeOrder(order);
    await until(async () => ((await alpaca.getOrder({ order_id: resting.id })).status === 'new' ? true : undefined), 'the venue');
    const other = await alpaca.replaceOrder({ order_id: resting.id, qty: 3, limit_price: 2.5 });
    expect(other).toMatchObject({ replaces: resting.id, qty: 3, limit_price: 2.5 });
    expect(await alpaca.cancelOrder({ order_id: other.id })).toBe(true);
    expect(await alpaca.getOrder({ order_id: other.id })).toMatchObject({ status: 'canceled' });
    await alpaca.placeOrder(order);
    const canceled = await alpaca.cancelOrders();
    expect(canceled.map((row: { status: number; order: { symbol: string } }) => [row.status, row.order.symbol])).toContainEqual([
      200,
      'QQQ',
    ]);
    expect(await alpaca.getOrders({ status: 'open' })).toEqual([]);
  });

  it('sees positions, activities and history, and closes', async () => {
    expect(await alpaca.getPosition({ symbol: 'SPY' })).toMatchObject({ qty: 2.5, side: 'long' });
    const part = await alpaca.closePosition({ symbol: 'SPY', qty: 1 });
    expect(await filled(part.id)).toMatchObject({ side: 'sell', qty: 1 });
    expect((await alpaca.closePositions({ cancel_orders: true })).length).toBe(2);
    await until(async () => ((await alpaca.getPositions()).length === 0 ? true : undefined), 'the sales');
    expect((await alpaca.getAccountActivities({ activity_type: 'FILL' })).length).toBe(6);
    const history = await alpaca.getPortfolioHistory({ period: '1D', timeframe: '15Min' });
    expect(history.equity.length).toBe(history.timestamp.length);
    expect(await alpaca.updateAccountConfigurations({ no_shorting: true })).toMatchObject({ no_shorting: true });
  });

  it('reads bars page by page, and the latest', async () => {
    const seen: number[] = [];
    let token: string | undefined;
    do {
      const page = await alpaca.getBars({
        symbol: 'SPY',
        timeframe: '1Day',
        start: new Date('2024-07-01'),
        end: new Date('2024-08-07'),
        limit: 10,
        ...(token === undefined ? {} : { page_token: token }),
      });
      seen.push(...page.bars.map(({ t }: { t: Date }) => t.getTime()));
      token = page.next_page_token;
    } while (token);
    expect(seen.length).toBe(26);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect((await alpaca.getLatestTrade({ symbol: 'SPY' })).trade.p).toBeGreaterThan(0);
    const snapshots = await alpaca.getSnapshots({ symbols: ['SPY', 'TLT'] });
    expect(snapshots['SPY']!.latestQuote.ap).toBeGreaterThan(snapshots['SPY']!.latestQuote.bp);
  });

  it('sees its fill on the stream', async () => {
    const stream = new masterChief.AlpacaStream({ credentials, type: 'account', endpoints: endpoints() });
    const heard: Update[] = [];
    stream.on('trade_updates', (update: Update) => heard.push(update));
    const listening = new Promise((resolve) =>
      stream.on('message', (message: { stream: string }) => message.stream === 'listening' && resolve(undefined)),
    );
    stream.once('authenticated', () => stream.subscribe('trade_updates'));
    await listening;
    await alpaca.placeOrder({ symbol: 'SPY', side: 'buy', type: 'market', time_in_force: 'day', qty: 1 });
    const fill = await until(() => heard.find(({ event }) => event === 'fill'), 'a fill');
    expect(fill).toMatchObject({ order: { symbol: 'SPY', status: 'filled' } });
    stream.getConnection().close();
  });

  it('hears quotes as JSON', async () => {
    const stream = new masterChief.AlpacaStream({ credentials, type: 'market_data', source: 'iex', endpoints: endpoints() });
    const quotes: object[] = [];
    stream.on('quote', (quote: object) => quotes.push(quote));
    stream.once('authenticated', () => stream.subscribe('quotes', ['SPY']));
    expect(await until(() => quotes[0], 'a quote')).toMatchObject({ T: 'q', S: 'SPY' });
    stream.getConnection().close();
  });
});
