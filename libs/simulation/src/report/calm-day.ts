/** A day in which nothing goes wrong, with everything that another runner needs to live the same one: what shows that ours is the real one. */
import {
  toDecimal,
  type Book,
  type DecidePolicy,
  type ExecutionPolicy,
  type Fill,
  type Instant,
  type LedgerEntry,
  type MarketSource,
  type RunEntry,
  type SessionDate,
} from '@alchemiser/domain';
import type { Grant, PaperExchangeOptions } from '@alchemiser/paper-exchange';
import { chanceOf } from '../chance/chance.ts';
import type { MixName } from '../chance/mix.ts';
import { bookOf, POLICY } from '../process/mandate.ts';
import { runName } from '../process/practices.ts';
import type { DayRecord } from '../process/record.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { marketTwin } from '../world/market.ts';
import { ACCOUNT, openingGrants } from '../world/opening.ts';
import { simulateWorld } from './simulate.ts';

export interface CalmDay {
  readonly session: SessionDate;
  readonly startAt: Instant;
  /** Another copy of the market that the day was lived in. */
  readonly market: MarketSource;
  readonly exchange: Pick<PaperExchangeOptions, 'seed' | 'partialFillShare' | 'latencyMs'>;
  readonly account: { readonly id: string; readonly cash: string };
  readonly grants: readonly Grant[];
  /** The books on the morning of the day. */
  readonly opening: readonly LedgerEntry[];
  readonly book: Book;
  readonly policy: DecidePolicy;
  readonly execution: ExecutionPolicy;
  /** What became of it here. */
  readonly lived: {
    readonly entries: readonly RunEntry[];
    readonly ledger: readonly LedgerEntry[];
    readonly fills: readonly Fill[];
    readonly record: DayRecord | null;
  };
}

/** @param seed whose scenario it is, less everything that goes wrong in it. */
export function calmDay(seed: number, mix: MixName = 'heavy'): CalmDay {
  const { world } = simulateWorld({ seed, mix, only: new Set(), change: calm, instantly: true });
  const { scenario, broker, stores, opening } = world;
  const run = runName(scenario.hours.date, 0);
  const startAt = scenario.starts[0]!.at;
  return {
    session: scenario.hours.date,
    startAt,
    market: marketTwin(scenario, chanceOf(seed, mix), () => startAt),
    exchange: { seed: broker.venue.seed, partialFillShare: scenario.broker.partialFillShare, latencyMs: scenario.broker.latencyMs },
    account: { id: ACCOUNT, cash: toDecimal(broker.account.openingCash) },
    grants: openingGrants(scenario).map(({ ticker, quantity, price }) => ({
      ticker,
      quantity: toDecimal(quantity),
      price: toDecimal(price),
    })),
    opening: opening.entries,
    book: bookOf(scenario),
    policy: POLICY,
    execution: scenario.policy,
    lived: {
      entries: stores.journals.get(run) ?? [],
      ledger: stores.ledger,
      fills: broker.fills,
      record: stores.records.get(run) ?? null,
    },
  };
}

const calm = (made: Scenario): Scenario => ({
  ...made,
  sleeves: made.sleeves.map((sleeve) => ({ ...sleeve, fails: false })),
  broker: { ...made.broker, multiplier: 1, dedupe: 'permanent', idChecked: 'first' },
  listening: 'batch',
  starts: [{ at: made.starts[0]!.at, skewMs: 0 }],
  stop: null,
  byHand: [],
  overnight: null,
  tradesNextDay: false,
});
