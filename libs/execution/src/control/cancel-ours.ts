/** Cancels what our runs have open at the broker, at a person's word. The runner never comes here: it follows its own orders. */
import { isClosed, toDecimal, type ClientOrderId, type VenueOrder } from '@alchemiser/domain';
import type { BrokerControl, Clock, Journal, RecordStore, RunKey } from '@alchemiser/services';
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
  const cancelled: CancelledOrder[] = [];
  for (const order of open) {
    const run = ours.get(order.clientOrderId);
    if (run !== undefined) cancelled.push({ clientOrderId: order.clientOrderId, run, ...(await cancelOne(desk, order)) });
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

async function cancelOne({ control, clock }: CancelDesk, order: VenueOrder): Promise<Pick<CancelledOrder, 'status' | 'says'>> {
  const name = `${order.side} ${order.quantity === null ? '' : `${toDecimal(order.quantity)} `}${order.ticker}`;
  const answer = await control.cancelOrder(order.venueOrderId);
  const until = clock.now() + PATIENCE_MS;
  for (;;) {
    const seen = await control.order(order.venueOrderId);
    if (seen !== undefined && isClosed(seen.status)) {
      if (seen.status === 'filled') return { status: 'filled', says: `${name}: filled before the cancel arrived` };
      return { status: 'canceled', says: `${name}: canceled${seen.filled > 0n ? `, ${toDecimal(seen.filled)} filled before` : ''}` };
    }
    if (clock.now() >= until) {
      const heard = answer.status === 'unknown' ? answer.says : `the broker answered ${answer.status}`;
      return seen === undefined
        ? { status: 'unknown', says: `${name}: the broker does not show it (${heard})` }
        : { status: 'still open', says: `${name}: still open (${heard})` };
    }
    await clock.sleep(AGAIN_MS);
  }
}
