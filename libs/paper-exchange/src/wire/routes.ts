/** Which request is answered by what: both of Alpaca's hosts in one table, told apart by path. */
import { getAccount } from './account-json.ts';
import { listActivities, listActivitiesOfType } from './activities-json.ts';
import { getAsset, listAssets } from './asset-json.ts';
import { listBars, listBarsOfOne } from './bars.ts';
import { getCalendar, getClock } from './calendar-json.ts';
import type { Asked, Handler } from './context.ts';
import { deleteOrder, deleteOrders, getOrder, getOrderByClientId, listOrders, postOrder } from './orders.ts';
import { getPosition, listPositions } from './position-json.ts';
import { latestQuoteOfOne, latestQuotes, latestTradeOfOne, latestTrades, snapshotOfOne, snapshots } from './quotes.ts';
import { notFound, refused, unprocessable, type Reply } from './reply.ts';

interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: RegExp;
  readonly answer: Handler;
}

/** `/v2/orders/{}`: braces catch one segment. */
function route(method: Route['method'], path: string, answer: Handler): Route {
  return { method, path: new RegExp(`^${path.replace('{}', '([^/]+)')}/?$`), answer };
}

/** What Alpaca has here and this exchange has not yet. */
const notSpoken =
  (what: string): Handler =>
  () =>
    unprocessable(`${what} is not supported`);

const ROUTES: readonly Route[] = [
  route('GET', '/v2/account', getAccount),
  route('GET', '/v2/account/activities', listActivities),
  route('GET', '/v2/account/activities/{}', listActivitiesOfType),
  route('GET', '/v2/account/portfolio/history', notSpoken('portfolio history')),
  route('GET', '/v2/account/configurations', notSpoken('account configurations')),
  route('PATCH', '/v2/account/configurations', notSpoken('account configurations')),
  route('POST', '/v2/orders', postOrder),
  route('GET', '/v2/orders', listOrders),
  route('DELETE', '/v2/orders', deleteOrders),
  route('GET', '/v2/orders:by_client_order_id', getOrderByClientId),
  route('GET', '/v2/orders/{}', getOrder),
  route('DELETE', '/v2/orders/{}', deleteOrder),
  route('PATCH', '/v2/orders/{}', notSpoken('replacing an order')),
  route('GET', '/v2/positions', listPositions),
  route('GET', '/v2/positions/{}', getPosition),
  route('DELETE', '/v2/positions', notSpoken('closing all positions')),
  route('DELETE', '/v2/positions/{}', notSpoken('closing a position')),
  route('GET', '/v2/assets', listAssets),
  route('GET', '/v2/assets/{}', getAsset),
  route('GET', '/v2/clock', getClock),
  route('GET', '/v2/calendar', getCalendar),
  route('GET', '/v2/stocks/bars', listBars),
  route('GET', '/v2/stocks/{}/bars', listBarsOfOne),
  route('GET', '/v2/stocks/quotes/latest', latestQuotes),
  route('GET', '/v2/stocks/{}/quotes/latest', latestQuoteOfOne),
  route('GET', '/v2/stocks/trades/latest', latestTrades),
  route('GET', '/v2/stocks/{}/trades/latest', latestTradeOfOne),
  route('GET', '/v2/stocks/snapshots', snapshots),
  route('GET', '/v2/stocks/{}/snapshot', snapshotOfOne),
];

/** @returns 404 for a path that is none of Alpaca's, 405 for one asked in another way. */
export function answer(method: string, path: string, asked: Omit<Asked, 'caught'>): Reply {
  const here = ROUTES.filter((each) => each.path.test(path));
  const found = here.find((each) => each.method === method);
  if (found !== undefined) return found.answer({ ...asked, caught: caughtBy(found.path, path) });
  return here.length > 0 ? refused(405, 40510000, 'method not allowed') : notFound('endpoint not found');
}

function caughtBy(pattern: RegExp, path: string): string {
  const text = pattern.exec(path)?.[1] ?? '';
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
