/** The durable half of the state: the fold of a run's journal. Pure; the same entries give the same log on every machine. */
import { invariant } from '../../result.ts';
import { downTo, NO_MONEY, NO_SHARES, notional, toDecimal, total, type Money, type Price, type Quantity } from '../../values/exact.ts';
import type { Ticker } from '../../values/ticker.ts';
import type { Instant } from '../../values/time.ts';
import type { Side } from '../../rebalance/trade.ts';
import type { ClientOrderId, VenueOrderId } from '../order.ts';
import type { ClosedEntry, EndedEntry, FinishedEntry, FundedEntry, IntendedEntry, PlannedEntry, RunEntry, StoppedEntry } from './entry.ts';

/** One order of a leg, as far as it is written down. */
export interface OrderLog {
  readonly intent: IntendedEntry;
  /** How often the id was sent at most: the intent's send and every announced re-send. */
  readonly sends: number;
  readonly lastSendAt: Instant;
  readonly burnPrice: Price | null;
  readonly venueOrderId: VenueOrderId | null;
  readonly closed: ClosedEntry | null;
  /** Given up as unknown at the deadline. */
  readonly left: boolean;
}

export interface LegLog {
  readonly ticker: Ticker;
  readonly side: Side;
  readonly planned: Quantity;
  readonly decisionPrice: Price;
  readonly increment: Quantity;
  /** What may be traded: the planned quantity on the increment for a sell; for a buy what the funding left of it, null before. */
  readonly target: Quantity | null;
  /** What a buy may spend in all its rungs; null before funding, and for a sell. */
  readonly budget: Money | null;
  readonly orders: readonly OrderLog[];
  readonly ended: EndedEntry | null;
  readonly halted: string | null;
}

export interface RunLog {
  /** How many entries were folded: where the next one is appended. */
  readonly length: number;
  readonly planned: PlannedEntry | null;
  /** In the plan's order: sells, then buys. */
  readonly legs: readonly LegLog[];
  readonly funded: FundedEntry | null;
  readonly stopped: StoppedEntry | null;
  readonly finished: FinishedEntry | null;
}

export const EMPTY_LOG: RunLog = { length: 0, planned: null, legs: [], funded: null, stopped: null, finished: null };

export const foldEntries = (log: RunLog, entries: readonly RunEntry[]): RunLog => entries.reduce(foldEntry, log);

export function foldEntry(log: RunLog, entry: RunEntry): RunLog {
  const length = log.length + 1;
  switch (entry.kind) {
    case 'planned':
      invariant(log.planned === null && log.length === 0, 'A run is planned once, first of all');
      return { ...log, length, planned: entry, legs: legsOf(entry) };
    case 'funded':
      invariant(log.funded === null, 'A run is funded once');
      return { ...log, length, funded: entry, legs: log.legs.map((leg) => fundLeg(leg, entry)) };
    case 'intended':
      return {
        ...log,
        length,
        legs: changeLeg(
          log.legs,
          (leg) => leg.ticker === entry.ticker,
          (leg) => intend(leg, entry),
        ),
      };
    case 'resent':
      return changeOrder(log, entry.id, (order) => ({
        ...order,
        sends: order.sends + 1,
        lastSendAt: entry.at,
        burnPrice: entry.burnPrice ?? order.burnPrice,
      }));
    case 'accepted':
      return changeOrder(log, entry.id, (order) => ({ ...order, venueOrderId: entry.venueOrderId }));
    case 'closed':
      return changeOrder(log, entry.id, (order) => close(order, entry));
    case 'left-unknown':
      return changeOrder(log, entry.id, (order) => ({ ...order, left: true }));
    case 'ended':
      return {
        ...log,
        length,
        legs: changeLeg(
          log.legs,
          (leg) => leg.ticker === entry.ticker,
          (leg) => ({ ...leg, ended: leg.ended ?? entry }),
        ),
      };
    case 'halted':
      // The first reason stays: what follows is usually its consequence.
      return {
        ...log,
        length,
        legs: changeLeg(
          log.legs,
          (leg) => leg.ticker === entry.ticker,
          (leg) => ({ ...leg, halted: leg.halted ?? entry.says }),
        ),
      };
    case 'stopped':
      return { ...log, length, stopped: log.stopped ?? entry };
    case 'finished':
      return { ...log, length, finished: log.finished ?? entry };
  }
}

