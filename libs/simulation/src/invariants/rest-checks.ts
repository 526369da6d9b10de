/** What must hold once nothing is under way any more. */
import {
  cashOf,
  NO_SHARES,
  openLedger,
  outcomeOf,
  plus,
  post,
  compareHoldings,
  toDecimal,
  type LegOutcome,
  type Quantity,
} from '@alchemiser/domain';
import type { RunName } from '../process/calls.ts';
import { sessionOf } from '../process/practices.ts';
import { isOpenAt, isOurs } from '../world/broker.ts';
import type { World } from '../world/world.ts';
import { logOf } from './truth.ts';
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
  for (const fill of world.broker.fills) {
    const key = `${fill.venueOrderId} ${toDecimal(fill.cumulativeQuantity)}`;
    const there = posted.get(key);
    posted.delete(key);
    if (there === fill.quantity) continue;
    // Books that must not be touched until a person has looked hold what our runs reported, and no more.
    if (there === undefined && refused && !isReported(world, fill.venueOrderId)) continue;
    return `the ${fill.side} of ${toDecimal(fill.quantity)} ${fill.ticker} is ${there === undefined ? 'not in the ledger' : `in the ledger as ${toDecimal(there)}`}`;
  }
  const [phantom] = posted.keys();
  return phantom === undefined ? null : `the ledger holds an execution that never was: ${phantom}`;
}

function isReported({ stores }: World, id: string): boolean {
  return [...stores.records.values()].some((record) =>
    record.outcome?.legs.some(({ orders }) => orders.some((order) => order.venueOrderId === id && order.status !== 'unknown')),
  );
}

/** 7: or the day after was refused by name. */
export function booksEqualBroker({ stores, broker, disturbed }: World, refused: boolean): Finding {
  const ledger = post(openLedger(), stores.ledger);
  const rows = compareHoldings(ledger, broker.positions()).filter((row) => row.strategies + row.unattributed !== row.brokers);
  const cash = cashOf(ledger);
  if (rows.length === 0 && cash === broker.account.cash) return null;
  if (refused && disturbed) return null;
  const [row] = rows;
  return row === undefined
    ? `the books have ${toDecimal(cash)} in cash, the broker ${toDecimal(broker.account.cash)}`
    : `the books hold ${toDecimal(plus(row.strategies, row.unattributed))} ${row.ticker}, the broker ${toDecimal(row.brokers as Quantity)}`;
}

/** 11, first half. What is left to a person may be open until the close. */
export function nothingOpenAtRest(world: World, last: boolean): Finding {
  const open = world.broker.orders.filter((booked) => isOurs(booked) && isOpenAt(booked));
  if (open.length === 0) return null;
  for (const { order, sender } of open) {
    const run = [...world.stores.journals].find(([name]) => sender?.intent.startsWith(sessionOf(name)) === true);
    const log = run === undefined ? null : logOf(run[1]);
    // A run that is not finished yet goes on with the next start.
    const isPending = log !== null && log.finished === null && !last;
    const isLeft = log?.legs.some((leg) => leg.orders.some((each) => each.intent.id === order.clientOrderId && each.left)) === true;
    if (!isPending && !isLeft) return `${order.side} ${order.ticker} is still open`;
  }
  return null;
}

/** 11, second half. */
export function reportIsTrue(world: World, last: boolean): Finding {
  for (const [run, entries] of world.stores.journals) {
    const log = logOf(entries);
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
  const prefix = `${sessionOf(run)} ${leg.side} ${leg.ticker} `;
  const unknown = new Set<string>(leg.orders.filter(({ status }) => status === 'unknown').map(({ clientOrderId }) => clientOrderId));
  if (unknown.size > 0 && leg.status !== 'halted') return `${leg.ticker} has an order nobody knows of and is ${leg.status}`;
  let filled = NO_SHARES;
  for (const { order, sender } of broker.orders) {
    if (sender?.intent.startsWith(prefix) === true && !unknown.has(order.clientOrderId)) filled = plus(filled, order.filled);
  }
  return filled === leg.filled
    ? null
    : `the report says ${toDecimal(leg.filled)} ${leg.ticker} were filled, and it was ${toDecimal(filled)}`;
}
