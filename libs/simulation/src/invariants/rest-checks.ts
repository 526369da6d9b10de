/** What must hold once nothing is under way any more. */
import {
  absolute,
  cashOf,
  compareHoldings,
  executionKey,
  minus,
  NO_SHARES,
  notional,
  ONE_CENT,
  outcomeOf,
  plus,
  postingKey,
  toDecimal,
  unrounded,
  type Fill,
  type LegOutcome,
  type Money,
  type Quantity,
} from '@alchemiser/domain';
import type { RunName } from '../process/calls.ts';
import { sessionOf } from '../process/practices.ts';
import { isOpenAt, isOurs } from '../world/broker.ts';
import type { World } from '../world/world.ts';
import type { Finding } from './violation.ts';

/** 3: keys are the venue's order and the cumulative quantity after the execution. */
export function everyExecutionOnce(world: World, refused: boolean): Finding {
  const posted = new Map<string, Quantity>();
  for (const entry of world.stores.ledger) {
    if (entry.kind !== 'fill' || entry.venueOrderId.startsWith('yesterday')) continue;
    const key = `${entry.venueOrderId} ${toDecimal(entry.cumulativeQuantity)}`;
    if (posted.has(key)) return `an execution of ${entry.ticker} is in the ledger twice`;
    posted.set(key, entry.quantity);
  }
  // Somebody traded, or an order that was left unknown filled: until a person has looked, the books take nothing.
  const isForAPerson = world.disturbed || (refused && executionsWaiting(world).length > 0);
  for (const fill of world.broker.fills) {
    const key = `${fill.venueOrderId} ${toDecimal(fill.cumulativeQuantity)}`;
    const there = posted.get(key);
    posted.delete(key);
    if (there === fill.quantity) continue;
    // They get their late executions once they are right again.
    if (there === undefined && refused && (isForAPerson || !isReported(world, fill.venueOrderId))) continue;
    if (there === undefined && wasFound(world, fill)) continue;
    return `the ${fill.side} of ${toDecimal(fill.quantity)} ${fill.ticker} is ${there === undefined ? 'not in the ledger' : `in the ledger as ${toDecimal(there)}`}`;
  }
  const [phantom] = posted.keys();
  return phantom === undefined ? null : `the ledger holds an execution that never was: ${phantom}`;
}

/** A person's execution that the positions showed before the list of executions did: its shares were found, or found missing. */
function wasFound({ stores, broker, opening }: World, { venueOrderId, ticker }: Fill): boolean {
  const isPersons = broker.orders.some((booked) => booked.id === venueOrderId && !isOurs(booked));
  return isPersons && stores.ledger.slice(opening.entries.length).some((entry) => entry.kind === 'shares-found' && entry.ticker === ticker);
}

function isReported({ stores }: World, id: string): boolean {
  return [...stores.records.values()].some((record) =>
    record.outcome?.legs.some(({ orders }) => orders.some((order) => order.venueOrderId === id && order.status !== 'unknown')),
  );
}

/** 7: or the day after was refused by name, and what the books lack is what was left to a person. */
export function booksEqualBroker(world: World, refused: boolean): Finding {
  const { stores, broker, disturbed } = world;
  const ledger = world.books(stores.ledger);
  const left = refused ? executionsWaiting(world) : [];
  for (const row of compareHoldings(ledger, broker.positions())) {
    const ours = row.strategies + row.unattributed + sharesOf(left.filter(({ ticker }) => ticker === row.ticker));
    if (ours === row.brokers || (refused && disturbed)) continue;
    return `the books hold ${toDecimal(ours as Quantity)} ${row.ticker}, the broker ${toDecimal(row.brokers as Quantity)}`;
  }
  const cash = (cashOf(ledger) + paidFor(left)) as Money;
  const apart = absolute(minus(broker.account.cash, cash));
  // Half a cent for each execution that is not booked with its rounding yet.
  if (apart * 2n <= ONE_CENT * BigInt(left.length + unrounded(stores.ledger)) || (refused && disturbed)) return null;
  return `the books have ${toDecimal(cash)} in cash, the broker ${toDecimal(broker.account.cash)}`;
}