/** The order that can still fill, if there is one: never more than one per leg. */
export const openOrder = (leg: LegLog): OrderLog | undefined => {
  const { orders } = leg;
  if (orders.length === 0) return undefined;
  // Asked of every leg at every step: an index is a load, `at` is a call.
  const last = orders[orders.length - 1]!;
  return last.closed !== null || last.left ? undefined : last;
};

/** Σ filled over the closed orders of a leg: the open one is not confirmed yet. */
export const filledOf = (leg: LegLog): Quantity => total(leg.orders.map((order) => order.closed?.filled ?? NO_SHARES));

/** Σ paid or received over the closed orders of a leg. Without an average price the limit counts, which is never better. */
export const turnedOver = (leg: LegLog): Money =>
  total(leg.orders.map((order) => (order.closed === null ? NO_MONEY : valueOf(order, order.closed))));

function valueOf(order: OrderLog, closed: ClosedEntry): Money {
  const at = closed.averagePrice ?? order.intent.limitPrice;
  return at === null || closed.filled === 0n ? NO_MONEY : notional(closed.filled, at);
}

function legsOf(entry: PlannedEntry): readonly LegLog[] {
  const tickers = new Set(entry.plan.trades.map((trade) => trade.ticker));
  invariant(tickers.size === entry.plan.trades.length, 'A netted plan has one trade per ticker');
  return entry.plan.trades.map((trade, i) => {
    const increment = entry.increments[i];
    invariant(increment !== undefined, 'Every trade has its increment');
    return {
      ticker: trade.ticker,
      side: trade.side,
      planned: trade.quantity,
      decisionPrice: trade.decisionPrice,
      increment,
      target: trade.side === 'sell' ? downTo(trade.quantity, increment) : null,
      budget: null,
      orders: [],
      ended: null,
      halted: null,
    };
  });
}

function fundLeg(leg: LegLog, funding: FundedEntry): LegLog {
  if (leg.side === 'sell') return leg;
  const buy = funding.buys.find((candidate) => candidate.ticker === leg.ticker);
  invariant(buy !== undefined && buy.target <= leg.planned, 'Funding names every buy and never raises its quantity');
  return { ...leg, target: buy.target, budget: buy.budget };
}

function intend(leg: LegLog, intent: IntendedEntry): LegLog {
  invariant(leg.side === intent.side, 'A leg trades on one side only');
  invariant(intent.step === leg.orders.length, 'The steps of a leg follow one another');
  invariant(openOrder(leg) === undefined, 'The next step starts only when the one before it is closed');
  invariant(leg.halted === null && leg.ended === null, 'A leg that ended or halted takes no further step');
  invariant(
    leg.target !== null && filledOf(leg) + intent.quantity <= leg.target,
    () => `An order never exceeds what is left of its leg, was ${toDecimal(intent.quantity)}`,
  );
  const order: OrderLog = { intent, sends: 1, lastSendAt: intent.at, burnPrice: null, venueOrderId: null, closed: null, left: false };
  return { ...leg, orders: [...leg.orders, order] };
}

function close(order: OrderLog, entry: ClosedEntry): OrderLog {
  // Filled only grows: a late fill corrects an earlier reading, a stale reading corrects nothing.
  if (order.closed !== null && order.closed.filled >= entry.filled) return order;
  return { ...order, closed: entry, venueOrderId: entry.venueOrderId ?? order.venueOrderId };
}

function changeLeg(legs: readonly LegLog[], is: (leg: LegLog) => boolean, change: (leg: LegLog) => LegLog): readonly LegLog[] {
  const index = legs.findIndex(is);
  invariant(index >= 0, 'An entry names a leg of the plan');
  return legs.map((leg, i) => (i === index ? change(leg) : leg));
}

function changeOrder(log: RunLog, id: ClientOrderId, change: (order: OrderLog) => OrderLog): RunLog {
  const has = (leg: LegLog): boolean => leg.orders.some((order) => order.intent.id === id);
  const legs = changeLeg(log.legs, has, (leg) => ({
    ...leg,
    orders: leg.orders.map((order) => (order.intent.id === id ? change(order) : order)),
  }));
  return { ...log, length: log.length + 1, legs };
}
