/** Rules that hold for every sequence of orders, cancels and waiting. */
import {
  instant,
  money,
  price,
  quantity,
  ticker,
  notional,
  nyse,
  toCents,
  ONE_CENT,
  type Instant,
  type Quantity,
  type Ticker,
} from '@alchemiser/domain';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { at, scriptedMarket, wandering } from '../../test/market.ts';
import { openExchange, grant } from './account.ts';
import { available, freeCash, sharesHeldBy } from './funds.ts';
import { heldOf } from './position.ts';
import { settle } from './settle.ts';
import { restore, snapshot } from './snapshot.ts';
import type { Account, ExchangeState, OrderId } from './state.ts';
import { replace, type Changes } from './replace.ts';
import { cancel, submit } from './submit.ts';
import { hasLimit, isStop, type Ticket } from './ticket.ts';
import type { Venue } from './venue.ts';

const market = scriptedMarket({
  AAA: { quote: wandering(50, 3), closes: { '2026-10-07': 50 } },
  BBB: { quote: wandering(7.3, 0.4), closes: { '2026-10-07': 7.3 } },
});
const TICKERS = [ticker('AAA'), ticker('BBB')];
/** Ten minutes before a close, so that sequences run over it. */
const START = at('2026-10-08T19:50:00Z');

type Step =
  | { readonly kind: 'send'; readonly ticket: Ticket }
  | { readonly kind: 'cancel'; readonly which: number }
  | { readonly kind: 'replace'; readonly which: number; readonly changes: Changes }
  | { readonly kind: 'wait'; readonly ms: number };

const cents = (least: number, most: number) => fc.integer({ min: least, max: most }).map((value) => (value / 100).toFixed(2));
const sizeArbitrary = fc.oneof(
  cents(100, 30_000).map((text) => ({ kind: 'dollars' as const, notional: money(text) })),
  fc.integer({ min: 1, max: 12 }).map((n) => ({ kind: 'shares' as const, quantity: quantity(String(n)) })),
  fc.bigInt({ min: 1n, max: 12_000_000_000n }).map((n) => ({ kind: 'shares' as const, quantity: n as Quantity })),
);
/** Orders for one ticker with limits around its price, or none. */
const ticketFor = (name: Ticker, limits: fc.Arbitrary<string>): fc.Arbitrary<Ticket> =>
  fc
    .record({
      clientOrderId: fc.option(
        fc.integer({ min: 1, max: 60 }).map((n) => `order-${String(n)}`),
        { nil: null },
      ),
      ticker: fc.constant(name),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      type: fc.constantFrom('market' as const, 'limit' as const, 'limit' as const, 'stop' as const, 'stop_limit' as const),
      timeInForce: fc.constantFrom('day' as const, 'day' as const, 'gtc' as const, 'ioc' as const, 'fok' as const),
      limit: limits,
      stop: limits,
      size: sizeArbitrary,
    })
    .map(({ limit, stop, ...rest }) => ({
      ...rest,
      limitPrice: hasLimit(rest.type) ? price(limit) : null,
      stopPrice: isStop(rest.type) ? price(stop) : null,
    }));
const anyPrice = fc.oneof(cents(4600, 5400), cents(680, 780)).map(price);
const changesArbitrary: fc.Arbitrary<Changes> = fc.oneof(
  fc.record({ quantity: fc.integer({ min: 1, max: 12 }).map((n) => quantity(String(n))) }),
  fc.record({ limitPrice: anyPrice }),
  fc.record({ stopPrice: anyPrice }),
  fc.record({ timeInForce: fc.constantFrom('day' as const, 'gtc' as const), limitPrice: anyPrice }),
  fc.record({ limitPrice: anyPrice, clientOrderId: fc.integer({ min: 1, max: 60 }).map((n) => `order-${String(n)}`) }),
);
const ticketArbitrary = fc.oneof(ticketFor(TICKERS[0]!, cents(4600, 5400)), ticketFor(TICKERS[1]!, cents(680, 780)));

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: ticketArbitrary.map((ticket) => ({ kind: 'send' as const, ticket })) },
  { weight: 1, arbitrary: fc.nat(20).map((which) => ({ kind: 'cancel' as const, which })) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('replace' as const), which: fc.nat(20), changes: changesArbitrary }),
  },
  { weight: 4, arbitrary: fc.constantFrom(0, 1, 3, 250, 1000, 7777, 120_000).map((ms) => ({ kind: 'wait' as const, ms })) },
);
const stepsArbitrary = fc.array(stepArbitrary, { maxLength: 40, size: 'max' });

