/** Replies, over a real HTTP server, have what Alpaca's own OpenAPI documents say: every route, and every status that it speaks. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT } from '../../test/client.ts';
import { at, scriptedMarket } from '../../test/market.ts';
import { openapiJudge, type Judged } from '../../test/openapi.ts';
import { REFERENCE_MISSING } from '../../test/reference.ts';
import { serve, type Served } from '../../test/served.ts';
import { virtualClock } from '../virtual-clock.ts';
import { ROUTES } from './routes.ts';

const market = scriptedMarket({
  KO: { quote: () => ['99.90', '100.10'], closes: { '2026-10-06': 98, '2026-10-07': 99 } },
  SPY: { quote: () => ['500', '500.02'], closes: { '2026-10-07': 499 } },
  HALT: { quote: () => undefined, closes: { '2026-10-07': 20 }, fractionable: false },
});
type Fields = Readonly<Record<string, unknown>>;
const FOREIGN_ID = '00000000-0000-4000-8000-000000000000';
const headers = { 'APCA-API-KEY-ID': ACCOUNT.keyId, 'APCA-API-SECRET-KEY': ACCOUNT.secret };

describe.skipIf(REFERENCE_MISSING !== undefined)(
  `Alpaca's OpenAPI documents${REFERENCE_MISSING === undefined ? '' : ` (skipped: ${REFERENCE_MISSING})`}`,
  () => {
    let served: Served;
    let judge: ReturnType<typeof openapiJudge>;
    const ids: Record<string, string> = {};
    /** Route and status of every reply so far. */
    const seen = new Set<string>();

    interface Asked extends Judged {
      readonly status: number;
      // eslint-disable-next-line @typescript-eslint/no-explicit-any
      readonly body: any;
    }

    const ask = async (method: string, path: string, body?: unknown, init: RequestInit = {}): Promise<Asked> => {
      const named = path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? 'nothing');
      const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
      const response = await fetch(`${served.url}${named}`, { method, headers, ...sent, ...init });
      const text = await response.text();
      const reply = { method, path: named.split('?')[0] ?? '', status: response.status };
      const route = ROUTES.find((each) => each.method === method && each.path.test(reply.path));
      if (route !== undefined) seen.add(`${method} ${route.words} ${String(response.status)}`);
      const judged = judge({ ...reply, contentType: response.headers.get('content-type'), body: text });
      return { ...judged, status: response.status, body: text === '' ? undefined : JSON.parse(text) };
    };

    const order = async (name: string, fields: Readonly<Record<string, unknown>>): Promise<void> => {
      const given = { symbol: 'KO', side: 'buy', type: 'market', time_in_force: 'day', client_order_id: name, ...fields };
      const { status, faults, body } = await ask('POST', '/v2/orders', given);
      expect([status, faults]).toEqual([200, []]);
      ids[name] = body.id;
    };
    const pass = async (milliseconds: number): Promise<void> => {
      await served.exchange.advanceTo((served.exchange.now() + milliseconds) as never);
    };

    beforeAll(async () => {
      judge = openapiJudge();
      served = await serve({ market, clock: virtualClock(at('2026-10-08T15:10:00Z')) });
      await served.exchange.grant({ ticker: 'KO', quantity: '100', price: '90' });
      await order('filled', { qty: '2.5' });
      await order('dollars', { notional: 50 });
      await pass(1000);
      for (const [name, fields] of Object.entries({
        limit: { type: 'limit', limit_price: 90 },
        stopped: { type: 'stop', stop_price: '110', time_in_force: 'gtc' },
        both: { type: 'stop_limit', stop_price: '111', limit_price: '112' },
        canceled: { type: 'limit', limit_price: '91' },
        immediate: { type: 'limit', limit_price: '92', time_in_force: 'ioc' },
        whole: { type: 'limit', limit_price: '93', time_in_force: 'fok' },
        replaced: { type: 'limit', limit_price: '94' },
        open: { type: 'limit', limit_price: '95' },
      }))
        await order(name, { qty: 1, ...fields });
      await pass(1000);
    });
    afterAll(() => served.close());

    it.each([
      ['POST', '/v2/orders', 200, { symbol: 'KO', qty: 1, side: 'buy', type: 'limit', limit_price: 50, time_in_force: 'gtc' }],
      ['GET', '/v2/account', 200],
      ['GET', '/v2/positions', 200],
      ['GET', '/v2/positions/KO', 200],
      ['GET', '/v2/orders?status=all&limit=500', 200],
      ['GET', '/v2/orders?status=open&nested=true&symbols=KO&side=buy', 200],
      ...['filled', 'dollars', 'limit', 'stopped', 'both', 'immediate', 'whole'].map(
        (name) => ['GET', `/v2/orders/{${name}}`, 200] as const,
      ),
      ['GET', '/v2/orders:by_client_order_id?client_order_id=filled', 200],
      ['PATCH', '/v2/orders/{replaced}', 200, { qty: '2', limit_price: 94.5 }],
      ['GET', '/v2/orders/{replaced}', 200],
      ['DELETE', '/v2/orders/{canceled}', 204],
      ['DELETE', '/v2/orders', 207],
      ['DELETE', '/v2/positions/KO?qty=1', 200],
      ['DELETE', '/v2/positions?cancel_orders=true', 207],
      ['GET', '/v2/assets', 200],
      ['GET', '/v2/assets/SPY', 200],
      ['GET', '/v2/clock', 200],
      ['GET', '/v2/calendar?start=2026-10-01&end=2026-12-31', 200],
      ['GET', '/v3/clock?markets=NYSE,NASDAQ', 200],
      ['GET', '/v3/calendar/NYSE?start=2026-11-23&end=2026-11-30', 200],
      ['GET', '/v2/account/activities', 200],
      ['GET', '/v2/account/activities/FILL?page_size=1', 200],
      ['GET', '/v2/account/activities/JNLS', 200],
      ['GET', '/v2/account/portfolio/history?period=1M&timeframe=1D', 200],
      ['GET', '/v2/account/portfolio/history?period=1D&timeframe=5Min', 200],
      ['GET', '/v2/account/configurations', 200],
      ['PATCH', '/v2/account/configurations', 200, { trade_confirm_email: 'none' }],
      ['GET', '/v2/stocks/bars?symbols=KO,SPY&timeframe=1Day&start=2026-10-01&feed=iex&adjustment=all', 200],
      ['GET', '/v2/stocks/bars?symbols=KO,SPY&timeframe=1Day&start=2026-10-01&limit=1', 200],
      ['GET', '/v2/stocks/bars?symbols=NONE&timeframe=1Day', 200],
      ['GET', '/v2/stocks/KO/bars?timeframe=1Day&start=2026-10-01', 200],
      ['GET', '/v2/stocks/NONE/bars?timeframe=1Day', 200],
      ['GET', '/v2/stocks/quotes/latest?symbols=KO,SPY', 200],
      ['GET', '/v2/stocks/KO/quotes/latest', 200],
      ['GET', '/v2/stocks/trades/latest?symbols=KO,SPY', 200],
      ['GET', '/v2/stocks/KO/trades/latest', 200],
      ['GET', '/v2/stocks/bars/latest?symbols=KO,SPY', 200],
      ['GET', '/v2/stocks/KO/bars/latest', 200],
      ['GET', '/v2/stocks/snapshots?symbols=KO,SPY', 200],
      ['GET', '/v2/stocks/KO/snapshot', 200],
      ['GET', '/v1/corporate-actions?symbols=KO', 200],
    ] as const)('hold for %s %s, %i', async (method, path, status, body?: unknown) => {
      const asked = await ask(method, path, body);
      expect([asked.status, asked.faults]).toEqual([status, []]);
      if (Array.isArray(asked.body)) expect(asked.body.length).toBeGreaterThan(0);
    });

    it.each([
      ['a body that is no JSON', 'POST', '/v2/orders', 400, '{'],
      ['a field that is none', 'POST', '/v2/orders', 422, { symbol: 'KO' }],
      [
        'more than there is money for',
        'POST',
        '/v2/orders',
        403,
        { symbol: 'SPY', qty: 1e6, side: 'buy', type: 'market', time_in_force: 'day' },
      ],
      [
        'a trailing stop',
        'POST',
        '/v2/orders',
        422,
        { symbol: 'KO', qty: 1, side: 'buy', type: 'trailing_stop', trail_price: 1, time_in_force: 'day' },
      ],
      ['an order of nobody', 'GET', `/v2/orders/${FOREIGN_ID}`, 404],
      ['an id that is none', 'GET', '/v2/orders/nothing', 422],
      ['a client order id of nobody', 'GET', '/v2/orders:by_client_order_id?client_order_id=x', 404],
      ['to change an order of nobody', 'PATCH', `/v2/orders/${FOREIGN_ID}`, 404, { qty: 2 }],
      ['to change a filled order', 'PATCH', '/v2/orders/{filled}', 422, { qty: 2 }],
      ['to cancel a filled order', 'DELETE', '/v2/orders/{filled}', 422],
      ['to cancel an order of nobody', 'DELETE', `/v2/orders/${FOREIGN_ID}`, 404],
      ['a list with no such status', 'GET', '/v2/orders?status=lost', 422],
      ['a position that is not there', 'GET', '/v2/positions/SPY', 404],
      ['to close what is not there', 'DELETE', '/v2/positions/SPY', 404],
      ['an asset that is not there', 'GET', '/v2/assets/NONE', 404],
      ['activities page by page from nowhere', 'GET', '/v2/account/activities?page_token=x', 422],
      ['a history in no such steps', 'GET', '/v2/account/portfolio/history?timeframe=9Min', 422],
      ['a setting that is none', 'PATCH', '/v2/account/configurations', 422, { max_margin_multiplier: '7' }],
      ['a calendar of no days', 'GET', '/v2/calendar?start=never', 422],
      ['a calendar of no market', 'GET', '/v3/calendar/MOON', 400],
      ['bars of nothing', 'GET', '/v2/stocks/bars?timeframe=1Day', 400],
      ['bars in no such steps', 'GET', '/v2/stocks/bars?symbols=KO&timeframe=1Eon', 400],
      ['a quote of nothing', 'GET', '/v2/stocks/NONE/quotes/latest', 404],
      ['a path that is none', 'GET', '/v2/nowhere', 404],
      ['a method that is none', 'PUT', '/v2/account', 405],
      ['events as they are sent', 'GET', '/v2/events/trades', 422],
    ] as const)('refusals: asked for %s', async (_, method, path, status, body?: unknown) => {
      const asked = await ask(method, path, body);
      expect([asked.status, asked.faults]).toEqual([status, []]);
    });

    it.each([
      ['an account without its id', '/v2/account', ({ id: _, ...rest }: Fields) => rest],
      ['a quantity that is a number', '/v2/orders/{filled}', (order: Fields) => ({ ...order, qty: 2.5 })],
      ['a status that is none', '/v2/orders/{filled}', (order: Fields) => ({ ...order, status: 'done' })],
      ['an id that is no UUID', '/v2/orders/{filled}', (order: Fields) => ({ ...order, id: '7' })],
      ['a price that is text', '/v2/stocks/KO/quotes/latest', (quote: Fields) => ({ ...quote, quote: { ap: '1' } })],
    ])('would not hold for %s', async (_, path, spoil) => {
      const { body } = await ask('GET', path);
      const reply = { method: 'GET', path: path.replace('{filled}', ids['filled']!), status: 200, contentType: 'application/json' };
      expect(judge({ ...reply, body: JSON.stringify(body) }).faults).toEqual([]);
      expect(judge({ ...reply, body: JSON.stringify(spoil(body as Fields)) }).faults).not.toEqual([]);
    });

    it('answer a stranger on every route, and all with one voice', async () => {
      for (const { method, words } of ROUTES) {
        const asked = await ask(method, words.replace(/\{\}/, 'KO'), undefined, { headers: {} });
        expect([asked.status, asked.faults, asked.body]).toEqual([401, [], { message: 'unauthorized.' }]);
      }
    });

    it('answer who asks too much, and who sends too much', async () => {
      const strict = await serve({ market, clock: virtualClock(at('2026-10-08T15:10:00Z')), requestsPerMinute: 1 });
      try {
        await fetch(`${strict.url}/v2/account`, { headers });
        const tooMany = await fetch(`${strict.url}/v2/account`, { headers });
        expect(tooMany.status).toBe(429);
        expect(Number(tooMany.headers.get('x-ratelimit-limit'))).toBe(1);
        expect(tooMany.headers.get('x-ratelimit-remaining')).toBe('0');
        expect(Number(tooMany.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1000);
        const contentType = tooMany.headers.get('content-type');
        const judged = judge({ method: 'GET', path: '/v2/account', status: 429, contentType, body: await tooMany.text() });
        expect(judged.faults).toEqual([]);
      } finally {
        await strict.close();
      }
      const asked = await ask('POST', '/v2/orders', `"${'x'.repeat(2 ** 20)}"`);
      expect([asked.status, asked.faults]).toEqual([413, []]);
    });

    it('were asked about every route that there is', () => {
      const answered = ROUTES.filter(({ method, words }) =>
        [200, 204, 207].some((status) => seen.has(`${method} ${words} ${String(status)}`)),
      );
      expect(ROUTES.filter((route) => !answered.includes(route)).map(({ method, words }) => `${method} ${words}`)).toEqual([]);
    });
  },
);
