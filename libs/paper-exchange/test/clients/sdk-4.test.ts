/** Alpaca's own SDK for JavaScript, version 4, unmodified: `fetchApi` and the streams' `url` are options of its own. */
import {
  Alpaca,
  NotFoundError,
  PermissionError,
  timeFrame,
  TimeFrameUnit,
  ValidationError,
  type streaming,
} from '@alpacahq/alpaca-trade-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT } from '../client.ts';
import { serveJudged } from '../judged.ts';
import { until, type Served } from '../served.ts';

let served: Served;
let alpaca: Alpaca;
const client = (keyId: string = ACCOUNT.keyId): Alpaca =>
  new Alpaca({
    keyId,
    secret: ACCOUNT.secret,
    fetchApi: (url, init) => fetch(url.replace(/^https:\/\/[^/]+/, served.url), init),
    rateLimit: false,
  });

beforeAll(async () => {
  served = await serveJudged();
  alpaca = client();
});
afterAll(() => served.close());

const filled = (id: string | undefined) =>
  until(async () => {
    const order = await alpaca.trading.orders.getOrderByOrderID({ orderId: id ?? '' });
    return order.status === 'filled' ? order : undefined;
  }, 'a fill');

describe('the official SDK 4', () => {
  it('knows the account, the clock, the calendar and the assets', async () => {
    const { trading } = alpaca;
    expect(await trading.validateConnection()).toMatchObject({ ok: true, account: { status: 'ACTIVE', currency: 'USD', cash: '100000' } });
    expect(await trading.clock.legacyClock()).toMatchObject({ isOpen: true, nextClose: new Date('2024-08-07T20:00:00Z') });
    expect((await trading.clock.clock({ markets: 'NYSE' })).clocks[0]).toMatchObject({ phase: 'core', isMarketDay: true });
    const days = await trading.calendar.legacyCalendar({ start: new Date('2024-11-27'), end: new Date('2024-11-30') });
    expect(days.map(({ open, close }) => `${open}–${close}`)).toEqual(['09:30–16:00', '09:30–13:00']);
    const assets = await trading.assets.getV2Assets({ status: 'active', assetClass: 'us_equity' });
    expect(assets.find(({ symbol }) => symbol === 'SPY')).toMatchObject({ tradable: true, fractionable: true, _class: 'us_equity' });
    expect(await trading.assets.getV2AssetsSymbolOrAssetId({ symbolOrAssetId: 'QQQ' })).toMatchObject({ symbol: 'QQQ' });
  });

  it('is told that a key is wrong', async () => {
    expect(await client('somebody').trading.validateConnection()).toMatchObject({ ok: false, status: 401 });
  });

  it('buys at the market, for dollars, in fractions and at a limit, and finds an order by the id it gave', async () => {
    const { orders } = alpaca.trading;
    const market = await orders.market({ symbol: 'SPY', qty: 2, side: 'buy', clientOrderId: 'sdk4-market' });
    expect(market).toMatchObject({ status: 'pending_new', clientOrderId: 'sdk4-market', qty: '2', filledQty: '0' });
    expect(await filled(market.id)).toMatchObject({ filledQty: '2', type: 'market', timeInForce: 'day' });
    const dollars = await orders.market({ symbol: 'QQQ', notional: 250.5, side: 'buy' });
    expect(await filled(dollars.id)).toMatchObject({ notional: '250.5' });
    expect(await filled((await orders.market({ symbol: 'SPY', qty: '0.123456789', side: 'buy' })).id)).toMatchObject({
      filledQty: '0.123456789',
    });
    const limit = await orders.limit({
      symbol: 'SPY',
      qty: 1,
      side: 'buy',
      limitPrice: 1.25,
      clientOrderId: 'sdk4-limit',
      timeInForce: 'gtc',
    });
    expect(limit).toMatchObject({ limitPrice: '1.25', timeInForce: 'gtc' });
    expect(await orders.getOrderByClientOrderId({ clientOrderId: 'sdk4-limit' })).toMatchObject({ id: limit.id });
    await expect(orders.getOrderByClientOrderId({ clientOrderId: 'nobody’s' })).rejects.toBeInstanceOf(NotFoundError);
    await expect(orders.market({ symbol: 'SPY', qty: 1, side: 'buy', clientOrderId: 'sdk4-market' })).rejects.toThrow(ValidationError);
    await expect(orders.market({ symbol: 'SPY', qty: 1e6, side: 'buy' })).rejects.toThrow(PermissionError);
  });

  it('replaces, cancels and cancels all', async () => {
    const { orders } = alpaca.trading;
    const resting = await orders.limit({ symbol: 'QQQ', qty: 1, side: 'buy', limitPrice: 2 });
    await until(async () => ((await orders.getOrderByOrderID({ orderId: resting.id! })).status === 'new' ? true : undefined), 'the venue');
    const other = await orders.patchOrderByOrderId({ orderId: resting.id!, patchOrderRequest: { qty: '3', limitPrice: '2.5' } });
    expect(other).toMatchObject({ replaces: resting.id, qty: '3', limitPrice: '2.5' });
    expect(await orders.getOrderByOrderID({ orderId: resting.id! })).toMatchObject({ status: 'replaced', replacedBy: other.id });
    await orders.deleteOrderByOrderID({ orderId: other.id! });
    expect(await orders.getOrderByOrderID({ orderId: other.id! })).toMatchObject({ status: 'canceled' });
    await orders.limit({ symbol: 'QQQ', qty: 1, side: 'buy', limitPrice: 2 });
    const canceled = await orders.deleteAllOrders();
    expect(canceled.length).toBeGreaterThan(0);
    expect(canceled.every(({ status }) => status === 200)).toBe(true);
    expect(await orders.getAllOrders({ status: 'open' })).toEqual([]);
    expect((await orders.getAllOrders({ status: 'closed', symbols: ['QQQ'], limit: 500 })).length).toBeGreaterThan(2);
  });

  it('sees positions, activities and history, and closes', async () => {
    const { trading } = alpaca;
    expect((await trading.positions.getAllOpenPositions()).map(({ symbol, side }) => [symbol, side])).toEqual([
      ['SPY', 'long'],
      ['QQQ', 'long'],
    ]);
    expect(await trading.positions.getOpenPosition({ symbolOrAssetId: 'SPY' })).toMatchObject({ qty: '2.123456789' });
    const part = await trading.positions.deleteOpenPosition({ symbolOrAssetId: 'SPY', qty: 1 });
    expect(await filled(part.id)).toMatchObject({ side: 'sell', qty: '1' });
    const all = await trading.closeAllPositions({ cancelOrders: true });
    expect(all.map(({ symbol, status }) => [symbol, status])).toEqual([
      ['SPY', 200],
      ['QQQ', 200],
    ]);
    await until(async () => ((await trading.positions.getAllOpenPositions()).length === 0 ? true : undefined), 'the sales');
    const fills = await trading.collectActivitiesByType({ activityType: 'FILL', pageSize: 2 });
    expect(fills.length).toBe(6);
    const history = await trading.portfolioHistory.getAccountPortfolioHistory({ period: '1D', timeframe: '15Min' });
    expect(history.timestamp.length).toBe(history.equity.length);
    expect(await trading.accountConfigurations.patchAccountConfig({ accountConfigurations: { noShorting: true } })).toMatchObject({
      noShorting: true,
    });
  });

  it('reads the bars of several tickers page by page, and the latest of each', async () => {
    const { marketData } = alpaca;
    const day = timeFrame(1, TimeFrameUnit.Day);
    const bars = await marketData.getStockBars({
      symbols: ['TLT', 'SPY'],
      timeframe: day,
      start: new Date('2024-07-01'),
      end: new Date('2024-08-07'),
      limit: 7,
      adjustment: 'all',
      feed: 'iex',
    });
    expect(Object.entries(bars).map(([symbol, rows]) => [symbol, rows.length])).toEqual([
      ['SPY', 26],
      ['TLT', 26],
    ]);
    const { quotes } = await marketData.stocks.stockLatestQuotes({ symbols: 'SPY,TLT', feed: 'iex' });
    expect(quotes['SPY']!.ap).toBeGreaterThan(quotes['SPY']!.bp);
    expect(await marketData.getLatestPrice('TLT')).toBeGreaterThan(0);
    expect(Object.keys(await marketData.stocks.stockSnapshots({ symbols: 'SPY,TLT' }))).toEqual(['SPY', 'TLT']);
    expect((await marketData.corporateActions.corporateActions({ symbols: 'SPY' })).nextPageToken).toBeFalsy();
  });

  it('submits and waits for its fill on the stream', async () => {
    const stream = alpaca.trading.stream({ url: `${served.streamUrl}/stream` });
    const heard: streaming.TradeUpdate[] = [];
    stream.onTradeUpdate((update) => heard.push(update));
    stream.subscribeTradeUpdates();
    stream.connect();
    const order = await alpaca.trading.submitAndWait(
      { symbol: 'SPY', qty: 1, side: 'buy', type: 'market', timeInForce: 'day' },
      { stream },
    );
    expect(order).toMatchObject({ status: 'filled', filledQty: '1' });
    const fill = heard.find(({ event }) => event === 'fill');
    expect(fill).toMatchObject({ qty: '1', positionQty: '1', order: { id: order.id } });
    expect(fill!.timestamp!.getTime()).toBeGreaterThan(Date.parse('2024-08-07T15:00:00Z'));
    stream.disconnect();
  });

  it('hears quotes and trades as MessagePack with timestamps', async () => {
    const stream = alpaca.marketData.stockStream({ feed: 'iex', url: `${served.streamUrl}/v2/iex` });
    const quotes: streaming.StreamQuote[] = [];
    const errors: unknown[] = [];
    stream.onError((error) => errors.push(error));
    stream.onQuote((quote) => quotes.push(quote));
    stream.onConnect(() => stream.subscribeForQuotes(['SPY']));
    stream.connect();
    const quote = await until(() => quotes[0], 'a quote');
    stream.disconnect();
    expect(errors).toEqual([]);
    expect(quote).toMatchObject({ symbol: 'SPY' });
    expect(quote.askPrice).toBeGreaterThan(quote.bidPrice);
    expect(new Date(quote.timestamp).toISOString()).toMatch(/^2024-08-07T1[5-9]/);
  });
});
