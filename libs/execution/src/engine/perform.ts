/** One effect through its port. What the world does wrong becomes an event; what we do wrong is thrown. */
import type { Answer, CancellationResult, Effect, MachineEvent, Query, SubmissionResult } from '@alchemiser/domain';
import { isFailure, type Failure, type MayLeave, type RunKey } from '@alchemiser/services';
import type { ActPorts } from './act.ts';
import { appendEntries, readEntries } from './run-journal.ts';

export type Deed = Extract<Effect, { kind: 'persist' | 'submit' | 'cancel' | 'query' }>;

export interface Performed {
  readonly event: MachineEvent;
  /** Which kind of read it was. */
  readonly read?: Query['of'];
  /** The read failed in a way that asking again does not mend. */
  readonly stopFailure?: Failure;
}

/**
 * @param stopped why no order may leave any more; undefined while they may. Asked again right before one does: its turn at a broker that
 * counts calls may be a minute away.
 */
export async function perform(ports: ActPorts, run: RunKey, deed: Deed, stopped: MayLeave): Promise<Performed> {
  const { clock } = ports;
  switch (deed.kind) {
    case 'persist':
      return { event: await persist(ports, run, deed) };
    case 'submit': {
      const result = await submit(ports, deed, stopped);
      return { event: { kind: 'submitted', at: clock.now(), id: deed.ticket.clientOrderId, result } };
    }
    case 'cancel': {
      const result = await cancel(ports, deed);
      return { event: { kind: 'cancelled', at: clock.now(), id: deed.id, result } };
    }
    case 'query':
      try {
        const answer = await read(ports, deed.query);
        return { event: { kind: 'answered', at: clock.now(), ask: deed.ask, answer }, read: answer.of };
      } catch (error) {
        if (!isFailure(error)) throw error;
        ports.log.warn('read failed', { of: deed.query.of, code: error.code, says: error.message });
        const event: MachineEvent = { kind: 'unanswered', at: clock.now(), ask: deed.ask, says: error.message };
        return { event, read: deed.query.of, ...(error.next === 'stop' ? { stopFailure: error } : {}) };
      }
  }
}

async function persist({ journal, clock }: ActPorts, run: RunKey, deed: Extract<Deed, { kind: 'persist' }>): Promise<MachineEvent> {
  const appended = await appendEntries(journal, run, deed.expectedLength, deed.entries);
  if (appended.status === 'appended') return { kind: 'persisted', at: clock.now() };
  const entries = await readEntries(journal, run);
  return { kind: 'conflict', at: clock.now(), entries: entries.slice(deed.expectedLength) };
}

async function submit({ broker, clock }: ActPorts, deed: Extract<Deed, { kind: 'submit' }>, stopped: MayLeave): Promise<SubmissionResult> {
  const mayLeave: MayLeave = async () => (clock.now() > deed.notAfter ? 'the session is about to close' : stopped());
  const heldBack = await mayLeave();
  if (heldBack !== undefined) return { status: 'unsent', says: heldBack };
  try {
    return await broker.submit(deed.ticket, mayLeave);
  } catch (error) {
    // The port promises not to throw for what the world did; where one does, the order may have left.
    if (isFailure(error)) return { status: 'unknown', says: error.message };
    throw error;
  }
}

async function cancel({ broker }: ActPorts, deed: Extract<Deed, { kind: 'cancel' }>): Promise<CancellationResult> {
  try {
    return await broker.cancel(deed.venueOrderId);
  } catch (error) {
    if (isFailure(error)) return { status: 'unknown', says: error.message };
    throw error;
  }
}

async function read({ broker, market }: ActPorts, query: Query): Promise<Answer> {
  switch (query.of) {
    case 'order':
      return { of: 'order', id: query.id, order: (await broker.orderByClientId(query.id)) ?? null };
    case 'orders':
      return { of: 'orders', orders: await broker.ordersSince(query.since) };
    case 'openOrders':
      return { of: 'openOrders', orders: await broker.openOrders() };
    case 'fills':
      return { of: 'fills', fills: await broker.fillsSince(query.since) };
    case 'account':
      return { of: 'account', account: await broker.account() };
    case 'quotes':
      return { of: 'quotes', quotes: await market.quotes(query.tickers) };
  }
}