interface World {
  state: ExchangeState;
  now: Instant;
  readonly venue: Venue;
}

function world(partialFillShare: number, seed = 'props'): World {
  const venue: Venue = { market, calendar: nyse, seed, partialFillShare, latencyMs: 3 };
  const state = openExchange(seed, [{ id: 'one', cash: '1000', multiplier: 1 }], START);
  grant(state, state.accounts[0]!, venue, { ticker: TICKERS[0]!, quantity: quantity('10.5'), price: price('49') }, START);
  return { state, now: START, venue };
}

function take(at: World, step: Step): void {
  if (step.kind === 'wait') at.now = instant(at.now + step.ms);
  settle(at.state, at.venue, at.now);
  const account = at.state.accounts[0]!;
  if (step.kind === 'send') submit(at.state, account, at.venue, step.ticket, at.now);
  if (step.kind === 'replace') {
    const working = [...account.open].filter(({ status }) => status !== 'accepted' && status !== 'pending_new');
    const found = working[step.which % Math.max(1, working.length)] ?? [...account.orders.values()][step.which];
    replace(at.state, account, at.venue, found?.id ?? ('none' as OrderId), step.changes, at.now);
  }
  if (step.kind === 'cancel') cancel(at.state, account, ([...account.orders.keys()][step.which] ?? 'none') as OrderId, at.now);
}

function holds(account: Account): void {
  let cash = account.openingCash as bigint;
  let exact = account.openingCash * 1_000_000_000n;
  let executions = 0n;
  for (const activity of account.activities) {
    if (activity.kind !== 'fill') continue;
    cash += activity.cash;
    exact += (activity.side === 'buy' ? -1n : 1n) * activity.quantity * activity.price;
    executions += 1n;
  }
  expect(account.cash).toBe(cash);
  expect(account.cash).toBe(toCents(account.cash));
  expect(account.cash >= 0n).toBe(true);
  expect(freeCash(account) >= 0n).toBe(true);
  // Rounded to the nearest cent: half a cent per execution at most.
  const off = account.cash * 1_000_000_000n - exact;
  expect((off < 0n ? -off : off) <= executions * 5_000_000n * 1_000_000_000n).toBe(true);
  for (const order of account.orders.values()) {
    if (order.size.kind === 'shares') expect(order.filled <= order.size.quantity).toBe(true);
    else expect(order.paid <= order.size.notional * 1_000_000_000n).toBe(true);
    const fills = account.activities.filter((activity) => activity.kind === 'fill' && activity.orderId === order.id);
    expect(order.filled).toBe(fills.reduce((sum, { quantity: shares }) => sum + shares, 0n));
  }
  for (const name of TICKERS) {
    const held = [...account.open].filter((order) => order.ticker === name).reduce((sum, order) => sum + sharesHeldBy(order), 0n);
    expect(available(account, name) + held).toBe(heldOf(account, name));
    expect(available(account, name) >= 0n).toBe(true);
  }
  const ids = [...account.orders.values()].map(({ clientOrderId }) => clientOrderId);
  expect(new Set(ids).size).toBe(ids.length);
  const sides = new Map<string, Set<string>>();
  for (const { ticker: name, side, type } of account.open) if (type !== 'limit') sides.set(name, (sides.get(name) ?? new Set()).add(side));
  for (const both of sides.values()) expect(both.size).toBe(1);
}

// Hundreds of trading days on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

