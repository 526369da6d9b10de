import type { Price, Quantity } from '@alchemiser/domain';
import type { Clock } from '@alchemiser/services';
import type { Asking, Verdict } from './asking.ts';

/** What the questions may use. */
export interface Probing {
  readonly clock: Clock;
  /** Alpaca's name of the ticker that is ordered. */
  readonly symbol: string;
  /** Limits that rest: half the bid and less, and twice the ask for a sell. */
  readonly far: Price;
  readonly farther: Price;
  readonly dear: Price;
  /** A limit that fills. */
  readonly marketable: Price;
  /** So few shares that nobody minds. */
  readonly few: Quantity;
  nextId(): string;
  /** Returns once the venue had time to do what was asked. */
  settle(): Promise<void>;
  /** Cumulative quantities that the stream told of an order, oldest first. */
  heardOf(id: string): readonly string[];
  /** The oldest order of an earlier probe. */
  readonly earlier: { readonly id: string; readonly days: number } | undefined;
}

export interface Question {
  readonly words: string;
  /** Asked in an open session only. */
  readonly open?: true;
  ask(ask: Asking, probing: Probing): Promise<Verdict>;
}
