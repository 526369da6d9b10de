/** Orders and executions on our tickers that are not ours: a person trading by hand, another program, another run. */
import { toDecimal } from '../../values/exact.ts';
import type { Instant } from '../../values/time.ts';
import { isClosed, type Fill, type VenueOrder } from '../order.ts';
import type { LegLog } from './log.ts';

/** @param since when the plan was made: what filled before it is among the facts. @returns what was found, in words. */
export function strangeOrder(leg: LegLog, orders: readonly VenueOrder[], since: Instant): string | undefined {
  for (const order of orders) {
    if (order.ticker !== leg.ticker || leg.orders.some(({ intent }) => intent.id === order.clientOrderId)) continue;
    if (!isClosed(order.status)) return `an order that is not ours is open: ${order.side} under "${order.clientOrderId}"`;
    if (order.filled > 0n && order.submittedAt !== null && order.submittedAt >= since) {
      return `an order that is not ours has filled ${toDecimal(order.filled)}: ${order.side} under "${order.clientOrderId}"`;
    }
  }
  return undefined;
}

/** Executions carry the venue's id only: nothing can be said while an order of ours on the ticker has none yet. */
export function strangeFill(leg: LegLog, fills: readonly Fill[], since: Instant): string | undefined {
  if (leg.orders.some((order) => order.venueOrderId === null && (order.closed === null || order.left))) return undefined;
  const stranger = fills.find(
    (fill) => fill.ticker === leg.ticker && fill.at >= since && !leg.orders.some((order) => order.venueOrderId === fill.venueOrderId),
  );
  return stranger === undefined
    ? undefined
    : `an execution that is not ours: ${stranger.side} ${toDecimal(stranger.quantity)} at ${toDecimal(stranger.price)}`;
}
