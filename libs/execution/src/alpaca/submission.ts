/** What Alpaca's answer to a submission or a cancel means. Doubt is an answer of its own: nobody may take it for a refusal. */
import type { Ticket, VenueOrderId } from '@alchemiser/domain';
import type { AlpacaWritten } from '@alchemiser/infrastructure';
import type { Cancellation, Submission } from '@alchemiser/services';
import { orderFrom } from './mapping.ts';
import { ORDER } from './wire.ts';

export function submissionFrom(ticket: Ticket, written: AlpacaWritten): Submission {
  const submission = answeredFrom(written);
  if (submission.status === 'accepted' && submission.order.clientOrderId !== ticket.clientOrderId) {
    return { status: 'unknown', says: `The answer is about another order: ${submission.order.clientOrderId}` };
  }
  return submission;
}

/** What came of a request that is answered with an order. */
export function answeredFrom(written: AlpacaWritten): Submission {
  if (written.status === 'doubt') return { status: 'unknown', says: written.says };
  if (written.status === 'refused') {
    return { status: 'refused', code: written.code, says: written.says, related: written.related as readonly VenueOrderId[] };
  }
  const wire = ORDER.safeParse(written.json);
  if (!wire.success) return { status: 'unknown', says: 'The order was answered with something we cannot read' };
  try {
    const order = orderFrom(wire.data);
    if (order !== undefined) return { status: 'accepted', order };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return { status: 'unknown', says: 'The order was accepted with something we cannot read' };
}

/** Alpaca's code for an id that it cannot parse: no such order can exist. */
const UNREADABLE_ID = '40010001';

export function cancellationFrom(written: AlpacaWritten): Cancellation {
  if (written.status === 'done') return { status: 'accepted' };
  if (written.status === 'doubt') return { status: 'unknown', says: written.says };
  if (written.httpStatus === 404 || (written.httpStatus === 422 && written.code === UNREADABLE_ID)) return { status: 'notFound' };
  if (written.httpStatus === 422) return { status: 'closed' };
  return { status: 'unknown', says: `The cancel was refused: ${written.says}` };
}
