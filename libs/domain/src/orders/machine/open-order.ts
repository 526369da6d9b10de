/** What an order that can still fill needs: its first send, a cancel, a look-up, one more send of the same id, or its end written down. */
import { invariant } from '../../result.ts';
import { NO_SHARES, tickDown, tickUp, type Price } from '../../values/exact.ts';
import { tickSize } from '../../market/instrument.ts';
import { isTerminal, move } from '../moves.ts';
import { ask, due, type Agenda, type Moment } from './agenda.ts';
import type { LegLog, OrderLog } from './log.ts';
import { ticketOf } from './next-rung.ts';
import type { OrderLive } from './state.ts';

export function advanceOrder(moment: Moment, leg: LegLog, order: OrderLog, live: OrderLive, agenda: Agenda): OrderLive {
  if (isTerminal(live.status)) return closeOrder(moment, leg, order, live, agenda);
  if (live.sendDue !== null) return send(moment, leg, order, live, agenda);
  if (live.status === 'submitting' && live.refused === null) return live;
  if (isPastDeadline(moment, live, agenda)) return giveUp(moment, leg, order, live, agenda);
  if (live.refused !== null) return confirmRefusal(moment, leg, order, live, agenda);
  if (live.status === 'unknown') return resolve(moment, leg, order, live, agenda);
  invariant(live.status === 'working' || live.status === 'cancelling', 'An open order works, is being cancelled, or is unknown');
  const venueOrderId = live.seen?.venueOrderId ?? order.venueOrderId;
  invariant(venueOrderId !== null, 'An order that works has the venue’s id');
  if (order.venueOrderId === null && moment.mayWrite) {
    agenda.entries.push({ kind: 'accepted', at: moment.now, id: live.id, venueOrderId });
  }
  if (!wantsCancel(moment, leg, order, agenda) || live.cancelling || !due(agenda, moment, live.cancelAt)) return live;
  const to = move(live.status, 'askCancel');
  invariant(to.ok, 'A working order can be cancelled');
  agenda.effects.push({ kind: 'cancel', id: live.id, venueOrderId });
  return { ...live, status: to.value, cancelling: true };
}

/** Writes an order's end down, on the evidence there is. */
function closeOrder(moment: Moment, leg: LegLog, order: OrderLog, live: OrderLive, agenda: Agenda): OrderLive {
  const base = { kind: 'closed', at: moment.now, id: live.id, filled: NO_SHARES, averagePrice: null } as const;
  if (live.unsent !== null) {
    // Another process has announced a send of its own: that we sent nothing no longer tells all.
    if (order.sends > 1) return advanceOrder(moment, leg, order, backInDoubt(live, moment), agenda);
    if (moment.mayWrite) agenda.entries.push({ ...base, by: 'us', venueOrderId: null, status: 'denied', says: live.unsent });
    return live;
  }
  const { seen } = live;
  invariant(seen !== null, 'An order is closed on the broker’s evidence');
  const status = live.status === 'filled' || live.status === 'expired' || live.status === 'rejected' ? live.status : 'canceled';
  if (moment.mayWrite) {
    agenda.entries.push({
      ...base,
      by: 'venue',
      venueOrderId: seen.venueOrderId,
      status,
      filled: live.filled,
      averagePrice: live.filled > 0n ? seen.averageFillPrice : null,
      says: seen.status === 'rejected' || seen.status === 'replaced' ? seen.rawStatus : null,
    });
  }
  return live;
}

/**
 * The refusal of an id's only send is believed, once a look-up made when reads can lag behind it no more has not found it
 * either: the network can deliver a request twice and hand us the refusal of the second copy.
 */
function confirmRefusal(moment: Moment, leg: LegLog, order: OrderLog, live: OrderLive, agenda: Agenda): OrderLive {
  if (order.sends > 1) return advanceOrder(moment, leg, order, backInDoubt(live, moment), agenda);
  const surely = live.heardAt + moment.policy.lagMsMax;
  if (!isMissingSince(live, surely)) return lookUpNowAndAt(moment, live, surely, agenda);
  if (moment.mayWrite) {
    const entry = { kind: 'closed', at: moment.now, id: live.id, by: 'refusal', venueOrderId: null, status: 'rejected' } as const;
    agenda.entries.push({ ...entry, filled: NO_SHARES, averagePrice: null, says: live.refused });
  }
  return live;
}

const backInDoubt = (live: OrderLive, moment: Moment): OrderLive => ({
  ...live,
  status: 'unknown',
  refused: null,
  unsent: null,
  missingAt: null,
  lookUps: 0,
  lookUpAt: moment.now,
});

/** Performs a send this process has announced, unless it may no longer be sent. */
function send(moment: Moment, leg: LegLog, order: OrderLog, live: OrderLive, agenda: Agenda): OrderLive {
  const { intent, burnPrice } = order;
  const first = live.sendDue === 'first';
  const says = whyNotSent(moment, leg);
  if (says !== null) {
    // The order stays in doubt: what it needs now is a look-up.
    if (!first) return advanceOrder(moment, leg, order, { ...live, sendDue: null }, agenda);
    const denied = move(live.status, 'deny');
    invariant(denied.ok, 'An order that was never sent can be denied');
    return closeOrder(moment, leg, order, { ...live, sendDue: null, status: denied.value, unsent: says }, agenda);
  }
  const to = move(live.status, 'send');
  invariant(to.ok, 'An announced send is legal');
  agenda.effects.push({ kind: 'submit', ticket: ticketOf(intent, burnPrice ?? intent.limitPrice), notAfter: moment.cutoff });
  return { ...live, status: to.value, sendDue: null, sentFirst: first, lookUps: 0, missingAt: null };
}

