/** Cancels what our runs have open at the broker, at a person's word. The runner never comes here: it follows its own orders. */
import { isClosed, toDecimal, type ClientOrderId, type VenueOrder } from '@alchemiser/domain';
import {
  isFailure,
  type BrokerControl,
  type Cancellation,
  type Clock,
  type Journal,
  type RecordStore,
  type RunKey,
} from '@alchemiser/services';
import { stopRuns } from '../engine/halt.ts';
import { readRun } from '../engine/run-journal.ts';

export interface CancelDesk {
  readonly control: BrokerControl;
  readonly journal: Journal;
  readonly records: RecordStore;
  readonly clock: Clock;
}

export interface CancelledOrder {
  readonly clientOrderId: ClientOrderId;
  readonly run: RunKey;
  readonly status: 'canceled' | 'filled' | 'still open' | 'unknown';
  /** "buy 35 TQQQ: canceled, 12 filled before" */
  readonly says: string;
}

const PATIENCE_MS = 10_000;
const AGAIN_MS = 500;

/**
 * Stops every unfinished run of the account first: its ladder would send the next order in place of a cancelled one.
 * @returns one row per order of ours that was open; strangers' are not touched. @throws Failure when the open orders cannot be read.
 */
export async function cancelOurs(desk: CancelDesk, account: string): Promise<readonly CancelledOrder[]> {
  await stopRuns(desk, account, 'interrupted');
  const open = await desk.control.openOrders();
  const ours = await runsByOrder(desk, account, new Set(open.map((order) => order.clientOrderId)));
  const asked: { readonly order: VenueOrder; readonly run: RunKey; readonly answer: Cancellation }[] = [];
  // All are asked for before any is waited for: what an answer does not tell stands in no other cancel's way.
  for (const order of open) {
    const run = ours.get(order.clientOrderId);
    if (run !== undefined) asked.push({ order, run, answer: await desk.control.cancelOrder(order.venueOrderId) });
  }
  const until = desk.clock.now() + PATIENCE_MS;
  const cancelled: CancelledOrder[] = [];
  for (const { order, run, answer } of asked) {
    cancelled.push({ clientOrderId: order.clientOrderId, run, ...(await outcomeOf(desk, order, answer, until)) });
  }
  return cancelled;
}

/** Which of the ids our journals know, and from which run. */
async function runsByOrder(
  { journal }: CancelDesk,
  account: string,
  ids: ReadonlySet<ClientOrderId>,
): Promise<ReadonlyMap<ClientOrderId, RunKey>> {
  const found = new Map<ClientOrderId, RunKey>();
  if (ids.size === 0) return found;
  for (const run of await journal.runs(account)) {
    for (const leg of (await readRun(journal, run)).legs) {
      for (const { intent } of leg.orders) if (ids.has(intent.id)) found.set(intent.id, run);
    }
    if (found.size === ids.size) break;
  }
  return found;
}

async function outcomeOf(
  { control, clock }: CancelDesk,
  order: VenueOrder,
  answer: Cancellation,
  until: number,
): Promise<Pick<CancelledOrder, 'status' | 'says'>> {
  const name = `${order.side} ${order.quantity === null ? '' : `${toDecimal(order.quantity)} `}${order.ticker}`;
  const heard = answer.status === 'unknown' ? answer.says : `the broker answered ${answer.status}`;
  for (;;) {
    const seen = await control.order(order.venueOrderId).catch((error: unknown) => {
      if (!isFailure(error)) throw error;
      return error;
    });
    if (seen instanceof Error) {
      if (clock.now() >= until) return { status: 'unknown', says: `${name}: what became of it cannot be read: ${seen.message} (${heard})` };
      await clock.sleep(AGAIN_MS);
      continue;
    }
    if (seen !== undefined && isClosed(seen.status)) {
      if (seen.status === 'filled') return { status: 'filled', says: `${name}: filled before the cancel arrived` };
      return { status: 'canceled', says: `${name}: canceled${seen.filled > 0n ? `, ${toDecimal(seen.filled)} filled before` : ''}` };
    }
    if (clock.now() >= until) {
      return seen === undefined
        ? { status: 'unknown', says: `${name}: the broker does not show it (${heard})` }
        : { status: 'still open', says: `${name}: still open (${heard})` };
    }
    await clock.sleep(AGAIN_MS);
  }
}
