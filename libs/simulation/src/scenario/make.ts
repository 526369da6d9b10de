/** A seed and a mix → a scenario. */
import {
  DEFAULT_EXECUTION_POLICY,
  money,
  nyse,
  price,
  sessionDate,
  strategyName,
  ticker,
  type ExecutionPolicy,
  type Instant,
  type Money,
  type SessionHours,
} from '@alchemiser/domain';
import type { Chance } from '../chance/chance.ts';
import { MIXES, type Mix, type MixName } from '../chance/mix.ts';
import { draw, heldOf, later, often, pick } from './luck.ts';
import { breaksOf, byHandOf, overnightOf } from './troubles.ts';
import type { BrokerTemper, ListedTicker, Scenario, SimulatedSleeve, Start } from './scenario.ts';

interface Days {
  readonly asOf: SessionHours;
  readonly hours: SessionHours;
  readonly next: SessionHours;
  readonly after: SessionHours;
}

const daysAround = (session: string): Days => {
  const date = sessionDate(session);
  const next = nyse.next(date);
  return { asOf: nyse.hours(nyse.previous(date)), hours: nyse.hours(date), next: nyse.hours(next), after: nyse.hours(nyse.next(next)) };
};
const FULL_DAY = daysAround('2024-08-06');
/** Closes at 13:00. */
const HALF_DAY = daysAround('2024-07-03');

const MINUTE = 60_000;

export function scenarioOf(seed: number, mixName: MixName, chance: Chance): Scenario {
  const mix = MIXES[mixName];
  const day = often(chance, mix.halfDay) ? HALF_DAY : FULL_DAY;
  const { hours, next, after } = day;
  const tickers = listedOf(chance, mix);
  const equity = 10 ** (3.6 + 1.7 * draw(chance));
  const sleeves = sleevesOf(chance, tickers, equity);
  const startAt = startOf(chance, hours);
  const tradesNextDay = often(chance, mix.nextDay);
  return {
    seed,
    mix: mixName,
    asOf: day.asOf.date,
    hours,
    next,
    after,
    tickers,
    sleeves,
    cash: cashOf(chance, equity),
    unattributed: often(chance, 0.3) ? [heldOf(chance, pick(chance, tickers), equity / 4)] : [],
    broker: temperOf(chance, mix),
    policy: policyOf(chance, mix),
    listening: often(chance, 0.5) ? 'batch' : 'eager',
    starts: startsOf(chance, mix, startAt, hours),
    stop: often(chance, mix.kill)
      ? {
          at: later(startAt, chance.between('scenario', 50, 40_000)),
          why: often(chance, 0.7) ? 'killed' : 'interrupted',
          by: often(chance, 0.5) ? 'message' : 'journal',
        }
      : null,
    breaks: breaksOf(chance, mix, tickers, startAt),
    byHand: byHandOf(chance, mix, tickers, startAt, equity),
    overnight: tradesNextDay ? overnightOf(chance, tickers) : null,
    tradesNextDay,
  };
}

const NAMES = ['TQQQ', 'SMR', 'OKLO', 'BIL', 'TECL', 'UVXY'].map(ticker);

function listedOf(chance: Chance, mix: Mix): readonly ListedTicker[] {
  const count = chance.between('scenario', 2, mix.tickersMax);
  return NAMES.slice(0, count).map((name): ListedTicker => {
    const isPenny = often(chance, 0.08);
    const startTicks = isPenny ? chance.between('scenario', 3_000, 8_000) : Math.floor(10 ** (2.9 + 2.1 * draw(chance)));
    const bps = (share: number): number => Math.max(1, Math.floor((startTicks * share) / 10_000));
    const close = startTicks * (1 + (draw(chance) - 0.5) * (often(chance, 0.03) ? 0.9 : 0.06));
    return {
      ticker: name,
      fractionable: often(chance, 0.8),
      unit: isPenny ? 'hundredth' : 'cent',
      startTicks,
      spreadTicks: chance.between('scenario', 1, bps(often(chance, 0.1) ? 90 : 15)),
      restless: draw(chance) * 0.9,
      strideTicks: chance.between('scenario', 1, bps(often(chance, 0.2) ? 40 : 6)),
      lastClose: Math.max(1, Math.round(close)) / (isPenny ? 10_000 : 100),
    };
  });
}

