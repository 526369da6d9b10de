/** Whole lists out of pages. A page that repeats itself refuses: a list we cannot finish is not a list. */
import { fromIsoInstant, instant, toIsoInstant, type Instant } from '@alchemiser/domain';
import type { AlpacaClient, Query } from '@alchemiser/infrastructure';
import type * as z from 'zod';
import { ACTIVITIES, FILL_ACTIVITIES, ORDERS, type WireActivity, type WireFill, type WireOrder } from './wire.ts';

/** Alpaca's largest pages. */
const ORDERS_PER_PAGE = 500;
const ACTIVITIES_PER_PAGE = 100;

const justBefore = (at: Instant): string => toIsoInstant(instant(at - 1));

/**
 * Orders by submission, oldest first. `after` excludes its own instant and instants are cut to the millisecond, so every page begins
 * a millisecond early and what was seen already is left out.
 */
export async function allOrders(trading: AlpacaClient, query: Query, since?: Instant): Promise<readonly WireOrder[]> {
  const found = new Map<string, WireOrder>();
  for (let after = since === undefined ? undefined : justBefore(since); ;) {
    const page = await trading.read('v2/orders', { ...query, limit: ORDERS_PER_PAGE, direction: 'asc', nested: false, after }, ORDERS);
    const before = found.size;
    for (const order of page) found.set(order.id, order);
    if (page.length < ORDERS_PER_PAGE) return [...found.values()];
    const last = page.findLast(({ submitted_at: at }) => typeof at === 'string')?.submitted_at;
    if (found.size === before || typeof last !== 'string') throw trading.malformed('v2/orders', 'a full page that leads no further');
    after = justBefore(fromIsoInstant(last));
  }
}

/** Executions at or after `since`, oldest first. */
export const allFills = (trading: AlpacaClient, since: Instant): Promise<readonly WireFill[]> =>
  everyPage(trading, 'v2/account/activities/FILL', since, FILL_ACTIVITIES);

/** Everything the account's history holds at or after `since`, oldest first. */
export const allActivities = (trading: AlpacaClient, since: Instant): Promise<readonly WireActivity[]> =>
  everyPage(trading, 'v2/account/activities', since, ACTIVITIES);

async function everyPage<Row extends { readonly id: string }>(
  trading: AlpacaClient,
  path: string,
  since: Instant,
  schema: z.ZodType<Row[]>,
): Promise<readonly Row[]> {
  const found = new Map<string, Row>();
  for (let token: string | undefined; ;) {
    const query = { after: justBefore(since), direction: 'asc', page_size: ACTIVITIES_PER_PAGE, page_token: token };
    const page = await trading.read(path, query, schema);
    const before = found.size;
    for (const row of page) found.set(row.id, row);
    if (page.length < ACTIVITIES_PER_PAGE) return [...found.values()];
    if (found.size === before) throw trading.malformed(path, 'a full page that leads no further');
    token = page.at(-1)?.id;
  }
}
