/** Drives the machine against the twin broker in virtual time, in one thread: what a runner does, without promises. */
import { downTo, money, NO_SHARES, price, quantity, notional, total } from '../src/values/exact.ts';
import { ticker } from '../src/values/ticker.ts';
import { instant, sessionDate, type Instant } from '../src/values/time.ts';
import type { RebalancePlan, Side, Trade } from '../src/rebalance/trade.ts';
import { strategyName } from '../src/strategy/strategy.ts';
import type { AccountId } from '../src/run/facts.ts';
import type { Outcome } from '../src/run/outcome.ts';
import { DEFAULT_EXECUTION_POLICY, type ExecutionPolicy, type OrderGuard } from '../src/orders/policy.ts';
import { isClosed, type Fill, type VenueOrder } from '../src/orders/order.ts';
import type { Effect, Query } from '../src/orders/machine/effect.ts';
import type { PlannedEntry, RunEntry } from '../src/orders/machine/entry.ts';
import type { Answer, MachineEvent } from '../src/orders/machine/event.ts';
import { IDLE, type MachineState } from '../src/orders/machine/state.ts';
import { step } from '../src/orders/machine/step.ts';
import type { TwinBroker } from './twin-broker.ts';

export const OPEN: Instant = instant(Date.UTC(2024, 7, 6, 13, 30));
export const CLOSE: Instant = instant(Date.UTC(2024, 7, 6, 20));
/** Ten minutes before the close. */
export const START: Instant = instant(Date.UTC(2024, 7, 6, 19, 50));

export interface TradeSpec {
  readonly ticker: string;
  readonly side: Side;
  readonly quantity: string;
  readonly at: string;
  readonly wholeShares?: boolean;
}

export function planned(
  trades: readonly TradeSpec[],
  options: { openingCash?: string; reserve?: string; dedupe?: PlannedEntry['dedupe']; at?: Instant } = {},
): PlannedEntry {
  const nuclear = strategyName('nuclear');
  const plan: RebalancePlan = {
    session: sessionDate('2024-08-06'),
    sizingEquity: money('100000'),
    reserve: money(options.reserve ?? '0'),
    openingCash: money(options.openingCash ?? '0'),
    rows: [],
    crosses: [],
    trades: trades.map((trade): Trade => {
      const [shares, at] = [quantity(trade.quantity), price(trade.at)];
      return {
        ticker: ticker(trade.ticker),
        side: trade.side,
        quantity: shares,
        decisionPrice: at,
        notional: notional(shares, at),
        reason: 'drifted',
        shares: [{ strategy: nuclear, quantity: shares }],
      };
    }),
  };
  return {
    kind: 'planned',
    at: options.at ?? START,
    account: 'TWIN' as AccountId,
    ordinal: 0,
    open: OPEN,
    close: CLOSE,
    dedupe: options.dedupe ?? 'session',
    plan,
    increments: trades.map((trade) => quantity(trade.wholeShares === true ? '1' : '0.000000001')),
    factsDigest: null,
  };
}

export interface World {
  readonly broker: TwinBroker;
  readonly plan: PlannedEntry;
  readonly policy: ExecutionPolicy;
  readonly guard: OrderGuard | null;
  /** The journal that all processes share. */
  readonly journal: RunEntry[];
  now: Instant;
  /** Every effect performed on the world by any process, in order. */
  readonly performed: Effect[];
  killedAt: number | null;
  /** How far reads of orders and executions lag behind the broker. */
  lagMs: number;
  readonly past: { readonly at: Instant; readonly orders: readonly VenueOrder[]; readonly fills: readonly Fill[] }[];
  /** Answers to reads: undefined fails the read. */
  intercept: (query: Query, answer: Answer, now: Instant) => Answer | undefined;
}

export const worldOf = (
  broker: TwinBroker,
  plan: PlannedEntry,
  options: { policy?: Partial<ExecutionPolicy>; guard?: OrderGuard; now?: Instant } = {},
): World => ({
  broker,
  plan,
  policy: { ...DEFAULT_EXECUTION_POLICY, ...options.policy },
  guard: options.guard ?? null,
  journal: [],
  now: options.now ?? START,
  performed: [],
  killedAt: null,
  lagMs: 0,
  past: [],
  intercept: (_, answer) => answer,
});

/** One life of a process. */
export interface Process {
  state: MachineState;
  queue: Effect[];
  alarm: Instant | null;
  outcome: Outcome | null;
}

export function startProcess(world: World): Process {
  const process: Process = { state: IDLE, queue: [], alarm: null, outcome: null };
  tell(world, process, { kind: 'started', at: world.now, entries: [...world.journal], plan: world.plan });
  return process;
}

export function tell(world: World, process: Process, event: MachineEvent): void {
  const { state, effects } = step(process.state, event, world.policy, world.guard);
  process.state = state;
  process.alarm = null;
  for (const effect of effects) {
    if (effect.kind === 'wait') process.alarm = effect.until;
    else if (effect.kind === 'done') process.outcome = effect.outcome;
    else if (effect.kind !== 'emit') process.queue.push(effect);
  }
}

export type Crash = 'before' | 'after' | undefined;

