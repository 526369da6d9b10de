import { addDays, exchangeDate, toDecimal } from '@alchemiser/domain';
import type { Stamp } from '../engine/stamp.ts';
import { instantOfStamp } from '../engine/stamp.ts';
import type { Activity } from '../engine/state.ts';
import { countOf, listOf, type Asked, type Handler } from './context.ts';
import { invalid, json, type Reply } from './reply.ts';
import { symbolOf } from './symbols.ts';
import { activityId, readStamp, stampText } from './timestamps.ts';

const TYPE_OF = { fill: 'FILL', shares: 'JNLS' } as const;

function activityJson(activity: Activity): Readonly<Record<string, unknown>> {
  const id = activityId(activity.at, activity.id);
  const [symbol, qty, price] = [symbolOf(activity.ticker), toDecimal(activity.quantity), toDecimal(activity.price)];
  if (activity.kind === 'shares') {
    return {
      activity_type: 'JNLS',
      id,
      date: exchangeDate(instantOfStamp(activity.at)),
      net_amount: '0',
      symbol,
      qty,
      price,
      status: 'executed',
      created_at: stampText(activity.at),
    };
  }
  return {
    activity_type: 'FILL',
    id,
    cum_qty: toDecimal(activity.cumulative),
    leaves_qty: toDecimal(activity.leaves),
    order_id: activity.orderId,
    order_status: activity.orderStatus,
    price,
    qty,
    side: activity.side,
    symbol,
    transaction_time: stampText(activity.at),
    type: activity.orderStatus === 'filled' ? 'fill' : 'partial_fill',
  };
}

export const listActivities: Handler = (asked) => page(asked, listOf(asked.query, 'activity_types'));
export const listActivitiesOfType: Handler = (asked) => page(asked, listOf(new URLSearchParams({ types: asked.caught }), 'types'));

/** Newest first by default; `after` and `until` are strict; `page_token` is the id of the last row already seen. */
function page({ account, query }: Asked, types: readonly string[]): Reply {
  const size = countOf(query, 'page_size', { fallback: 100, most: 100 });
  if (Number.isNaN(size)) return invalid('page_size must be between 1 and 100');
  const window = windowOf(query);
  if (window === undefined) return invalid('after, until and date must be dates or RFC 3339 instants');
  const { after, until } = window;
  const category = query.get('category');
  const wanted = account.activities.filter(
    ({ kind, at }) =>
      at > after &&
      at < until &&
      (types.length === 0 || types.includes(TYPE_OF[kind])) &&
      (category === null || (category === 'trade_activity') === (kind === 'fill')),
  );
  const rows = query.get('direction') === 'asc' ? wanted : wanted.toReversed();
  const token = query.get('page_token');
  const seen = token === null || token === '' ? 0 : rows.findIndex(({ id, at }) => activityId(at, id) === token) + 1;
  if (token && seen === 0) return invalid(`invalid page_token: ${token}`);
  return json(rows.slice(seen, seen + size).map(activityJson));
}

/** Open bounds. `date` is one day in New York; it is looked at alone. */
function windowOf(query: URLSearchParams): { readonly after: number; readonly until: number } | undefined {
  const read = (name: string): Stamp | undefined => {
    const text = query.get(name);
    return text === null || text === '' ? undefined : readStamp(text);
  };
  try {
    const date = read('date');
    if (date === undefined) return { after: read('after') ?? -1, until: read('until') ?? Number.POSITIVE_INFINITY };
    const day = exchangeDate(instantOfStamp(date));
    return { after: readStamp(day) - 1, until: readStamp(addDays(day, 1)) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
