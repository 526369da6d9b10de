/**
 * How a leg is worked: a ladder of marketable limits, each pegged to a fresh quote, none beyond the slippage cap.
 * 1. limit one tick through the far side (ask + 1 tick to buy, bid − 1 tick to sell), held at the cap
 * 2. the same twice more with what is left
 * 3. once more as deep as the cap allows, while the far side lies inside it; else the rest stays undone
 * The opening minutes wait for a tight spread, wide spreads and missing quotes wait for better ones; patience ends.
 */
import { assertNever } from '../result.ts';
import { tickDown, tickUp, toDecimal, type Price } from '../values/exact.ts';
import type { Instant } from '../values/time.ts';
import { spreadBps, type Quote } from '../market/quote.ts';
import { tickSize } from '../market/instrument.ts';
import type { Side } from '../rebalance/trade.ts';
import type { ExecutionPolicy } from './policy.ts';

export interface Situation {
  readonly side: Side;
  /** Null when there is none. */
  readonly quote: Quote | null;
  readonly now: Instant;
  /** Of the session. */
  readonly open: Instant;
  /** Orders this leg has sent already. */
  readonly attempts: number;
  /** When this rung began to wait for a price; null when it has just begun. */
  readonly waitingSince: Instant | null;
  readonly decisionPrice: Price;
}

export type NextStep =
  | { readonly kind: 'limit'; readonly limitPrice: Price; readonly rungMs: number }
  /** `worst` bounds what it is expected to cost, for sizing. */
  | { readonly kind: 'market'; readonly worst: Price; readonly rungMs: number }
  | { readonly kind: 'wait'; readonly until: Instant; readonly says: string }
  | { readonly kind: 'leave'; readonly says: string };

/** How many orders a leg may send at most. */
export const rungsOf = (policy: ExecutionPolicy): number => 1 + policy.repegs + (policy.lastRung === 'none' ? 0 : 1);

export function nextStep(situation: Situation, policy: ExecutionPolicy): NextStep {
  const { quote, now, attempts } = situation;
  if (attempts >= rungsOf(policy))
    return { kind: 'leave', says: `not filled in ${attempts} orders inside ${policy.slippageBpsMax} bps of the decision price` };
  const fault = quote === null ? 'no quote' : quoteFault(quote, now, policy);
  if (quote === null || fault !== undefined) return waitFor(situation, policy, fault ?? 'no quote', policy.quoteWaitMsMax);
  const opening = now < situation.open + policy.openingMs;
  if (opening && attempts === 0 && quote.ask - quote.bid > policy.openingSpreadMax) {
    const waited = situation.waitingSince !== null && now >= situation.waitingSince + policy.openingWaitMsMax;
    if (!waited) return { kind: 'wait', until: (now + policy.quoteEveryMs) as Instant, says: 'the opening spread is wide' };
  }
  const spread = spreadBps(quote);
  if (spread > policy.spreadBpsMax) {
    return waitFor(situation, policy, `the spread is ${spread.toFixed(0)} bps, limit ${policy.spreadBpsMax}`, policy.quoteWaitMsMax);
  }
  const rungMs = opening ? policy.openingRungMs : policy.rungMs;
  const cap = worstPrice(situation.side, situation.decisionPrice, policy);
  if (attempts <= policy.repegs) return { kind: 'limit', limitPrice: peg(situation.side, quote, cap), rungMs };
  const far = situation.side === 'buy' ? quote.ask : quote.bid;
  if (situation.side === 'buy' ? far > cap : far < cap) {
    return {
      kind: 'leave',
      says: `${situation.side === 'buy' ? 'the ask' : 'the bid'} of ${toDecimal(far)} is beyond ${toDecimal(cap)}, ${policy.slippageBpsMax} bps from the decision price`,
    };
  }
  switch (policy.lastRung) {
    case 'limit-at-cap':
      return { kind: 'limit', limitPrice: cap, rungMs };
    case 'market':
      return { kind: 'market', worst: cap, rungMs };
    case 'none':
      return { kind: 'leave', says: `not filled in ${attempts} orders` };
    default:
      return assertNever(policy.lastRung);
  }
}

/** The worst price a leg may pay or take, on the tick: the decision price less kind by the slippage cap, never beyond it. */
export function worstPrice(side: Side, decisionPrice: Price, policy: Pick<ExecutionPolicy, 'slippageBpsMax'>): Price {
  const bps = BigInt(policy.slippageBpsMax);
  if (side === 'buy') {
    const cap = ((decisionPrice * (10_000n + bps)) / 10_000n) as Price;
    return onTickOrSmallest(tickDown(cap, tickSize(cap)));
  }
  const cap = ((decisionPrice * (10_000n - bps) + 9_999n) / 10_000n) as Price;
  return onTickOrSmallest(tickUp(cap, tickSize(cap)));
}

/** A marketable limit: one tick through the far side, on the tick, held at the cap. */
export function peg(side: Side, quote: Quote, cap: Price): Price {
  if (side === 'buy') {
    const tick = tickSize(quote.ask);
    const through = (tickUp(quote.ask, tick) + tick) as Price;
    return through < cap ? through : cap;
  }
  const tick = tickSize(quote.bid);
  const through = onTickOrSmallest((tickDown(quote.bid, tick) - tick) as Price);
  return through > cap ? through : cap;
}

const SMALLEST = tickSize(1n as Price);
const onTickOrSmallest = (value: Price): Price => (value > SMALLEST ? value : SMALLEST);

/** A quote that is no price, in words: one-sided, crossed, older than allowed, or from a clock that runs ahead. */
function quoteFault(quote: Quote, now: Instant, policy: ExecutionPolicy): string | undefined {
  if (quote.bid <= 0n || quote.ask <= 0n) return 'the quote has one side only';
  if (quote.ask < quote.bid) return 'the quote is crossed';
  if (now - quote.at > policy.quoteAgeMsMax) return `the quote is ${Math.round((now - quote.at) / 1000)} s old`;
  if (quote.at - now > policy.quoteAgeMsMax) return `the quote is ${Math.round((quote.at - now) / 1000)} s ahead of our clock`;
  return undefined;
}

function waitFor(situation: Situation, policy: ExecutionPolicy, says: string, patienceMs: number): NextStep {
  const { now, waitingSince } = situation;
  if (waitingSince !== null && now >= waitingSince + patienceMs)
    return { kind: 'leave', says: `no usable price in ${Math.round(patienceMs / 1000)} s: ${says}` };
  return { kind: 'wait', until: (now + policy.quoteEveryMs) as Instant, says };
}