/** Performs the next effect, or lets the time pass to the alarm. @returns false once done. @param crash the process dies around the effect: nobody hears the answer. */
export function turn(world: World, process: Process, crash?: Crash): boolean {
  if (process.outcome !== null) return false;
  const effect = process.queue.shift();
  if (effect === undefined) {
    if (process.alarm === null) throw new Error('The machine waits for nothing');
    world.now = instant(Math.max(world.now, process.alarm));
    tell(world, process, { kind: 'ticked', at: world.now });
    return true;
  }
  if (crash === 'before') return false;
  const event = perform(world, effect);
  world.performed.push(effect);
  if (world.lagMs > 0) world.past.push({ at: world.now, orders: [...world.broker.orders.values()], fills: [...world.broker.fills] });
  checkInvariants(world);
  if (crash === 'after') return false;
  tell(world, process, event);
  return true;
}

function perform(world: World, effect: Effect): MachineEvent {
  const { broker, now: at } = world;
  switch (effect.kind) {
    case 'persist':
      if (effect.expectedLength !== world.journal.length)
        return { kind: 'conflict', at, entries: world.journal.slice(effect.expectedLength) };
      world.journal.push(...effect.entries);
      return { kind: 'persisted', at };
    case 'submit': {
      const { ticket } = effect;
      if (at > effect.notAfter) {
        return { kind: 'submitted', at, id: ticket.clientOrderId, result: { status: 'unsent', says: 'the session is about to close' } };
      }
      must(world.killedAt === null, 'Nothing is submitted after the kill switch');
      const intent = world.journal.find((entry) => entry.kind === 'intended' && entry.id === ticket.clientOrderId);
      const isWritten = intent?.kind === 'intended' && intent.quantity === ticket.quantity && intent.side === ticket.side;
      must(isWritten, 'An order is written down before it is sent');
      must(ticket.side === 'sell' || world.journal.some(({ kind }) => kind === 'funded'), 'No buy before its funding is confirmed');
      return { kind: 'submitted', at, id: ticket.clientOrderId, result: broker.submit(ticket, at) };
    }
    case 'cancel':
      return { kind: 'cancelled', at, id: effect.id, result: broker.cancel(effect.venueOrderId, at) };
    case 'query': {
      const answer = world.intercept(effect.query, answerTo(world, effect.query), at);
      return answer === undefined
        ? { kind: 'unanswered', at, ask: effect.ask, says: 'no answer' }
        : { kind: 'answered', at, ask: effect.ask, answer };
    }
    default:
      throw new Error(`${effect.kind} is not performed`);
  }
}

function answerTo(world: World, query: Query): Answer {
  const { broker, now } = world;
  const seen = world.lagMs === 0 ? { orders: [...broker.orders.values()], fills: broker.fills } : asOf(world, now - world.lagMs);
  switch (query.of) {
    case 'order':
      return { of: 'order', id: query.id, order: seen.orders.find(({ clientOrderId }) => clientOrderId === query.id) ?? null };
    case 'orders':
      return { of: 'orders', orders: seen.orders.filter(({ submittedAt }) => submittedAt !== null && submittedAt >= query.since) };
    case 'openOrders':
      return { of: 'openOrders', orders: broker.openOrders() };
    case 'fills':
      return { of: 'fills', fills: seen.fills.filter(({ at }) => at >= query.since) };
    case 'account':
      return { of: 'account', account: broker.account() };
    case 'quotes':
      return {
        of: 'quotes',
        quotes: new Map(
          query.tickers.flatMap((name) => {
            const quote = broker.quote(name, now);
            return quote === undefined ? [] : [[name, quote] as const];
          }),
        ),
      };
  }
}

const asOf = (world: World, at: number): Pick<World['past'][number], 'orders' | 'fills'> =>
  world.past.findLast((moment) => moment.at <= at) ?? { orders: [], fills: [] };

/** What must be true of the world after every effect. */
export function checkInvariants(world: World): void {
  const { broker, plan } = world;
  const orders = [...broker.orders.values()].filter((order) => !order.clientOrderId.startsWith('stranger'));
  for (const [i, trade] of plan.plan.trades.entries()) {
    const ours = orders.filter((order) => order.ticker === trade.ticker);
    const filled = total(ours.map((order) => order.filled));
    const target = downTo(trade.quantity, plan.increments[i] ?? NO_SHARES);
    must(filled <= target, `${trade.ticker} never fills more than its target of ${target}, was ${filled}`);
    must(ours.filter((order) => !isClosed(order.status)).length <= 1, `${trade.ticker} has one open order at most`);
    must(
      ours.every((order) => order.side === trade.side),
      `${trade.ticker} is traded on one side only`,
    );
  }
  must(broker.cashMin >= 0n, 'Cash never falls below nothing');
}

function must(claim: boolean, statement: string): void {
  if (!claim) throw new Error(statement);
}

/** Runs a process to its end. @throws Error when it does not come to one. */
export function finish(world: World, process: Process = startProcess(world), turnsMax = 20_000): Outcome {
  for (let i = 0; i < turnsMax; i++) if (!turn(world, process)) break;
  if (process.outcome === null) throw new Error('The run did not end');
  return process.outcome;
}
