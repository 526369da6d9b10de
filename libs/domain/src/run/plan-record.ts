/** Plan and outcome as records: decimals as text. */
import { toDecimal, type Exact, type DecimalText } from '../values/exact.ts';
import { toIsoInstant } from '../values/time.ts';
import type { Fill } from '../orders/order.ts';
import type { RebalancePlan } from '../rebalance/trade.ts';
import type { LegOutcome, OrderOutcome } from './outcome.ts';
import type { FillRecord, LegRecord, OrderRecord, PlanRecord } from './record.ts';

export const planRecord = (plan: RebalancePlan): PlanRecord => ({
  sizingEquity: toDecimal(plan.sizingEquity),
  reserve: toDecimal(plan.reserve),
  openingCash: toDecimal(plan.openingCash),
  rows: plan.rows.map(({ ticker, held, price, heldWeight, targetWeight, action, why }) => {
    return { ticker, held: toDecimal(held), price: toDecimal(price), heldWeight, targetWeight, action, why };
  }),
  trades: plan.trades.map(({ ticker, side, quantity, decisionPrice, notional, reason, shares }) => ({
    ticker,
    side,
    quantity: toDecimal(quantity),
    decisionPrice: toDecimal(decisionPrice),
    notional: toDecimal(notional),
    reason,
    shares: shares.map((share) => ({ strategy: share.strategy, quantity: toDecimal(share.quantity) })),
  })),
  crosses: plan.crosses.map(({ ticker, from, to, quantity, price }) => ({
    ticker,
    from,
    to,
    quantity: toDecimal(quantity),
    price: toDecimal(price),
  })),
});

export const legRecord = (leg: LegOutcome): LegRecord => ({
  ticker: leg.ticker,
  side: leg.side,
  planned: toDecimal(leg.planned),
  target: toDecimal(leg.target),
  filled: toDecimal(leg.filled),
  averagePrice: orNull(leg.averagePrice),
  decisionPrice: toDecimal(leg.decisionPrice),
  slippageBps: leg.slippageBps,
  status: leg.status,
  says: leg.says,
  orders: leg.orders.map(orderRecord),
});

const orderRecord = (order: OrderOutcome): OrderRecord => ({
  clientOrderId: order.clientOrderId,
  venueOrderId: order.venueOrderId,
  step: order.step,
  type: order.type,
  quantity: toDecimal(order.quantity),
  limitPrice: orNull(order.limitPrice),
  status: order.status,
  filled: toDecimal(order.filled),
  averagePrice: orNull(order.averagePrice),
  submittedAt: toIsoInstant(order.submittedAt),
  ...(order.says === undefined ? {} : { says: order.says }),
});

export const fillRecord = (fill: Fill): FillRecord => ({
  ticker: fill.ticker,
  side: fill.side,
  quantity: toDecimal(fill.quantity),
  price: toDecimal(fill.price),
  at: toIsoInstant(fill.at),
  venueOrderId: fill.venueOrderId,
  cumulativeQuantity: toDecimal(fill.cumulativeQuantity),
});

const orNull = (value: Exact | null): DecimalText | null => (value === null ? null : toDecimal(value));
