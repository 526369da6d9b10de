import type { Instant } from '@alchemiser/domain';

/** The fourteen of the specification by their numbers, and two that every simulated day must hold besides. */
export const INVARIANTS = {
  oneOrderPerIntent: { number: 1, says: 'At most one broker order per intent' },
  neverBeyondTarget: { number: 2, says: 'What fills of a leg never exceeds its target' },
  everyExecutionOnce: { number: 3, says: 'Every execution is in the ledger exactly once' },
  cashNeverBelowZero: { number: 4, says: 'Cash never falls below nothing' },
  noBuyBeforeFunding: { number: 5, says: 'No buy before its funding is confirmed, and none beyond it' },
  neverBothSides: { number: 6, says: 'Never open orders on both sides of a ticker' },
  booksEqualBroker: { number: 7, says: 'The books equal the broker in shares and cents' },
  onlyInSession: { number: 8, says: 'No order outside its session' },
  ordersWellFormed: { number: 9, says: 'Prices on the tick and inside the cap, quantities on the increment' },
  nothingAfterStop: { number: 10, says: 'After the kill switch nothing new leaves' },
  reportIsTrue: { number: 11, says: 'At rest nothing of ours is open, and the report equals the truth' },
  withinCallBudget: { number: 12, says: 'Calls per minute stay within the budget' },
  sameSeedSameBytes: { number: 13, says: 'The same seed gives the same event log' },
  finishedStaysFinished: { number: 14, says: 'A finished session has no effects' },
  pricedOnFreshQuote: { number: 15, says: 'Every price rests on a fresh, two-sided quote' },
  comesToRest: { number: 16, says: 'A day comes to rest, without a bug stopping a process' },
} as const;

export type InvariantName = keyof typeof INVARIANTS;

export interface Violation {
  readonly invariant: InvariantName;
  readonly number: number;
  readonly at: Instant;
  readonly says: string;
}

/** What a check finds: nothing, or what is wrong, in words. */
export type Finding = string | null;
