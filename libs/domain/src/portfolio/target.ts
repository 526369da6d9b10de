/** What the strategies want together, and who wanted what. */
import type { Ticker } from '../values/ticker.ts';
import type { Weight } from '../values/weight.ts';
import type { StrategyName } from '../strategy/strategy.ts';

/** One sleeve after `schedule`: it rebalances to weights, or keeps its quantities. */
export type SleeveTarget =
  | {
      readonly strategy: StrategyName;
      readonly share: Weight;
      readonly action: 'rebalance';
      /** Integers of 1e-9 of the sleeve's equity, in written order, Σ ≤ 1e9. */
      readonly weights: readonly { readonly ticker: Ticker; readonly units: bigint }[];
    }
  | { readonly strategy: StrategyName; readonly share: Weight; readonly action: 'keep'; readonly why: string };

export interface TargetPortfolio {
  readonly sleeves: readonly SleeveTarget[];
  /** Units of 1e-9 of the rebalancing equity wanted per ticker, merged over the sleeves; deterministic order (by units, then ticker). */
  readonly wanted: readonly {
    readonly ticker: Ticker;
    readonly units: bigint;
    readonly by: readonly { readonly strategy: StrategyName; readonly units: bigint }[];
  }[];
}
