/** What the exchange's engine says, in the words of the broker port. */
import type { ClientOrderId, Fill, Instant, SubmissionResult, VenueOrder, VenueOrderId, VenueStatus } from '@alchemiser/domain';
import { averageFillPrice, type Account as ExchangeAccount, type Order, type Refusal } from '@alchemiser/paper-exchange';

export const STATUS: Readonly<Record<Order['status'], VenueStatus>> = {
  accepted: 'pending',
  pending_new: 'pending',
  new: 'working',
  partially_filled: 'partiallyFilled',
  filled: 'filled',
  canceled: 'canceled',
  expired: 'expired',
  replaced: 'replaced',
};

/** Alpaca's codes. */
const CODES: Readonly<Partial<Record<Refusal['kind'], string>>> = {
  duplicateClientOrderId: '40010001',
  subPenny: '42210000',
  unknownAsset: '42210000',
  notTradable: '42210000',
};

export const refused = (refusal: Refusal): SubmissionResult => ({
  status: 'refused',
  code: CODES[refusal.kind] ?? '40310000',
  says: refusal.kind,
  related: refusal.kind === 'insufficientShares' ? (refusal.related as unknown as readonly VenueOrderId[]) : [],
});

export function venueOrderOf(order: Order): VenueOrder {
  return {
    venueOrderId: order.id as unknown as VenueOrderId,
    clientOrderId: order.clientOrderId as ClientOrderId,
    ticker: order.ticker,
    side: order.side,
    quantity: order.size.kind === 'shares' ? order.size.quantity : null,
    type: order.type,
    limitPrice: order.limitPrice,
    status: STATUS[order.status],
    rawStatus: order.status,
    filled: order.filled,
    averageFillPrice: averageFillPrice(order),
    submittedAt: Math.floor(order.submittedAt / 1_000) as Instant,
  };
}

type FillActivity = Extract<ExchangeAccount['activities'][number], { kind: 'fill' }>;

/** As Alpaca lists executions: without the client's id. */
export const fillOf = (activity: FillActivity): Fill => ({
  venueOrderId: activity.orderId as unknown as VenueOrderId,
  clientOrderId: null,
  ticker: activity.ticker,
  side: activity.side,
  quantity: activity.quantity,
  price: activity.price,
  cumulativeQuantity: activity.cumulative,
  executionId: activity.id,
  at: Math.floor(activity.at / 1_000) as Instant,
});
