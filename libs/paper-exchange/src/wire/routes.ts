/** Which request is answered by what: both of Alpaca's hosts in one table, told apart by path. */
import { getAccount } from './account-json.ts';
import { listActivities, listActivitiesOfType } from './activities-json.ts';
import { getAsset, listAssets } from './asset-json.ts';
import { listBars, listBarsOfOne } from './bars.ts';
import { getCalendar, getClock } from './calendar-json.ts';
import { getCalendarV3, getClockV3 } from './clock-v3.ts';
import { closePosition, closePositions } from './close-position.ts';
import type { Asked, Handler } from './context.ts';
import { getHistory } from './history.ts';
import { deleteOrder, deleteOrders, getOrder, getOrderByClientId, listOrders, patchOrder, postOrder } from './orders.ts';
import { getPosition, listPositions } from './position-json.ts';
import {
  latestBarOfOne,
  latestBars,
  latestQuoteOfOne,
  latestQuotes,
  latestTradeOfOne,
  latestTrades,
  snapshotOfOne,
  snapshots,
} from './quotes.ts';
import { json, notFound, refused, unprocessable, type Reply } from './reply.ts';
import { getSettings, patchSettings } from './settings-json.ts';

interface Route {
  readonly method: string;
  /** As it is written below. */
  readonly words: string;
  readonly path: RegExp;
  readonly answer: Handler;
}

/** `/v2/orders/{}`: braces catch one segment, a star the rest. */
function route(method: string, path: string, answer: Handler): Route {
  return { method, words: path, path: new RegExp(`^${path.replace('{}', '([^/]+)').replace('*', '.*')}/?$`), answer };
}

/** A market of adjusted prices has no corporate actions to tell of. */
const noCorporateActions: Handler = () => json({ corporate_actions: {}, next_page_token: null });

export const ROUTES: readonly Route[] = [
  route('GET', '/v2/account', getAccount),
  route('GET', '/v2/account/activities', listActivities),
  route('GET', '/v2/account/activities/{}', listActivitiesOfType),
  route('GET', '/v2/account/portfolio/history', getHistory),
  route('GET', '/v2/account/configurations', getSettings),
  route('PATCH', '/v2/account/configurations', patchSettings),
  route('POST', '/v2/orders', postOrder),
  route('GET', '/v2/orders', listOrders),
  route('DELETE', '/v2/orders', deleteOrders),
  route('GET', '/v2/orders:by_client_order_id', getOrderByClientId),
  route('GET', '/v2/orders/{}', getOrder),
  route('DELETE', '/v2/orders/{}', deleteOrder),
  route('PATCH', '/v2/orders/{}', patchOrder),
  route('GET', '/v2/positions', listPositions),
  route('DELETE', '/v2/positions', closePositions),
  route('GET', '/v2/positions/{}', getPosition),
  route('DELETE', '/v2/positions/{}', closePosition),
  route('GET', '/v2/assets', listAssets),
  route('GET', '/v2/assets/{}', getAsset),
  route('GET', '/v2/clock', getClock),
  route('GET', '/v2/calendar', getCalendar),
  route('GET', '/v3/clock', getClockV3),
  route('GET', '/v3/calendar/{}', getCalendarV3),
  route('GET', '/v2/stocks/bars', listBars),
  route('GET', '/v2/stocks/bars/latest', latestBars),
  route('GET', '/v2/stocks/quotes/latest', latestQuotes),
  route('GET', '/v2/stocks/trades/latest', latestTrades),
  route('GET', '/v2/stocks/snapshots', snapshots),
  route('GET', '/v2/stocks/{}/bars', listBarsOfOne),
  route('GET', '/v2/stocks/{}/bars/latest', latestBarOfOne),
  route('GET', '/v2/stocks/{}/quotes/latest', latestQuoteOfOne),
  route('GET', '/v2/stocks/{}/trades/latest', latestTradeOfOne),
  route('GET', '/v2/stocks/{}/snapshot', snapshotOfOne),
  route('GET', '/v1/corporate-actions', noCorporateActions),
];

/** What Alpaca has here and this exchange has not yet. */
const NOT_SPOKEN: readonly (readonly [RegExp, string])[] = (
  [
    ['/v2/events/*', 'server-sent events'],
    ['/v2beta1/events/*', 'server-sent events'],
    ['/v2/positions/{}/do-not-exercise', 'exercising options'],
    ['/v2/positions/{}/exercise', 'exercising options'],
    ['/v2/options/*', 'options'],
    ['/v1beta1/options/*', 'options'],
    ['/v1beta3/crypto/*', 'crypto'],
    ['/v1beta1/crypto-perps/*', 'crypto'],
    ['/v2/perpetuals/*', 'crypto'],
    ['/v2/wallets*', 'crypto wallets'],
    ['/v2/tokenization/*', 'tokenization'],
    ['/v2/watchlists*', 'watchlists'],
    ['/v2/corporate_actions/*', 'corporate action announcements'],
    ['/v2/assets/fixed_income/*', 'fixed income'],
    ['/v1/locates*', 'borrowing shares'],
    ['/v1beta1/fixed_income/*', 'fixed income'],
    ['/v1beta1/forex/*', 'forex'],
    ['/v1beta1/indices/*', 'indices'],
    ['/v1beta1/logos/*', 'logos'],
    ['/v1beta1/news', 'news'],
    ['/v1beta1/screener/*', 'the screener'],
    ['/v2/stocks/quotes', 'historical quotes'],
    ['/v2/stocks/{}/quotes', 'historical quotes'],
    ['/v2/stocks/trades', 'historical trades'],
    ['/v2/stocks/{}/trades', 'historical trades'],
    ['/v2/stocks/auctions', 'auctions'],
    ['/v2/stocks/{}/auctions', 'auctions'],
    ['/v2/stocks/meta/*', 'market data codes'],
  ] as const
).map(([path, what]) => [route('', path, () => json(null)).path, what] as const);

/** The ways in which a path can be asked; none for a path that is not spoken. */
export const methodsOf = (path: string): readonly string[] => ROUTES.filter((each) => each.path.test(path)).map(({ method }) => method);

/** @returns 404 for a path that is none of Alpaca's, 405 for one asked in another way, 422 for what is not spoken yet. */
export function answer(method: string, path: string, asked: Omit<Asked, 'caught'>): Reply {
  const found = ROUTES.find((each) => each.method === method && each.path.test(path));
  if (found !== undefined) return found.answer({ ...asked, caught: caughtBy(found.path, path) });
  const missing = NOT_SPOKEN.find(([pattern]) => pattern.test(path));
  if (missing !== undefined) return unprocessable(`${missing[1]}: not supported by this exchange`);
  return methodsOf(path).length > 0 ? refused(405, 40510000, 'method not allowed') : notFound('endpoint not found');
}

function caughtBy(pattern: RegExp, path: string): string {
  const text = pattern.exec(path)?.[1] ?? '';
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
