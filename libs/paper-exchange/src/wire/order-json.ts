import { toDecimal } from '@alchemiser/domain';
import { averageFillPrice } from '../engine/fill.ts';
import type { Order } from '../engine/state.ts';
import { assetIdOf, symbolOf } from './symbols.ts';
import { instantText, stampText, stampTextOrNull } from './timestamps.ts';

/** Every field of a recorded order. What this exchange does not have (trails, legs) is null, as there. */
export function orderJson(order: Readonly<Order>): Readonly<Record<string, unknown>> {
  const average = averageFillPrice(order);
  return {
    id: order.id,
    client_order_id: order.clientOrderId,
    created_at: stampText(order.createdAt),
    updated_at: stampText(order.updatedAt),
    submitted_at: stampText(order.submittedAt),
    filled_at: stampTextOrNull(order.filledAt),
    expired_at: stampTextOrNull(order.expiredAt),
    expires_at: instantText(order.expiresAt),
    canceled_at: stampTextOrNull(order.canceledAt),
    failed_at: null,
    replaced_at: stampTextOrNull(order.replacedAt),
    replaced_by: order.replacedBy,
    replaces: order.replaces,
    asset_id: assetIdOf(order.ticker),
    symbol: symbolOf(order.ticker),
    asset_class: 'us_equity',
    notional: order.size.kind === 'dollars' ? toDecimal(order.size.notional) : null,
    qty: order.size.kind === 'shares' ? toDecimal(order.size.quantity) : null,
    filled_qty: toDecimal(order.filled),
    filled_avg_price: average === null ? null : toDecimal(average),
    order_class: '',
    order_type: order.type,
    type: order.type,
    side: order.side,
    position_intent: order.side === 'buy' ? 'buy_to_open' : 'sell_to_close',
    time_in_force: order.timeInForce,
    limit_price: order.limitPrice === null ? null : toDecimal(order.limitPrice),
    stop_price: order.stopPrice === null ? null : toDecimal(order.stopPrice),
    status: order.status,
    extended_hours: false,
    legs: null,
    trail_percent: null,
    trail_price: null,
    hwm: null,
    subtag: null,
    source: null,
  };
}
