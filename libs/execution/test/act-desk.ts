/** A desk for `act`: the fakes of the ports on one virtual clock, each call counted, so that the power can be cut around any of them. */
import {
  DEFAULT_LIMITS,
  instant,
  money,
  notional,
  price,
  quantity,
  sessionDate,
  strategyName,
  ticker,
  type Approved,
  type Instrument,
  type Quote,
  type RebalancePlan,
  type SessionHours,
  type Side,
  type Ticker,
  type Ticket,
} from '@alchemiser/domain';
import type { Broker, Clock, Journal, MarketData, RunKey } from '@alchemiser/services';
import { capturingLogger, fixedClock, memoryBroker, memoryJournal } from '@alchemiser/services/testing';
import type { ActContext, ActPorts } from '../src/engine/act.ts';

export const SESSION = sessionDate('2024-08-06');
export const HOURS: SessionHours = {
  date: SESSION,
  open: instant(Date.UTC(2024, 7, 6, 13, 30)),
  close: instant(Date.UTC(2024, 7, 6, 20)),
  early: false,
};
export const START = instant(Date.UTC(2024, 7, 6, 19, 50));
export const RUN: RunKey = { account: 'MEMORY', session: SESSION, ordinal: 0 };

const QUOTES: Readonly<Record<string, readonly [bid: string, ask: string]>> = { SMR: ['9.99', '10.01'], TQQQ: ['49.99', '50.01'] };

/** What the process does not survive. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

export interface Desk {
  readonly ports: ActPorts;
  readonly context: ActContext;
  readonly broker: Broker;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly log: ReturnType<typeof capturingLogger>;
  readonly submitted: Ticket[];
  /** Port calls so far in this life, reads of the clock apart. */
  calls: number;
  cut: { readonly call: number; readonly when: 'before' | 'after' } | null;
  quotes: Record<string, readonly [bid: string, ask: string]>;
}

/** One completed session. */
export const closesOf = (closes: Readonly<Record<string, number>>): ActContext['facts']['history'] => ({
  sessions: [sessionDate('2024-08-05')],
  closes: new Map(Object.entries(closes).map(([name, close]) => [ticker(name), Float64Array.of(close)])),
});

/** An account with 100 SMR and $1,000 less what they cost. */
export async function deskOf(
  change: { broker?: (inner: Broker, clock: Clock) => Partial<Broker>; ports?: Partial<ActPorts>; context?: Partial<ActContext> } = {},
): Promise<Desk> {
  const clock = fixedClock(instant(START - 60_000));
  const memory = memoryBroker({
    clock,
    quotes: new Map(Object.entries(QUOTES).map(([name, [bid, ask]]) => [ticker(name), { bid: price(bid), ask: price(ask) }])),
    cash: money('2001'),
  });
  await memory.submit({
    clientOrderId: 'yesterday' as Ticket['clientOrderId'],
    ticker: ticker('SMR'),
    side: 'buy',
    quantity: quantity('100'),
    type: 'limit',
    limitPrice: price('10.01'),
    timeInForce: 'day',
  });
  clock.set(START);
  const journal = memoryJournal();
  const log = capturingLogger();
  const submitted: Ticket[] = [];
  const inner = { ...memory, ...change.broker?.(memory, clock) };
  const spied: Broker = {
    ...inner,
    submit: async (ticket, mayLeave) => {
      submitted.push(ticket);
      return inner.submit(ticket, mayLeave);
    },
  };
  const market: Pick<MarketData, 'quotes'> = {
    quotes: async (tickers) =>
      new Map(
        tickers.flatMap((name) => {
          const at = desk.quotes[name];
          return at === undefined ? [] : [[name, quoteOf(name, at)] as const];
        }),
      ),
  };
  const quoteOf = (name: Ticker, [bid, ask]: readonly [string, string]): Quote => ({
    ticker: name,
    bid: price(bid),
    ask: price(ask),
    bidSize: quantity('100'),
    askSize: quantity('100'),
    at: clock.now(),
  });
  const facts: ActContext['facts'] = {
    instruments: new Map(
      ['SMR', 'TQQQ'].map((name): [Ticker, Instrument] => [
        ticker(name),
        { ticker: ticker(name), name, tradable: true, fractionable: true },
      ]),
    ),
    history: closesOf({ SMR: 10, TQQQ: 50 }),
    account: await memory.account(),
  };
  const desk: Desk = {
    broker: spied,
    journal,
    clock,
    log,
    submitted,
    calls: 0,
    cut: null,
    quotes: { ...QUOTES },
    ports: {
      broker: counted(spied, () => desk),
      market: counted(market, () => desk),
      journal: counted(journal, () => desk),
      clock,
      log,
      ...change.ports,
    },
    context: {
      hours: HOURS,
      facts,
      limits: DEFAULT_LIMITS,
      account: facts.account,
      ...change.context,
    },
  };
  return desk;
}

/** Every asynchronous method counts, and dies where the desk says so. */
function counted<T extends object>(port: T, desk: () => Desk): T {
  const wrapped = Object.entries(port).map(([name, member]: [string, unknown]) => {
    if (typeof member !== 'function') return [name, member] as const;
    const call = async (...args: readonly unknown[]): Promise<unknown> => {
      const at = desk();
      const number = at.calls;
      at.calls += 1;
      if (at.cut?.call === number && at.cut.when === 'before') throw new PowerCut();
      const answer: unknown = await Reflect.apply(member, port, args);
      if (at.cut?.call === number) throw new PowerCut();
      return answer;
    };
    return [name, call] as const;
  });
  return Object.fromEntries(wrapped) as T;
}

export function planOf(
  trades: readonly (readonly [name: string, side: Side, shares: string, at: string])[] = [
    ['SMR', 'sell', '100', '10'],
    ['TQQQ', 'buy', '35', '50'],
  ],
): Approved<RebalancePlan> {
  const plan: RebalancePlan = {
    session: SESSION,
    sizingEquity: money('2000'),
    reserve: money('20'),
    openingCash: money('1000'),
    rows: [],
    crosses: [],
    trades: trades.map(([name, side, shares, at]) => ({
      ticker: ticker(name),
      side,
      quantity: quantity(shares),
      decisionPrice: price(at),
      notional: notional(quantity(shares), price(at)),
      reason: 'drifted',
      shares: [{ strategy: strategyName('nuclear'), quantity: quantity(shares) }],
    })),
  };
  // The stamp is risk's to give; what execution does with a stamped plan is tested here.
  return plan as Approved<RebalancePlan>;
}
