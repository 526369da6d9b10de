/**
 * What the broker has to say, after a run has ended, of orders whose end its journal does not know, or knows too little of. Only its
 * evidence is written down: an order it does not find stays unknown.
 */
import {
  assertNever,
  executionKey,
  instant,
  isClosed,
  openLedger,
  post,
  toDecimal,
  type ClientOrderId,
  type ClosedEntry,
  type Fill,
  type Instant,
  type OrderLog,
  type VenueOrder,
} from '@alchemiser/domain';
import type { Desk } from './desk.ts';
import { fillsSinceLastEntry } from './open-books.ts';
import { ordersOf, pastRuns, unknownOrders, type PastOrder, type PastRun } from './past-runs.ts';
import { Halted } from './refusal.ts';
import { appendEntries, readRun } from './run-journal.ts';

/** @returns orders of which the broker knows nothing. @throws Halted for one that is still open, or is not what we sent. */
export async function findOut(desk: Desk, account: string): Promise<readonly PastOrder[]> {
  const runs = await pastRuns(desk, account);
  const unknown = unknownOrders(runs);
  const missing: PastOrder[] = [];
  for (const known of [...unknown, ...(await filledLate(desk, account, runs))]) {
    const seen = await desk.broker.orderByClientId(known.order.intent.id);
    if (seen === undefined) missing.push(known);
    else await writeEnd(desk, known, seen);
  }
  return missing.filter((order) => unknown.includes(order));
}

/** Orders of ours with executions that are not booked, and more than their journals tell. */
async function filledLate(desk: Desk, account: string, runs: readonly PastRun[]): Promise<readonly PastOrder[]> {
  const stored = await desk.ledger.read(account);
  if (stored.length === 0 || runs.length === 0) return [];
  const ledger = post(openLedger(), stored);
  const fresh = (await fillsSinceLastEntry(desk, stored)).filter((fill) => !ledger.posted.has(executionKey(fill)));
  if (fresh.length === 0) return [];
  const orders = runs.flatMap(ordersOf).filter(({ order }) => order.closed !== null && order.closed.by !== 'person');
  const names = await namesOf(desk, fresh, orders);
  return orders.filter(({ order }) =>
    fresh.some((fill) => names.get(fill.venueOrderId) === order.intent.id && fill.cumulativeQuantity > (order.closed?.filled ?? 0n)),
  );
}

/** Our id by the venue's: out of the journals, and out of the broker's list for those that they have none of. */
async function namesOf(desk: Desk, fills: readonly Fill[], orders: readonly PastOrder[]): Promise<ReadonlyMap<string, ClientOrderId>> {
  const names = new Map<string, ClientOrderId>();
  for (const { order } of orders) if (order.venueOrderId !== null) names.set(order.venueOrderId, order.intent.id);
  const nameless = fills.filter((fill) => !names.has(fill.venueOrderId));
  if (nameless.length === 0) return names;
  const first = Math.min(...nameless.map((fill) => fill.at));
  for (const listed of await desk.broker.ordersSince(instant(Math.max(0, first - ORDER_LIFE_MS))))
    names.set(listed.venueOrderId, listed.clientOrderId);
  return names;
}

/** An order lives for a day at most. */
const ORDER_LIFE_MS = 24 * 60 * 60_000;

async function writeEnd(desk: Desk, { past: { run }, leg, order }: PastOrder, seen: VenueOrder): Promise<void> {
  const { intent } = order;
  const name = `${leg.side} ${toDecimal(intent.quantity)} ${leg.ticker}, order ${intent.id}`;
  if (seen.ticker !== leg.ticker || seen.side !== leg.side || (seen.quantity !== null && seen.quantity !== intent.quantity)) {
    throw new Halted(
      `The order under our id is not what we sent: ${name}, and the broker has ${seen.side} ${seen.ticker}.`,
      'Look the account up at the broker before anything else.',
    );
  }
  if (!isClosed(seen.status)) {
    throw new Halted(
      `An order of a run that has ended is still open at the broker: ${name}.`,
      'Cancel it: `alchemiser cancel --ours`. Then run again.',
    );
  }
  await closeOrder(desk, run, intent.id, (now) => (tellsMore(now, seen) ? endOf(now, seen, desk.clock.now()) : null));
}

const tellsMore = ({ closed }: OrderLog, seen: VenueOrder): boolean => closed === null || seen.filled > closed.filled;

export const endOf = ({ intent }: OrderLog, seen: VenueOrder, at: Instant): ClosedEntry => ({
  kind: 'closed',
  at,
  id: intent.id,
  by: 'venue',
  venueOrderId: seen.venueOrderId,
  status: statusOf(seen),
  filled: seen.filled,
  averagePrice: seen.filled > 0n ? seen.averageFillPrice : null,
  says: `the broker told of it after the run had ended: ${statusOf(seen)}`,
});

function statusOf({ status }: VenueOrder): ClosedEntry['status'] {
  switch (status) {
    case 'filled':
    case 'expired':
    case 'rejected':
      return status;
    case 'canceled':
    case 'replaced':
    case 'pending':
    case 'working':
    case 'partiallyFilled':
    case 'unrecognised':
      return 'canceled';
    default:
      return assertNever(status);
  }
}

/** Writes an order's end into its run's journal. @param end what to write of it as it stands there, null for nothing; called again when somebody else was faster. */
export async function closeOrder(
  { journal }: Pick<Desk, 'journal'>,
  run: PastRun['run'],
  id: ClientOrderId,
  end: (order: OrderLog) => ClosedEntry | null,
): Promise<void> {
  for (;;) {
    const log = await readRun(journal, run);
    const order = log.legs.flatMap((leg) => leg.orders).find(({ intent }) => intent.id === id);
    const entry = order === undefined ? null : end(order);
    if (entry === null || (await appendEntries(journal, run, log.length, [entry])).status === 'appended') return;
  }
}

/** @throws Halted: nothing is traded while somebody must find out what became of an order. */
export function refuseUnknown(orders: readonly PastOrder[]): void {
  const [first, ...others] = orders;
  if (first === undefined) return;
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more: \`alchemiser status\`)`;
  throw new Halted(
    `What became of an order is unknown: ${unknownWords(first)}${more}. Nothing is traded until that is known.`,
    `Look it up at the broker, then: \`alchemiser resolve ${first.order.intent.id}\` with --filled QTY --price P, --canceled or --never-arrived.`,
  );
}

/** "buy 35 TQQQ of 2024-08-06, alch-…" */
export const unknownWords = ({ past, leg, order }: PastOrder): string =>
  `${leg.side} ${toDecimal(order.intent.quantity)} ${leg.ticker} of ${past.run.session}, ${order.intent.id}`;
