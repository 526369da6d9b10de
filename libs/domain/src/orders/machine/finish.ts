/** The end: every leg is at rest, the broker's executions agree with what we wrote down, and the run is closed. */
import { total, averagePrice, notional, NO_SHARES, type Quantity } from '../../values/exact.ts';
import { ask, due, isToBeAsked, type Agenda, type Moment } from './agenda.ts';
import type { ClosedEntry } from './entry.ts';
import type { Fill, VenueOrderId } from '../order.ts';
import type { LegLog, OrderLog } from './log.ts';
import type { MachineState, Rest } from './state.ts';

export function advanceFinish(moment: Moment, before: MachineState, agenda: Agenda): MachineState {
  const rest = before.allRest;
  if (rest === null || !moment.mayWrite) return before;
  const filled: { leg: LegLog; order: OrderLog }[] = [];
  for (const leg of moment.log.legs) for (const order of leg.orders) if (order.venueOrderId !== null) filled.push({ leg, order });
  const state = settledAfter(rest, moment, before, agenda);
  if (filled.length === 0) return finish(moment, state, [], agenda);
  const { fills } = state.reads;
  const isFresh = fills.answer !== null && fills.answeredAsk > rest.lastAsk;
  const ours = ourFills(
    filled.map(({ order }) => order.venueOrderId),
    fills.answer ?? [],
  );
  if (isFresh) {
    for (const { leg, order } of filled) {
      const late = lateFill(moment, order, ours);
      if (late === undefined) continue;
      agenda.entries.push(late);
      if (leg.halted === null)
        agenda.entries.push({
          kind: 'halted',
          at: moment.now,
          ticker: leg.ticker,
          says: 'an order filled after the broker had called it closed',
        });
    }
    if (agenda.entries.length > 0) return state;
    const agrees = filled.every(({ order }) => sumOf(ours, order) === (order.closed?.filled ?? NO_SHARES));
    // Executions that a patiently read list still lacks are booked when the next run reads it: they have not gone, they are late.
    const wasPatient = fills.failures === 0 && state.fillsSettled !== null && fills.answeredAsk > state.fillsSettled.lastAsk;
    if (agrees || wasPatient) return finish(moment, state, ours, agenda);
  }
  if (fills.failures > 0 && due(agenda, moment, rest.at + 2 * moment.policy.backOffMsMax)) return finish(moment, state, ours, agenda);
  if (!isToBeAsked(fills, rest, agenda, moment)) return state;
  return { ...state, reads: { ...state.reads, fills: { ...fills, asked: askFills(moment, agenda) } } };
}

/** A process that stood still hears old answers late: what counts is when a question was asked. */
const settledAfter = (rest: Rest, moment: Moment, state: MachineState, agenda: Agenda): MachineState =>
  state.fillsSettled === null && due(agenda, moment, rest.at + moment.policy.lagMsMax)
    ? { ...state, fillsSettled: { at: moment.now, lastAsk: agenda.lastAsk } }
    : state;

/** Executions from a little before the run: clocks disagree. */
export const askFills = (moment: Moment, agenda: Agenda): number =>
  ask(agenda, { of: 'fills', since: Math.max(0, moment.planned.at - moment.policy.clockSkewMs) as Moment['now'] });

function finish(moment: Moment, state: MachineState, fills: readonly Fill[], agenda: Agenda): MachineState {
  agenda.entries.push({ kind: 'finished', at: moment.now, fills });
  return state;
}

/** Each once, by (venue order id, cumulative quantity after it), in the order of the list. */
function ourFills(ids: readonly (VenueOrderId | null)[], fills: readonly Fill[]): readonly Fill[] {
  const known = new Set(ids);
  const seen = new Set<string>();
  return fills.filter((fill) => {
    const key = `${fill.venueOrderId} ${fill.cumulativeQuantity}`;
    if (!known.has(fill.venueOrderId) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const fillsOf = (fills: readonly Fill[], order: OrderLog): readonly Fill[] =>
  fills.filter((fill) => fill.venueOrderId === order.venueOrderId);
const sumOf = (fills: readonly Fill[], order: OrderLog): Quantity => total(fillsOf(fills, order).map((fill) => fill.quantity));

function lateFill(moment: Moment, order: OrderLog, fills: readonly Fill[]): ClosedEntry | undefined {
  const { closed } = order;
  if (closed === null) return undefined;
  const filled = sumOf(fills, order);
  if (filled <= closed.filled) return undefined;
  const paid = total(fillsOf(fills, order).map((fill) => notional(fill.quantity, fill.price)));
  return {
    ...closed,
    at: moment.now,
    by: 'venue',
    status: filled === order.intent.quantity ? 'filled' : closed.status,
    filled,
    averagePrice: averagePrice(paid, filled),
    says: 'filled after the broker had called it closed',
  };
}
