/**
 * What the buys may spend. Confirmed cash = the lesser of the broker's cash (less what open buys of anybody hold) and
 * the books' opening cash + Σ our own confirmed fills, less the plan's reserve: neither borrowed nor expected money.
 */
import { invariant } from '../../result.ts';
import {
  divideDown,
  least,
  minus,
  most,
  NO_MONEY,
  notional,
  plus,
  total,
  UNITS_PER_ONE,
  type Money,
  type Price,
  type Quantity,
} from '../../values/exact.ts';
import { fitToCash } from '../../rebalance/fit-to-cash.ts';
import type { VenueOrder } from '../order.ts';
import { peg, worstPrice } from '../tactic.ts';
import { ask, due, isToBeAsked, type Agenda, type Moment } from './agenda.ts';
import type { FundedEntry } from './entry.ts';
import { isAtRest } from './leg.ts';
import { openOrder, turnedOver, type RunLog } from './log.ts';
import type { LegLive, MachineState } from './state.ts';

/** The sells are done, or what is in doubt of them has been waited for long enough: its proceeds do not count. */
export function sellsAreOver(moment: Moment, legs: readonly LegLive[], agenda: Agenda): boolean {
  return moment.log.legs.every((leg, i) => {
    if (leg.side === 'buy' || isAtRest(leg)) return true;
    const order = legs[i]?.order;
    if (order?.status !== 'unknown' || openOrder(leg) === undefined) return false;
    return due(agenda, moment, order.since + moment.policy.unknownSellWaitMsMax);
  });
}

/** Reads the account after the sells came to rest and writes the funding down, once. @returns the reads with what is under way. */
export function advanceFunding(moment: Moment, state: MachineState, agenda: Agenda): MachineState {
  const { log, policy } = moment;
  const rest = state.sellsRest;
  if (rest === null || log.funded !== null || moment.stopped !== null || moment.now > moment.cutoff) return state;
  const buys = log.legs.filter((leg) => leg.side === 'buy' && leg.ended === null && leg.halted === null);
  if (buys.length === 0 || !due(agenda, moment, moment.planned.open)) return state;
  const { account, openOrders } = state.reads;
  const waitsForLag = !due(agenda, moment, rest.at + policy.lagMsMax);
  for (const [i, leg] of log.legs.entries()) {
    const live = state.legs[i];
    if (buys.includes(leg) && live?.quote === undefined) agenda.quotesFor.push(leg.ticker);
  }
  if (
    account.answer !== null &&
    openOrders.answer !== null &&
    account.answeredAsk > rest.lastAsk &&
    openOrders.answeredAsk > rest.lastAsk
  ) {
    const ours = booksCash(log);
    const held = heldByBuys(openOrders.answer);
    // The broker's own books can lag behind its fills; and a buy without a limit holds nobody knows how much.
    const lags = account.answer.cash < minus(ours, policy.notionalMin) || held === undefined;
    const quoted = log.legs.every((leg, i) => !buys.includes(leg) || state.legs[i]?.quote !== undefined);
    if ((!lags && quoted) || !waitsForLag) {
      const free = held === undefined ? NO_MONEY : minus(account.answer.cash, held);
      const cash = most(NO_MONEY, minus(least(free, ours), moment.planned.plan.reserve));
      if (moment.mayWrite) agenda.entries.push(fund(moment, state.legs, cash));
      return state;
    }
  }
  let { reads } = state;
  if (isToBeAsked(account, rest, agenda, moment)) reads = { ...reads, account: { ...account, asked: ask(agenda, { of: 'account' }) } };
  if (isToBeAsked(openOrders, rest, agenda, moment))
    reads = { ...reads, openOrders: { ...openOrders, asked: ask(agenda, { of: 'openOrders' }) } };
  return reads === state.reads ? state : { ...state, reads };
}

/** What the books had, plus what our sells brought, minus what our buys cost: confirmed fills only. */
function booksCash(log: RunLog): Money {
  invariant(log.planned !== null, 'A run is planned before it is funded');
  const brought = total(log.legs.filter((leg) => leg.side === 'sell').map(turnedOver));
  const cost = total(log.legs.filter((leg) => leg.side === 'buy').map(turnedOver));
  return minus(plus(log.planned.plan.openingCash, brought), cost);
}

/** Cash that open buys may still take, anybody's; undefined where one has no limit or no quantity. */
function heldByBuys(orders: readonly VenueOrder[]): Money | undefined {
  let held: Money = NO_MONEY;
  for (const order of orders) {
    if (order.side === 'sell') continue;
    if (order.quantity === null || order.limitPrice === null) return undefined;
    held = plus(held, notional((order.quantity - order.filled) as Quantity, order.limitPrice));
  }
  return held;
}

function fund(moment: Moment, legs: readonly LegLive[], cash: Money): FundedEntry {
  const buys = moment.log.legs.map((leg, i) => ({ leg, live: legs[i] })).filter(({ leg }) => leg.side === 'buy');
  const caps = buys.map(({ leg }) => worstPrice('buy', leg.decisionPrice, moment.policy));
  const limits = buys.map(({ live }, i) => {
    const quote = live?.quote ?? null;
    return quote === null ? caps[i]! : peg('buy', quote, caps[i]!);
  });
  const wanted = buys.map(({ leg }, i) => {
    const isOver = leg.ended !== null || leg.halted !== null;
    return { ticker: leg.ticker, quantity: (isOver ? 0n : leg.planned) as Quantity, limitPrice: limits[i]!, increment: leg.increment };
  });
  const targets = fitToCash(wanted, cash);
  const budgets = budgetsFor(targets, limits, caps, cash);
  return {
    kind: 'funded',
    at: moment.now,
    cash,
    buys: buys.map(({ leg }, i) => ({ ticker: leg.ticker, target: targets[i]!, budget: budgets[i]! })),
  };
}

/** Each buy at its first limit, and what cash remains spread over them so that a re-peg up to the cap need not shrink them. Σ ≤ cash. */
function budgetsFor(targets: readonly Quantity[], limits: readonly Price[], caps: readonly Price[], cash: Money): readonly Money[] {
  let rest = cash;
  const first = targets.map((target, i) => {
    const cost = least(costUp(target, limits[i]!), rest);
    rest = minus(rest, cost);
    return cost;
  });
  const wishes = targets.map((target, i) => most(NO_MONEY, minus(costUp(target, caps[i]!), first[i]!)));
  const wished = total(wishes);
  return first.map((cost, i) => plus(cost, wished <= rest ? wishes[i]! : (divideDown(rest * wishes[i]!, wished) as Money)));
}

/** Quantity × price, rounded up: a budget that pays for exactly these shares. */
const costUp = (shares: Quantity, at: Price): Money => ((shares * at + UNITS_PER_ONE - 1n) / UNITS_PER_ONE) as Money;
