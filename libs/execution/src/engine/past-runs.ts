/** Runs that have ended, as their journals tell them: whose an order is, and which of them nobody knows the end of. */
import {
  formatSession,
  toldOf,
  type Fill,
  type LegLog,
  type OrderLog,
  type PastTrade,
  type PlannedEntry,
  type RunLog,
  type VenueOrderId,
} from '@alchemiser/domain';
import type { RunKey } from '@alchemiser/services';
import type { Desk } from './desk.ts';
import { Refused } from './refusal.ts';
import { readRun } from './run-journal.ts';
import { unfinishedPlans } from './unfinished-runs.ts';

export interface PastRun {
  readonly run: RunKey;
  readonly planned: PlannedEntry;
  readonly log: RunLog;
}

export interface PastOrder {
  readonly past: PastRun;
  readonly leg: LegLog;
  readonly order: OrderLog;
}

/** Orders live for a day, and one whose end is unknown stops every run after it: what matters lies in the newest runs. */
const RUNS_LOOKED_AT = 16;

/** Newest first. */
export async function pastRuns(desk: Pick<Desk, 'journal'>, account: string): Promise<readonly PastRun[]> {
  const runs = (await desk.journal.runs(account)).slice(0, RUNS_LOOKED_AT);
  const past: PastRun[] = [];
  for (const run of runs) {
    const log = await readRun(desk.journal, run);
    if (log.planned !== null && log.finished !== null) past.push({ run, planned: log.planned, log });
  }
  return past;
}

/**
 * Its crosses and fills are nobody's to book but its own, so that nothing else may open the books meanwhile.
 * @throws Refused while a run of the account is under way, or was cut short before its record and has not gone on yet.
 */
export async function refuseUnderWay(desk: Pick<Desk, 'journal' | 'records'>, account: string): Promise<void> {
  for (const { planned } of await unfinishedPlans(desk, account)) {
    throw new Refused(
      `The run of ${formatSession(planned.plan.session)} has not ended.`,
      'Let it go on first: `alchemiser trade`, or `alchemiser flatten` where that was cut short.',
    );
  }
}

export const ordersOf = (past: PastRun): readonly PastOrder[] =>
  past.log.legs.flatMap((leg) => leg.orders.map((order) => ({ past, leg, order })));

/** Left unknown at their deadline, and nobody has said since what became of them. */
export const unknownOrders = (runs: readonly PastRun[]): readonly PastOrder[] =>
  runs.flatMap(ordersOf).filter(({ order }) => order.left && order.closed === null);

/** Executions that only a person tells of carry this in place of an id of the venue. */
const toldId = ({ intent }: OrderLog): VenueOrderId => `told ${intent.id}` as VenueOrderId;

const idOf = (order: OrderLog): VenueOrderId => order.venueOrderId ?? toldId(order);

export const pastTrades = (runs: readonly PastRun[]): readonly PastTrade[] =>
  runs.flatMap(({ planned, log }) =>
    log.legs.flatMap((leg) => {
      const trade = planned.plan.trades.find(({ ticker }) => ticker === leg.ticker);
      return trade === undefined ? [] : [{ session: planned.plan.session, trade, ids: new Set(leg.orders.map(idOf)), told: toldOf(leg) }];
    }),
  );

/** What a person says was filled of an order that the broker shows nothing of: one execution each. */
export const toldFills = (runs: readonly PastRun[]): readonly Fill[] =>
  runs.flatMap(ordersOf).flatMap(({ leg, order }): readonly Fill[] => {
    const { closed } = order;
    if (closed?.by !== 'person' || closed.averagePrice === null || order.venueOrderId !== null) return [];
    const { filled: quantity, averagePrice: price, at } = closed;
    const { ticker, side } = leg;
    const ids = { venueOrderId: toldId(order), clientOrderId: order.intent.id, executionId: toldId(order) };
    return [{ ...ids, ticker, side, quantity, price, cumulativeQuantity: quantity, at }];
  });
