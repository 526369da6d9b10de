/** One leg, one step: what must halt it, what its open order needs, or its next rung. */
import { NO_SHARES, total } from '../../values/exact.ts';
import type { Agenda, Moment } from './agenda.ts';
import { openOrder, type LegLog } from './log.ts';
import { advanceRung } from './next-rung.ts';
import { advanceOrder } from './open-order.ts';
import type { LegLive } from './state.ts';

export function advanceLeg(moment: Moment, leg: LegLog, live: LegLive, agenda: Agenda): LegLive {
  const order = openOrder(leg);
  const halts = leg.halted === null ? (live.fault ?? live.stranger ?? lateWords(leg, live)) : null;
  if (halts !== null && moment.mayWrite) agenda.entries.push({ kind: 'halted', at: moment.now, ticker: leg.ticker, says: halts });
  const after = noteLateFill(moment, leg, live, agenda);
  if (order !== undefined && after.order !== null) {
    const next = advanceOrder(moment, leg, order, after.order, agenda);
    return next === after.order ? after : { ...after, order: next };
  }
  const isOver = leg.ended !== null || leg.halted !== null || halts !== null;
  return isOver ? after : advanceRung(moment, leg, after, agenda);
}

/** It takes no further step and has nothing open at the broker, or nothing that this run can still find out about. */
export const isAtRest = (leg: LegLog): boolean => (leg.ended !== null || leg.halted !== null) && openOrder(leg) === undefined;

/** More was filled of a closed order than the broker had told us when it closed: it counts, and the leg goes no further. */
function noteLateFill(moment: Moment, leg: LegLog, live: LegLive, agenda: Agenda): LegLive {
  const { late } = live;
  if (late === null) return live;
  const closed = leg.orders.find(({ intent }) => intent.id === late.clientOrderId)?.closed ?? null;
  if (closed === null || closed.filled >= late.filled) return { ...live, late: null };
  if (moment.mayWrite) {
    agenda.entries.push({
      kind: 'closed',
      at: moment.now,
      id: late.clientOrderId,
      by: 'venue',
      venueOrderId: late.venueOrderId,
      status: late.status === 'filled' ? 'filled' : closed.status === 'expired' ? 'expired' : 'canceled',
      filled: late.filled,
      averagePrice: late.averageFillPrice,
      says: 'filled after the broker had called it closed',
    });
  }
  return live;
}

function lateWords(leg: LegLog, live: LegLive): string | null {
  const { late } = live;
  if (late === null) return null;
  const known = total(
    leg.orders.filter(({ intent }) => intent.id === late.clientOrderId).map((order) => order.closed?.filled ?? NO_SHARES),
  );
  return late.filled > known ? 'an order filled after the broker had called it closed' : null;
}
