/** What became of the plan, as far as it is written down. */
import { invariant } from '../../result.ts';
import { averagePrice, basisPoints, NO_SHARES } from '../../values/exact.ts';
import type { LegOutcome, OrderOutcome, Outcome } from '../../run/outcome.ts';
import { filledOf, turnedOver, type LegLog, type OrderLog, type RunLog } from './log.ts';

/** Of a finished run: its outcome. Of one that runs: how far it has come. */
export function outcomeOf(log: RunLog): Outcome {
  invariant(log.planned !== null, 'Only a planned run has an outcome');
  const legs = log.legs.map(legOutcome);
  const isDone = (leg: LegOutcome): boolean => leg.status === 'filled' || leg.status === 'dust';
  const status = legs.some((leg) => leg.status === 'halted') ? 'halted' : legs.every(isDone) ? 'done' : 'partly';
  return { status, legs, fills: log.finished?.fills ?? [] };
}

function legOutcome(leg: LegLog): LegOutcome {
  const filled = filledOf(leg);
  const paid = turnedOver(leg);
  const average = filled > 0n && paid > 0n ? averagePrice(paid, filled) : null;
  const worse = average === null ? null : basisPoints(leg.decisionPrice, average) * (leg.side === 'buy' ? 1 : -1);
  return {
    ticker: leg.ticker,
    side: leg.side,
    planned: leg.planned,
    target: leg.target ?? leg.planned,
    filled,
    averagePrice: average,
    decisionPrice: leg.decisionPrice,
    slippageBps: worse,
    status: statusOf(leg),
    says: isCleared(leg) ? clearedWords(leg) : (leg.halted ?? leg.ended?.says ?? 'under way'),
    orders: leg.orders.map(orderOutcome),
  };
}

function statusOf(leg: LegLog): LegOutcome['status'] {
  if (leg.halted !== null && !isCleared(leg)) return 'halted';
  if (!isStarved(leg)) {
    if (leg.ended?.why === 'filled' || (isCleared(leg) && filledOf(leg) === leg.target)) return 'filled';
    if (leg.ended?.why === 'dust') return 'dust';
  }
  return filledOf(leg) > 0n ? 'partly' : 'unfilled';
}

/**
 * A buy that the cash at hand was cut for by more than prices move inside the cap and shares are rounded: it was planned on cash that was
 * not there in the end, and is not done.
 */
const isStarved = ({ side, planned, target, increment }: LegLog): boolean =>
  side === 'buy' && target !== null && (target + increment) * 100n < planned * 99n;

/** An order had been left unknown, and since then the broker or a person has said what became of it: nobody is needed any more. */
const isCleared = (leg: LegLog): boolean => leg.orders.some((order) => order.left) && leg.orders.every((order) => order.closed !== null);

const clearedWords = (leg: LegLog): string =>
  leg.orders
    .flatMap(({ left, closed }) => (left && closed !== null ? [closed.says ?? `found out afterwards: ${closed.status}`] : []))
    .join('; ');

function orderOutcome(order: OrderLog): OrderOutcome {
  const { intent, closed } = order;
  const says = closed?.says ?? null;
  return {
    clientOrderId: intent.id,
    venueOrderId: closed?.venueOrderId ?? order.venueOrderId,
    step: intent.step,
    type: intent.type,
    quantity: intent.quantity,
    limitPrice: intent.limitPrice,
    status: closed?.status ?? 'unknown',
    filled: closed?.filled ?? NO_SHARES,
    averagePrice: closed?.averagePrice ?? null,
    submittedAt: intent.at,
    ...(says === null ? {} : { says }),
  };
}
