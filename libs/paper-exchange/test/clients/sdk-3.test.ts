/**
 * Alpaca's SDK for JavaScript, version 3.1, unmodified: `baseUrl` and `dataBaseUrl` are options of its own.
 * Its market data stream insists on TLS and takes no other address, so it is the one part that cannot come here.
 */
/* eslint-disable @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- The client has no types: the tests claim what is in its answers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT } from '../client.ts';
import { serveJudged } from '../judged.ts';
import { until, type Served } from '../served.ts';
import { sdk3, type Sdk3, type Update } from './untyped.ts';

let served: Served;
let alpaca: Sdk3;
const options = (keyId: string = ACCOUNT.keyId) => ({
  keyId,
  secretKey: ACCOUNT.secret,
  paper: true,
  baseUrl: served.url,
  dataBaseUrl: served.url,
});

beforeAll(async () => {
  served = await serveJudged();
  alpaca = new sdk3(options());
});
afterAll(() => served.close());

const filled = (id: string) =>
  until(async () => {
    const order = await alpaca.getOrder(id);
    return order.status === 'filled' ? order : undefined;
  }, 'a fill');

/** What axios makes of a refusal. */
const refusal = async (asked: Promise<unknown>): Promise<unknown> => {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason as { response: { status: number; data: object } },
  );
  return error === undefined ? undefined : { status: error.response.status, ...error.response.data };
};

describe('the official SDK 3.1', () => {
  it('knows the account, the clock, the calendar and the assets', async () => {
    expect(await alpaca.getAccount()).toMatchObject({ status: 'ACTIVE', currency: 'USD', cash: '100000', buying_power: '100000' });
    expect(await alpaca.getClock()).toMatchObject({ is_open: true, next_close: '2024-08-07T16:00:00-04:00' });
    expect(await alpaca.getCalendar({ start: '2024-11-27', end: '2024-11-30' })).toMatchObject([
      { date: '2024-11-27', close: '16:00' },
      { date: '2024-11-29', close: '13:00' },
    ]);
    const assets = await alpaca.getAssets({ status: 'active' });
    expect(assets.map(({ symbol }: { symbol: string }) => symbol)).toContain('SPY');
    expect(await alpaca.getAsset('SPY')).toMatchObject({ class: 'us_equity', fractionable: true });
  });

  it('is told that a key is wrong', async () => {
    expect(await refusal(new sdk3(options('somebody')).getAccount())).toEqual({ status: 401, message: 'unauthorized.' });
  });

  it('buys at the market, for dollars, in fractions and at a limit, and finds an order by the id it gave', async () => {
    const order = { symbol: 'SPY', side: 'buy', type: 'market', time_in_force: 'day' };
    const market = await alpaca.createOrder({ ...order, qty: 2, client_order_id: 'sdk3-market' });
    expect(market).toMatchObject({ status: 'pending_new', client_order_id: 'sdk3-market', qty: '2', filled_qty: '0' });
    expect(await filled(market.id)).toMatchObject({ filled_qty: '2' });
    expect(await filled((await alpaca.createOrder({ ...order, symbol: 'QQQ', notional: 250.5 })).id)).toMatchObject({ notional: '250.5' });
    expect(await filled((await alpaca.createOrder({ ...order, qty: 0.5 })).id)).toMatchObject({ filled_qty: '0.5' });
    const limit = await alpaca.createOrder({ ...order, type: 'limit', qty: 1, limit_price: 1.25, client_order_id: 'sdk3-limit' });
    expect(limit).toMatchObject({ limit_price: '1.25' });
    expect(await alpaca.getOrderByClientId('sdk3-limit')).toMatchObject({ id: limit.id });
    expect(await refusal(alpaca.createOrder({ ...order, qty: 2, client_order_id: 'sdk3-market' }))).toEqual({
      status: 422,
      code: 40010001,
      message: 'client_order_id must be unique',
    });
  });

  it('replaces, cancels and cancels all', async () => {
    const order = { symbol: 'QQQ', side: 'buy', type: 'limit', time_in_force: 'day', qty: 1, limit_price: 2 };
    const resting = await alpaca.createOrder(order);
    await until(async () => ((await alpaca.getOrder(resting.id)).status === 'new' ? true : undefined), 'the venue');
    const other = await alpaca.replaceOrder(resting.id, { qty: 3, limit_price: 2.5 });
    expect(other).toMatchObject({ replaces: resting.id, qty: '3', limit_price: '2.5' });
    await alpaca.cancelOrder(other.id);
    expect(await alpaca.getOrder(other.id)).toMatchObject({ status: 'canceled' });
    await alpaca.createOrder(order);
    const canceled = await alpaca.cancelAllOrders();
    expect(canceled.every(({ status }: { status: number }) => status === 200)).toBe(true);
    expect(await alpaca.getOrders({ status: 'open' })).toEqual([]);
  });

  it('sees positions, activities and history, and closes', async () => {
    expect(await alpaca.getPosition('SPY')).toMatchObject({ qty: '2.5', side: 'long' });
    const closing = await alpaca.closePosition('SPY');
    expect(await filled(closing.id)).toMatchObject({ side: 'sell', qty: '2.5' });
    expect(await alpaca.closeAllPositions()).toMatchObject([{ symbol: 'QQQ', status: 200 }]);
    await until(async () => ((await alpaca.getPositions()).length === 0 ? true : undefined), 'the sales');
    const fills = await alpaca.getAccountActivities({ activityTypes: ['FILL'] });
    expect(fills.length).toBe(5);
    const history = await alpaca.getPortfolioHistory({ period: '1D', timeframe: '15Min' });
    expect(history.equity.length).toBe(history.timestamp.length);
    expect(await alpaca.updateAccountConfigurations({ no_shorting: true })).toMatchObject({ no_shorting: true });
  });

  it('reads the bars of several tickers page by page, and the latest of each', async () => {
    const bars = await alpaca.getMultiBarsV2(['TLT', 'SPY'], {
      timeframe: '1Day',
      start: '2024-07-01',
      end: '2024-08-06',
      pageLimit: 7,
      feed: 'iex',
      adjustment: 'all',
    });
    expect([...bars].map(([symbol, rows]) => [symbol, rows.length])).toEqual([
      ['SPY', 26],
      ['TLT', 26],
    ]);
    const quotes = await alpaca.getLatestQuotes(['SPY', 'TLT']);
    expect(quotes.get('SPY')!.AskPrice).toBeGreaterThan(quotes.get('SPY')!.BidPrice);
    expect((await alpaca.getSnapshot('SPY')).LatestTrade.Price).toBeGreaterThan(0);
  });

  it('sees its fill on the stream', async () => {
    const heard: Update[] = [];
    const stream = alpaca.trade_ws;
    stream.onConnect(() => stream.subscribe(['trade_updates']));
    stream.onOrderUpdate((update) => heard.push(update));
    stream.connect();
    await until(() => (served.exchange.transport.state().streams.tradeUpdates > 0 ? true : undefined), 'the stream');
    await until(async () => {
      await alpaca.createOrder({ symbol: 'SPY', side: 'buy', type: 'market', time_in_force: 'day', qty: 1 });
      return heard.length > 0 ? true : undefined;
    }, 'the first update');
    const fill = await until(() => heard.find(({ event }) => event === 'fill'), 'a fill');
    expect(fill).toMatchObject({ qty: '1', order: { symbol: 'SPY', status: 'filled' } });
    stream.disconnect();
  });
});