const SHARES = [[1], [1], [0.6, 0.4], [0.5, 0.3, 0.2]] as const;
const STRATEGIES = ['nuclear', 'tecl', 'klm'].map(strategyName);

function sleevesOf(chance: Chance, tickers: readonly ListedTicker[], equity: number): readonly SimulatedSleeve[] {
  return pick(chance, SHARES).map((share, i): SimulatedSleeve => {
    const chosen = tickers.filter(() => often(chance, 0.6));
    const wanted = chosen.length === 0 ? tickers.slice(0, 1) : chosen;
    const parts = wanted.map(() => 0.1 + draw(chance));
    const whole = parts.reduce((sum, part) => sum + part, 0) * (often(chance, 0.2) ? 1.5 : 1);
    const holds = tickers.filter(() => often(chance, 0.5)).map((listed) => heldOf(chance, listed, (equity * share) / 2));
    return {
      name: STRATEGIES[i]!,
      share,
      onFailure: often(chance, 0.5) ? 'stop' : 'keep',
      fails: often(chance, 0.05),
      weights: wanted.map(({ ticker: name }, j) => [Math.floor((parts[j]! / whole) * 10_000) / 10_000, name] as const),
      holds: holds.filter((held) => held.quantity > 0n),
    };
  });
}

/** Anything from nearly nothing, so that sells must pay for buys, to most of the equity. */
const cashOf = (chance: Chance, equity: number): Money => money((equity * (often(chance, 0.3) ? 0.01 : draw(chance)) + 5).toFixed(2));

function startOf(chance: Chance, hours: SessionHours): Instant {
  const luck = draw(chance);
  if (luck < 0.6) return later(hours.close, -chance.between('scenario', 90_000, 15 * MINUTE));
  if (luck < 0.85) return later(hours.open, chance.between('scenario', 5 * MINUTE, 120 * MINUTE));
  return later(hours.open, chance.between('scenario', 100, 90_000));
}

function startsOf(chance: Chance, mix: Mix, first: Instant, { close }: SessionHours): readonly Start[] {
  const skew = (): number => chance.between('scheduler', -mix.skewMsMax, mix.skewMsMax);
  const starts: Start[] = [{ at: first, skewMs: skew() }];
  // At once, while the first one works, five minutes on, or after the close.
  while (starts.length < 4 && often(chance, mix.secondStart)) {
    const wait = pick(chance, [
      chance.between('scheduler', 0, 300),
      chance.between('scheduler', 500, 30_000),
      5 * MINUTE,
      close - first + MINUTE,
    ]);
    starts.push({ at: later(first, wait), skewMs: skew() });
  }
  return starts;
}

function temperOf(chance: Chance, mix: Mix): BrokerTemper {
  const odd = (): boolean => often(chance, mix.oddBroker);
  return {
    dedupe: odd() ? pick(chance, ['permanent', 'none'] as const) : 'session',
    idChecked: odd() ? 'last' : 'first',
    multiplier: odd() ? pick(chance, [2, 4] as const) : 1,
    partialFillShare: odd() ? 0.7 : 0.15,
    latencyMs: odd() ? chance.between('scenario', 100, 1_500) : 3,
  };
}

function policyOf(chance: Chance, mix: Mix): ExecutionPolicy {
  const odd = (): boolean => often(chance, mix.oddBroker / 2);
  return {
    ...DEFAULT_EXECUTION_POLICY,
    slippageBpsMax: pick(chance, [20, 20, 50, 100]),
    repegs: odd() ? chance.between('scenario', 0, 3) : 2,
    lastRung: odd() ? pick(chance, ['market', 'none'] as const) : 'limit-at-cap',
    unknownOrders: odd() ? 'burn' : 'halt',
    openingSpreadMax: price('0.05'),
  };
}
