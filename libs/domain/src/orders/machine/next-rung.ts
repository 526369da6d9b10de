/** A leg without an open order: its next rung, a wait for a price, or its end. */
import { assertNever, invariant } from '../../result.ts';
import {
  downTo,
  least,
  minus,
  NO_MONEY,
  notional,
  sharesFor,
  toDecimal,
  type Money,
  type Price,
  type Quantity,
} from '../../values/exact.ts';
import { clientOrderId } from '../client-order-id.ts';
import { nextStep, rungsOf, type NextStep } from '../tactic.ts';
import type { Ticket } from '../order.ts';
import { due, type Agenda, type Moment } from './agenda.ts';
import type { EndedEntry, IntendedEntry } from './entry.ts';
import { filledOf, turnedOver, type LegLog } from './log.ts';
import type { LegLive } from './state.ts';

export function advanceRung(moment: Moment, leg: LegLog, live: LegLive, agenda: Agenda): LegLive {
  const { policy, planned, now } = moment;
  const end = (why: EndedEntry['why'], says: string): LegLive => {
    agenda.entries.push({ kind: 'ended', at: now, ticker: leg.ticker, why, says });
    return live;
  };
  if (!moment.mayWrite) return live;
  const filled = filledOf(leg);
  if (leg.target !== null && filled >= leg.target && filled > 0n) return end('filled', filledWords(leg, filled));
  if (moment.stopped !== null)
    return end('left', moment.stopped.why === 'killed' ? 'the kill switch was thrown' : 'the run was interrupted');
  if (now > moment.cutoff) return end('left', 'the session is about to close');
  if (leg.target === null || !due(agenda, moment, planned.open)) return live;
  due(agenda, moment, moment.cutoff + 1);
  const open = downTo((leg.target - filled) as Quantity, leg.increment);
  if (leg.target === 0n && leg.side === 'buy') return end('left', 'no cash was left for it');
  if (open === 0n || notional(open, leg.decisionPrice) < policy.notionalMin) {
    return end('dust', `${toDecimal((leg.target > 0n ? leg.target - filled : leg.planned) as Quantity)} shares are too few for an order`);
  }
  const refusal = lastRefusal(leg, policy.refusalsMax);
  if (refusal !== undefined) return end('left', `the broker refused it: ${refusal}`);
  if (live.quote === undefined && leg.orders.length < rungsOf(policy)) {
    if (due(agenda, moment, live.quoteAt)) agenda.quotesFor.push(leg.ticker);
    return live;
  }
  const next = nextStep(
    {
      side: leg.side,
      quote: live.quote ?? null,
      now,
      open: planned.open,
      attempts: leg.orders.length,
      waitingSince: live.waitingSince,
      decisionPrice: leg.decisionPrice,
    },
    policy,
  );
  switch (next.kind) {
    case 'leave':
      return end('left', next.says);
    case 'wait':
      agenda.alarms.push(next.until);
      return { ...live, quote: undefined, quoteAt: next.until, waitingSince: live.waitingSince ?? now };
    case 'limit':
    case 'market': {
      const worst = next.kind === 'limit' ? next.limitPrice : next.worst;
      const quantity = sized(leg, open, worst);
      if (quantity === 0n || notional(quantity, worst) < policy.notionalMin) {
        return end('dust', `what is left of its budget is too little for an order at ${toDecimal(worst)}`);
      }
      const intent = intentOf(moment, leg, quantity, next);
      const seen = { quote: live.quote ?? null, now, cash: unspent(leg), account: moment.account };
      const denied = moment.guard?.(ticketOf(intent, intent.limitPrice), seen) ?? null;
      if (denied !== null) return end('left', denied);
      agenda.entries.push(intent);
      return live;
    }
    default:
      return assertNever(next);
  }
}

function intentOf(moment: Moment, leg: LegLog, quantity: Quantity, next: Extract<NextStep, { kind: 'limit' | 'market' }>): IntendedEntry {
  const { planned, now } = moment;
  const { ticker, side } = leg;
  const step = leg.orders.length;
  return {
    kind: 'intended',
    at: now,
    id: clientOrderId({ account: planned.account, session: planned.plan.session, ordinal: planned.ordinal, ticker, side, step }),
    ticker,
    side,
    step,
    quantity,
    type: next.kind,
    limitPrice: next.kind === 'limit' ? next.limitPrice : null,
    rungMs: next.rungMs,
  };
}

/** An intent as it is sent. */
export function ticketOf(intent: IntendedEntry, limitPrice: Price | null): Ticket {
  const body = {
    clientOrderId: intent.id,
    ticker: intent.ticker,
    side: intent.side,
    quantity: intent.quantity,
    timeInForce: 'day',
  } as const;
  return limitPrice === null ? { ...body, type: 'market' } : { ...body, type: 'limit', limitPrice };
}

/** What is left of a buy's budget. */
const unspent = (leg: LegLog): Money => (leg.budget === null ? NO_MONEY : minus(leg.budget, turnedOver(leg)));

/** What is left of the target, and for a buy no more than the rest of its budget pays for at the new price. */
function sized(leg: LegLog, open: Quantity, worst: Price): Quantity {
  if (leg.side === 'sell') return open;
  invariant(leg.budget !== null, 'No buy before its funding is confirmed');
  return least(open, sharesFor(unspent(leg), worst, leg.increment));
}

/** The reason of the last of `times` refusals in a row, or nothing: what the venue refuses twice it will refuse again. */
function lastRefusal(leg: LegLog, times: number): string | undefined {
  const last = leg.orders.slice(-times);
  const refused = last.length === times && last.every((order) => order.closed?.status === 'rejected');
  return refused ? (last.at(-1)?.closed?.says ?? 'it gave no reason') : undefined;
}

const filledWords = (leg: LegLog, filled: Quantity): string =>
  filled >= leg.planned ? 'filled' : `filled ${toDecimal(filled)}, shrunk from ${toDecimal(leg.planned)} to the cash at hand`;
