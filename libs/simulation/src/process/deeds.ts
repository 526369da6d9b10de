/** Effects of the machine as calls to the world, and their replies as its events. */
import { invariant, type Effect, type Instant, type MachineEvent, type MachineState, type RunEntry } from '@alchemiser/domain';
import type { Appended, Call, Calls, Reply, RunName } from './calls.ts';
import { sessionOf } from './practices.ts';
import type { Process } from './process.ts';

export type Deed = Extract<Effect, { kind: 'persist' | 'submit' | 'cancel' | 'query' }>;

/** A submission that may no longer leave: the run was stopped, or the process woke up too late. */
export function whyUnsent(process: Process, deed: Deed): string | null {
  if (deed.kind !== 'submit') return null;
  if (process.stopping !== null) return 'the run was stopped';
  return process.now() > deed.notAfter ? 'the session is about to close' : null;
}

export function unsentEvent(process: Process, deed: Deed, says: string): MachineEvent {
  invariant(deed.kind === 'submit', 'Only a submission can be left out');
  return { kind: 'submitted', at: process.now(), id: deed.ticket.clientOrderId, result: { status: 'unsent', says } };
}

export function callOf(run: RunName, deed: Deed, state: MachineState): Call {
  switch (deed.kind) {
    case 'persist':
      return { of: 'append', run, expected: deed.expectedLength, entries: deed.entries };
    case 'submit':
      return { of: 'submit', ticket: deed.ticket, intent: intentOf(run, deed, state) };
    case 'cancel':
      return { of: 'cancel', id: deed.venueOrderId };
    case 'query':
      return deed.query;
  }
}

/** What an order is for, whatever id it carries: the same twice is the same order twice. */
function intentOf(run: RunName, { ticket }: Extract<Deed, { kind: 'submit' }>, { log }: MachineState): string {
  const leg = log.legs.find((each) => each.ticker === ticket.ticker);
  const own = leg?.orders.find(({ intent }) => intent.id === ticket.clientOrderId) ?? leg?.orders.at(-1);
  return `${sessionOf(run)} ${ticket.side} ${ticket.ticker} ${String(own?.intent.step ?? 0)}`;
}

export function eventOf(at: Instant, deed: Deed, reply: Reply): MachineEvent {
  switch (deed.kind) {
    case 'persist': {
      invariant(reply.ok, 'A journal that cannot be written ends the process');
      const appended = reply.value as Appended<RunEntry>;
      return appended.status === 'appended' ? { kind: 'persisted', at } : { kind: 'conflict', at, entries: appended.entries };
    }
    case 'submit': {
      const result = reply.ok ? (reply.value as Calls['submit']['answer']) : ({ status: 'unknown', says: reply.says } as const);
      return { kind: 'submitted', at, id: deed.ticket.clientOrderId, result };
    }
    case 'cancel': {
      const result = reply.ok ? (reply.value as Calls['cancel']['answer']) : ({ status: 'unknown', says: reply.says } as const);
      return { kind: 'cancelled', at, id: deed.id, result };
    }
    case 'query':
      return reply.ok ? answered(at, deed, reply.value) : { kind: 'unanswered', at, ask: deed.ask, says: reply.says };
  }
}

function answered(at: Instant, { ask, query }: Extract<Deed, { kind: 'query' }>, value: unknown): MachineEvent {
  const told = { kind: 'answered', at, ask } as const;
  switch (query.of) {
    case 'order':
      return { ...told, answer: { of: 'order', id: query.id, order: value as Calls['order']['answer'] } };
    case 'orders':
      return { ...told, answer: { of: 'orders', orders: value as Calls['orders']['answer'] } };
    case 'openOrders':
      return { ...told, answer: { of: 'openOrders', orders: value as Calls['openOrders']['answer'] } };
    case 'fills':
      return { ...told, answer: { of: 'fills', fills: value as Calls['fills']['answer'] } };
    case 'account':
      return { ...told, answer: { of: 'account', account: value as Calls['account']['answer'] } };
    case 'quotes':
      return { ...told, answer: { of: 'quotes', quotes: value as Calls['quotes']['answer'] } };
  }
}
