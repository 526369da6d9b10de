/** The numbers an order is worked by. Milliseconds, basis points and USD; every one may be configured. */
import { money, price, type Money, type Price } from '../values/exact.ts';
import type { Instant } from '../values/time.ts';
import type { Quote } from '../market/quote.ts';
import type { Account } from '../run/facts.ts';
import type { Ticket } from './order.ts';

export interface ExecutionPolicy {
  /** How long one rung of the ladder rests before it is cancelled, and how long while the market opens. */
  readonly rungMs: number;
  readonly openingRungMs: number;
  /** Rungs after the first one, each pegged to a new quote. */
  readonly repegs: number;
  /**
   * What follows the last re-peg while the far side of the quote lies inside the slippage cap. `limit-at-cap` reaches as
   * deep as a market order may and cannot leave the cap; `market` can when the price moves as it travels.
   */
  readonly lastRung: 'limit-at-cap' | 'market' | 'none';
  /** Whole basis points a price may be worse than the decision price. */
  readonly slippageBpsMax: number;
  /** For this long after the open, the first rung waits for a spread of at most `openingSpreadMax`, at most `openingWaitMsMax`. */
  readonly openingMs: number;
  readonly openingSpreadMax: Price;
  readonly openingWaitMsMax: number;
  /** Wider than this no limit is set; after `quoteWaitMsMax` without a usable quote the leg is left. */
  readonly spreadBpsMax: number;
  readonly quoteAgeMsMax: number;
  readonly quoteEveryMs: number;
  readonly quoteWaitMsMax: number;
  /** Below this an order is not worth sending, and the broker would refuse it. */
  readonly notionalMin: Money;
  /** Refusals in a row (of ids sent once, so that they are believed) after which a leg is left. */
  readonly refusalsMax: number;
  /**
   * Codes of refusals that may mean that the id is already there (Alpaca's 40010001 does, among other things): no
   * duplicate is inferred from them and no rejection either, the order is in doubt.
   */
  readonly doubtedRefusals: readonly string[];
  /** One list call polls every open order this often; failed reads back off up to `backOffMsMax`. */
  readonly pollMs: number;
  readonly backOffMsMax: number;
  /** The same id is not sent again sooner than this after its last send. */
  readonly resendAfterMs: number;
  readonly cancelAgainMs: number;
  /** How often executions are read while orders work: what shows a stranger's trade. */
  readonly fillsEveryMs: number;
  /** Before the close: no submission after the first, everything cancelled from the second on. After it: look-ups only, until the third. */
  readonly submitCutoffMs: number;
  readonly cancelBeforeCloseMs: number;
  readonly deadlineAfterCloseMs: number;
  /** An order in doubt is left to a person after this long, were the close still hours away. */
  readonly unknownMsMax: number;
  /** How long the buys wait for a sell in doubt. Its proceeds are then not counted. */
  readonly unknownSellWaitMsMax: number;
  /** How long a stopped run (kill switch, Ctrl-C) goes on looking for what it left open. */
  readonly stopMsMax: number;
  /** How long anything the broker shows (orders, executions, cash) may lag behind what it has done. */
  readonly lagMsMax: number;
  /**
   * An order in doubt shortly before the cut-off: `halt` leaves it to a person; `burn` sends the same id with a limit
   * that cannot trade, so that either it or the first one exists and can be cancelled. Unproven at Alpaca.
   */
  readonly unknownOrders: 'halt' | 'burn';
  /** How far clocks may disagree: lists are read from this long before the run. */
  readonly clockSkewMs: number;
}

/**
 * The last look at an order before it is written down, with the quote it was pegged to, the confirmed cash that is its own, and the
 * newest reading of the account in this run (null before the first). @returns why it must not be sent, or null.
 */
export type OrderGuard = (
  ticket: Ticket,
  seen: { readonly quote: Quote | null; readonly now: Instant; readonly cash: Money; readonly account: Account | null },
) => string | null;

export const DEFAULT_EXECUTION_POLICY: ExecutionPolicy = {
  rungMs: 3_000,
  openingRungMs: 2_000,
  repegs: 2,
  lastRung: 'limit-at-cap',
  slippageBpsMax: 20,
  openingMs: 120_000,
  openingSpreadMax: price('0.05'),
  openingWaitMsMax: 90_000,
  spreadBpsMax: 100,
  quoteAgeMsMax: 5_000,
  quoteEveryMs: 1_000,
  quoteWaitMsMax: 90_000,
  notionalMin: money('1'),
  refusalsMax: 2,
  doubtedRefusals: ['40010001'],
  pollMs: 1_000,
  backOffMsMax: 30_000,
  resendAfterMs: 5_000,
  cancelAgainMs: 2_000,
  fillsEveryMs: 10_000,
  submitCutoffMs: 30_000,
  cancelBeforeCloseMs: 15_000,
  deadlineAfterCloseMs: 60_000,
  unknownMsMax: 600_000,
  unknownSellWaitMsMax: 60_000,
  stopMsMax: 30_000,
  lagMsMax: 10_000,
  unknownOrders: 'halt',
  clockSkewMs: 60_000,
};