/**
 * Executions of orders that were left unknown, not in the ledger: until `resolve`, they are nobody's. The books take no others before that
 * either, so that with them wait all that the ledger lacks.
 */
function executionsWaiting({ stores, broker }: World): readonly Fill[] {
  const left = new Set<string>();
  for (const entries of stores.journals.values()) {
    for (const entry of entries) if (entry.kind === 'left-unknown') left.add(entry.id);
  }
  const ids = new Set(broker.orders.filter(({ order }) => left.has(order.clientOrderId)).map(({ id }) => id));
  const posted = new Set(stores.ledger.map(postingKey));
  const missing = broker.fills.filter((fill) => !posted.has(executionKey(fill)));
  return missing.some(({ venueOrderId }) => ids.has(venueOrderId)) ? missing : [];
}

const sharesOf = (fills: readonly Fill[]): bigint =>
  fills.reduce((sum, { side, quantity }) => sum + (side === 'buy' ? quantity : -quantity), 0n);
const paidFor = (fills: readonly Fill[]): bigint =>
  fills.reduce((sum, { side, quantity, price }) => sum + (side === 'buy' ? -notional(quantity, price) : notional(quantity, price)), 0n);

/** 11, first half. What is left to a person may be open until the close. */
export function nothingOpenAtRest(world: World, last: boolean): Finding {
  const open = world.broker.orders.filter((booked) => isOurs(booked) && isOpenAt(booked));
  if (open.length === 0) return null;
  for (const { order, sender } of open) {
    const run = [...world.stores.journals.keys()].find((name) => sender?.intent.startsWith(sessionOf(name)) === true);
    const log = run === undefined ? null : world.stores.logOf(run);
    // A run that is not finished yet goes on with the next start.
    const isPending = log !== null && log.finished === null && !last;
    const isLeft = log?.legs.some((leg) => leg.orders.some((each) => each.intent.id === order.clientOrderId && each.left)) === true;
    if (!isPending && !isLeft) return `${order.side} ${order.ticker} is still open`;
  }
  return null;
}

/** 11, second half. */
export function reportIsTrue(world: World, last: boolean): Finding {
  for (const run of world.stores.journals.keys()) {
    const log = world.stores.logOf(run);
    if (log.planned === null) continue;
    if (log.finished === null) {
      if (last) return `the run of ${run} was never finished`;
      continue;
    }
    if (last && !world.stores.records.has(run)) return `the run of ${run} was never recorded`;
    const outcome = outcomeOf(log);
    for (const leg of outcome.legs) {
      const finding = legIsTrue(world, run, leg);
      if (finding !== null) return finding;
    }
    const reported = outcome.fills.map(({ executionId }) => executionId);
    if (new Set(reported).size !== reported.length) return `the report of ${run} tells an execution twice`;
  }
  return null;
}

function legIsTrue({ broker }: World, run: RunName, leg: LegOutcome): Finding {
  const name = `${sessionOf(run)} ${leg.side} ${leg.ticker}`;
  const unknown = new Set<string>(leg.orders.filter(({ status }) => status === 'unknown').map(({ clientOrderId }) => clientOrderId));
  if (unknown.size > 0 && leg.status !== 'halted') return `${leg.ticker} has an order nobody knows of and is ${leg.status}`;
  let filled = NO_SHARES;
  for (const { order, sender } of broker.orders) {
    if (sender?.leg === name && !unknown.has(order.clientOrderId)) filled = plus(filled, order.filled);
  }
  return filled === leg.filled
    ? null
    : `the report says ${toDecimal(leg.filled)} ${leg.ticker} were filled, and it was ${toDecimal(filled)}`;
}
