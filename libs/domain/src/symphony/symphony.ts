import type { Allocation } from '../strategy/node.ts';
import type { RebalancePolicy } from '../strategy/strategy.ts';
import type { Position } from './lines.ts';

/** A rules-based portfolio as a file: the same tree a rule sheet has, with the name and the calendar it travels with. */
export interface Symphony {
  readonly name: string;
  readonly description?: string;
  readonly rebalance: RebalancePolicy;
  readonly tree: Allocation;
  readonly config: SymphonyConfig;
  /** What the reader had to interpret; `lint` repeats it. Empty for a symphony that was not read from a file. */
  readonly noticed: readonly Remark[];
  /** Where nodes and conditions of `tree` first stand in the file. Equal ones are one object, wherever they are written. */
  readonly positions: ReadonlyMap<object, Position>;
}

/** What a file says; the rest is how it says it. */
export type SymphonyContent = Omit<Symphony, 'noticed' | 'positions'>;

/** What else a file says about itself; printed back as it was. */
export interface SymphonyConfig {
  /** "EQUITIES", the one class that is traded here. */
  readonly assetClass?: string;
}

/** Why a file is no symphony, at a place: "line 3, column 8: expected a ticker, found nil". */
export interface SymphonyFault {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
  readonly found: string;
}

/** Legal, and worth a look. */
export interface Remark {
  readonly code: RemarkCode;
  readonly says: string;
  /** In the file, where it is known. */
  readonly line?: number;
  readonly column?: number;
}

export type RemarkCode =
  | 'several-children' // a body or branch with several children: one atomic, equally weighted unit
  | 'keeps-all' // a filter that leaves nothing out
  | 'scaled-weights' // weights that summed to neither 1 nor 100
  | 'weight-of-zero' // a child that is never held
  | 'unnamed-group'
  | 'unused-parameter' // a window on a measure that has none
  | 'default-window' // a measure written without its window
  | 'default-rebalance' // a file that does not say when it rebalances
  | 'price-level' // prices compared with a constant or between tickers
  | 'units' // measures of different units compared
  | 'same-sides' // a measure compared with itself
  | 'never-changes' // a threshold outside what the measure can be
  | 'exact-equality' // a measured number asked to equal another
  | 'duplicate-children'
  | 'equal-branches';

/** "line 3, column 8: expected a ticker, found nil" */
export const symphonyFaultWords = ({ line, column, expected, found }: SymphonyFault): string =>
  `line ${line}, column ${column}: expected ${expected}, found ${found}`;
