/** Whole lists out of pages. A page that repeats itself refuses: a list we cannot finish is not a list. */
import { fromIsoInstant, instant, toIsoInstant, type Instant } from '@alchemiser/domain';
import type { AlpacaClient, Query } from '@alchemiser/infrastructure';
import { FILL_ACTIVITIES, ORDERS, type WireFill, type WireOrder } from './wire.ts';

/** Alpaca's largest pages. */
const ORDERS_PER_PAGE = 500;
const FILLS_PER_PAGE = 100;

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
export async function allFills(trading: AlpacaClient, since: Instant): Promise<readonly WireFill[]> {
  const found = new Map<string, WireFill>();
  const path = 'v2/account/activities/FILL';
  for (let token: string | undefined; ;) {
    const query = { after: justBefore(since), direction: 'asc', page_size: FILLS_PER_PAGE, page_token: token };
    const page = await trading.read(path, query, FILL_ACTIVITIES);
    const before = found.size;
    for (const fill of page) found.set(fill.id, fill);
    if (page.length < FILLS_PER_PAGE) return [...found.values()];
    if (found.size === before) throw trading.malformed(path, 'a full page that leads no further');
    token = page.at(-1)?.id;
  }
}