describe('an exchange', () => {
  it('keeps cash, shares and orders in balance after every step', () => {
    fc.assert(
      fc.property(stepsArbitrary, fc.constantFrom(0, 0.5, 1), (steps, share) => {
        const here = world(share);
        for (const step of steps) {
          take(here, step);
          holds(here.state.accounts[0]!);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('fills an order that takes all the cash, in two parts, and never owes the cent that rounding twice would cost', () => {
    const ask = price('10.00');
    const shares = quantity('1.1');
    const still = scriptedMarket({ AAA: { quote: () => ['9.99', '10.00'], closes: { '2026-10-07': 10 } } });
    let ties = 0;
    for (let seed = 0; seed < 100; seed++) {
      const venue: Venue = { market: still, calendar: nyse, seed: String(seed), partialFillShare: 1, latencyMs: 3 };
      const state = openExchange(venue.seed, [{ id: 'one', cash: '11', multiplier: 1 }], START);
      const account = state.accounts[0]!;
      const size = { kind: 'shares' as const, quantity: shares };
      submit(state, account, venue, { clientOrderId: null, ticker: TICKERS[0]!, side: 'buy', type: 'limit', size, limitPrice: ask }, START);
      settle(state, venue, instant(START + 5000));
      const [order] = account.orders.values();
      expect([order?.status, order?.filled, account.cash]).toEqual(['filled', shares, 0n]);
      const [first] = account.activities;
      // A part of exactly half a cent rounds up, and so would the rest: 5.505 and 5.495 would cost 11.01.
      if (first !== undefined && (2n * notional(first.quantity, ask)) % ONE_CENT === 0n && notional(first.quantity, ask) % ONE_CENT !== 0n)
        ties += 1;
    }
    expect(ties).toBeGreaterThan(0);
  });

  it('trades in these sequences: the rules above are not kept by doing nothing', () => {
    let fills = 0;
    const seen = new Set<string>();
    for (const steps of fc.sample(stepsArbitrary, { numRuns: 150, seed: 1 })) {
      const here = world(0.5);
      for (const step of steps) take(here, step);
      const account = here.state.accounts[0]!;
      fills += account.activities.filter(({ kind }) => kind === 'fill').length;
      for (const { type, status, timeInForce, triggeredAt } of account.orders.values()) {
        seen.add(`${type} ${status}`).add(`${timeInForce} ${status}`);
        if (triggeredAt !== null) seen.add(`triggered ${type}`);
      }
    }
    expect(fills).toBeGreaterThan(100);
    for (const wanted of [
      'triggered stop',
      'triggered stop_limit',
      'stop filled',
      'limit replaced',
      'ioc canceled',
      'fok filled',
      'gtc filled',
    ]) {
      expect(seen).toContain(wanted);
    }
  });

  it('can be kept and restored between any two steps without a difference', () => {
    fc.assert(
      fc.property(stepsArbitrary, (steps) => {
        const [straight, restored] = [world(0.5), world(0.5)];
        for (const step of steps) {
          take(straight, step);
          take(restored, step);
          const text = snapshot(restored.state);
          restored.state = restore(text);
          expect(snapshot(restored.state)).toBe(text);
          expect(text).toBe(snapshot(straight.state));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('comes out the same whether time passes in one step or in many', () => {
    fc.assert(
      fc.property(stepsArbitrary, fc.array(fc.integer({ min: 1, max: 90_000 }), { maxLength: 20 }), (steps, pauses) => {
        const [once, often] = [world(0.5), world(0.5)];
        for (const step of steps) for (const here of [once, often]) take(here, step);
        for (const ms of pauses) take(often, { kind: 'wait', ms });
        take(once, { kind: 'wait', ms: often.now - once.now });
        expect(snapshot(once.state)).toBe(snapshot(often.state));
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same bytes for the same seed and other ids for another', () => {
    const steps: readonly Step[] = [
      {
        kind: 'send',
        ticket: {
          clientOrderId: null,
          ticker: TICKERS[0]!,
          side: 'buy',
          type: 'market',
          size: { kind: 'shares', quantity: quantity('2') },
          limitPrice: null,
        },
      },
      { kind: 'wait', ms: 5000 },
    ];
    const run = (seed: string): World => {
      const here = world(1, seed);
      for (const step of steps) take(here, step);
      return here;
    };
    expect(snapshot(run('a').state)).toBe(snapshot(run('a').state));
    const [a, b] = [run('a'), run('b')].map(({ state }) => [...state.accounts[0]!.orders.keys()][0]);
    expect(a).not.toBe(b);
  });
});