function whyNotSent(moment: Moment, leg: LegLog): string | null {
  if (moment.stopped !== null) return moment.stopped.why === 'killed' ? 'the kill switch was thrown' : 'the run was interrupted';
  if (leg.halted !== null) return leg.halted;
  return moment.now > moment.cutoff ? 'the session is about to close' : null;
}

function wantsCancel(moment: Moment, leg: LegLog, order: OrderLog, agenda: Agenda): boolean {
  if (leg.halted !== null || moment.stopped !== null || order.burnPrice !== null) return true;
  const closing = due(agenda, moment, moment.planned.close - moment.policy.cancelBeforeCloseMs);
  return due(agenda, moment, order.lastSendAt + order.intent.rungMs) || closing;
}

/** An order in doubt: ask for it; where the broker refuses reused ids, send the same id again; shortly before the cut-off perhaps burn it. */
function resolve(moment: Moment, leg: LegLog, order: OrderLog, live: OrderLive, agenda: Agenda): OrderLive {
  const { policy, now } = moment;
  if (moment.planned.dedupe === 'none' && leg.halted === null && moment.mayWrite) {
    agenda.entries.push({
      kind: 'halted',
      at: now,
      ticker: leg.ticker,
      says: 'an order is in doubt, and the broker does not refuse an id it has seen',
    });
  }
  if (!maySendAgain(moment, leg, order)) return lookUp(moment, live, live.lookUpAt, agenda);
  // Asked for at once, in case only the reply was lost; then once more right before the same id is sent again.
  const again = sendAgainAt(moment, order, live);
  if (!isMissingSince(live, again)) return lookUpNowAndAt(moment, live, again, agenda);
  if (moment.mayWrite && !live.lookingUp) {
    const burn = policy.unknownOrders === 'burn' && order.burnPrice === null && now >= burnFrom(moment);
    agenda.entries.push({ kind: 'resent', at: now, id: live.id, burnPrice: burn ? burnPrice(leg) : null });
  }
  return live;
}

/** Only where the broker refuses an id it has seen, and never an order that it has shown us. */
const maySendAgain = (moment: Moment, leg: LegLog, order: OrderLog): boolean =>
  moment.planned.dedupe !== 'none' && order.venueOrderId === null && whyNotSent(moment, leg) === null;

/** Not sooner than the policy says, ever more slowly; never two in flight. */
function sendAgainAt(moment: Moment, order: OrderLog, live: OrderLive): number {
  const { policy } = moment;
  const last = Math.max(order.lastSendAt, live.heardAt);
  const pause = Math.min(policy.resendAfterMs * 2 ** Math.min(order.sends - 1, 8), policy.backOffMsMax);
  const again = last + pause;
  if (policy.unknownOrders !== 'burn' || order.burnPrice !== null) return again;
  return Math.min(again, Math.max(burnFrom(moment), last + policy.resendAfterMs));
}

const burnFrom = (moment: Moment): number => moment.cutoff - 2 * moment.policy.resendAfterMs;

/** Half or twice the decision price: far outside any collar that would let it trade, on the tick. */
function burnPrice(leg: LegLog): Price {
  const far = (leg.side === 'buy' ? leg.decisionPrice / 2n : leg.decisionPrice * 2n) as Price;
  const tick = tickSize(far);
  return leg.side === 'buy' && far > tick ? tickDown(far, tick) : tickUp(far, tick);
}

/** The last look-up was made at `at` or later and came back without it. */
const isMissingSince = (live: OrderLive, at: number): boolean => live.missingAt !== null && live.missingAt >= at;

const lookUpNowAndAt = (moment: Moment, live: OrderLive, at: number, agenda: Agenda): OrderLive =>
  lookUp(moment, live, live.lookUps === 0 ? live.lookUpAt : Math.max(live.lookUpAt, at), agenda);

function lookUp(moment: Moment, live: OrderLive, at: number, agenda: Agenda): OrderLive {
  if (live.lookingUp || !due(agenda, moment, at)) return live;
  ask(agenda, { of: 'order', id: live.id });
  return { ...live, lookingUp: true };
}

/** How many look-ups a process makes past a deadline before it leaves an order to a person. */
const LAST_LOOK_UPS = 3;

function isPastDeadline(moment: Moment, live: OrderLive, agenda: Agenda): boolean {
  const { policy, planned, stopped } = moment;
  // A process that takes a stopped run over has cancelled nothing yet.
  const afterStop = stopped === null ? Infinity : Math.max(stopped.at, live.since) + policy.stopMsMax;
  const inDoubt = live.status === 'unknown' || live.refused !== null ? live.since + policy.unknownMsMax : Infinity;
  return due(agenda, moment, Math.min(planned.close + policy.deadlineAfterCloseMs, afterStop, inDoubt));
}

function giveUp(moment: Moment, leg: LegLog, order: OrderLog, live: OrderLive, agenda: Agenda): OrderLive {
  if (live.lookUps < LAST_LOOK_UPS || live.lookingUp) return lookUp(moment, live, live.lookUpAt, agenda);
  if (!moment.mayWrite) return live;
  const at = moment.now;
  if (leg.halted === null) {
    agenda.entries.push({
      kind: 'halted',
      at,
      ticker: leg.ticker,
      says: `what became of order ${live.id} is unknown: look it up at the broker`,
    });
  }
  agenda.entries.push({ kind: 'left-unknown', at, id: order.intent.id });
  return live;
}
