/** One seed's world before anything happens in it: plain data, so that it can be shown, and made smaller. */
import type { ExecutionPolicy, Instant, Money, Quantity, SessionDate, SessionHours, Side, StrategyName, Ticker } from '@alchemiser/domain';
import type { MixName } from '../chance/mix.ts';

/** A ticker and how its price behaves. Prices in ticks: whole cents, hundredths of a cent below a dollar. */
export interface ListedTicker {
  readonly ticker: Ticker;
  readonly fractionable: boolean;
  readonly unit: 'cent' | 'hundredth';
  readonly startTicks: number;
  readonly spreadTicks: number;
  /** Share of steps (`world/market.ts`) in which the price moves, and by how many ticks at most. */
  readonly restless: number;
  readonly strideTicks: number;
  /** USD; the close of the session before. */
  readonly lastClose: number;
}

export interface SimulatedSleeve {
  readonly name: StrategyName;
  readonly share: number;
  readonly onFailure: 'stop' | 'keep';
  /** The strategy cannot decide: a history it needs is too short. */
  readonly fails: boolean;
  /** What it wants: weights of its own equity, Σ ≤ 1. */
  readonly weights: readonly (readonly [weight: number, ticker: Ticker])[];
  readonly holds: readonly HeldShares[];
}

export interface HeldShares {
  readonly ticker: Ticker;
  readonly quantity: Quantity;
}

/** What the market does on top of its wandering. */
export type MarketBreak =
  /** The price jumps by a factor. */
  | { readonly kind: 'gap'; readonly ticker: Ticker; readonly at: Instant; readonly factor: number }
  /** No quotes and no executions; with `refuses` the venue takes no orders either. */
  | { readonly kind: 'halt'; readonly ticker: Ticker; readonly from: Instant; readonly to: Instant; readonly refuses: boolean }
  | { readonly kind: 'wide'; readonly ticker: Ticker; readonly from: Instant; readonly to: Instant; readonly factor: number };

/** What a person does by hand in the same account. */
export type ByHand =
  | {
      readonly kind: 'order';
      readonly at: Instant;
      readonly ticker: Ticker;
      readonly side: Side;
      readonly quantity: Quantity;
      readonly rests: boolean;
    }
  /** Cancels one of ours. */
  | { readonly kind: 'cancel'; readonly at: Instant };

/** What happens between the close and the next open. */
export type Overnight =
  | { readonly kind: 'split'; readonly ticker: Ticker; readonly ratio: readonly [to: bigint, from: bigint] }
  | { readonly kind: 'dividend'; readonly amount: Money };

/** One start of the day by the scheduler. */
export interface Start {
  readonly at: Instant;
  /** How far the clock of that process is off. */
  readonly skewMs: number;
}

export interface BrokerTemper {
  /** How long the broker refuses an id it has seen; `none`: until its order is closed. */
  readonly dedupe: 'permanent' | 'session' | 'none';
  /** Funds and shares are checked before the id. */
  readonly idChecked: 'first' | 'last';
  readonly multiplier: 1 | 2 | 4;
  readonly partialFillShare: number;
  readonly latencyMs: number;
}

export interface Scenario {
  readonly seed: number;
  readonly mix: MixName;
  readonly asOf: SessionDate;
  readonly hours: SessionHours;
  /** The two sessions after it. */
  readonly next: SessionHours;
  readonly after: SessionHours;
  readonly tickers: readonly ListedTicker[];
  readonly sleeves: readonly SimulatedSleeve[];
  /** Cash of the strategies, USD. */
  readonly cash: Money;
  /** Shares that no strategy bought. */
  readonly unattributed: readonly HeldShares[];
  readonly broker: BrokerTemper;
  readonly policy: ExecutionPolicy;
  /** `batch`: all that was asked at once is heard before anything follows, as the runner does · `eager`: each answer as it comes, and the stream. */
  readonly listening: 'batch' | 'eager';
  readonly starts: readonly Start[];
  /** The kill switch or Ctrl-C, by a message to the processes or as an entry in the journal. */
  readonly stop: { readonly at: Instant; readonly why: 'killed' | 'interrupted'; readonly by: 'message' | 'journal' } | null;
  readonly breaks: readonly MarketBreak[];
  readonly byHand: readonly ByHand[];
  readonly overnight: Overnight | null;
  /** The day after is traded too. */
  readonly tradesNextDay: boolean;
}
