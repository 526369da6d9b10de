/**
 * Target and holdings → the trades between them.
 *
 * Each sleeve wants shares for its part of the equity that is shared out anew; the difference to what it holds is its wish.
 * Wishes of one ticker are netted, the rest is ordered when the tolerance says so, and buys are shrunk to the cash that the sells
 * leave. Nothing here looks at holdings that no strategy bought.
 */
import { ok, type Result } from '../result.ts';
import { minus, NO_SHARES, notional, plus, total, type Money } from '../values/exact.ts';
import { quantityIncrement } from '../market/instrument.ts';
import type { TargetPortfolio } from '../portfolio/target.ts';
import { divided } from './cross.ts';
import { fitToCash } from './fit-to-cash.ts';
import type { PlanPolicy } from './policy.ts';
import { sizeTarget, type PlanFacts, type PlanRefusal, type Sizing } from './sizing.ts';
import type { PlanRow, RebalancePlan, Trade } from './trade.ts';
import { judge, type Verdict } from './verdict.ts';

/** @returns the plan, or why there is none: a price or an instrument that is needed is not there. */
export function planRebalance(target: TargetPortfolio, facts: PlanFacts, policy: PlanPolicy): Result<RebalancePlan, PlanRefusal> {
  const sized = sizeTarget(target, facts, policy.reserve);
  if (!sized.ok) return sized;
  const sizing = sized.value;
  const wished = sizing.tickers.map((ticker) => judge(ticker, sizing.equity, facts.positions, policy));
  const verdicts = inOrder(fitBuys(wished, sizing, policy.notionalMin));
  return ok({
    session: facts.session,
    sizingEquity: sizing.equity,
    reserve: sizing.reserve,
    openingCash: sizing.poolCash,
    rows: verdicts.map((verdict) => rowOf(verdict, sizing.equity)),
    trades: verdicts.flatMap((verdict) => verdict.trade ?? []),
    crosses: verdicts.flatMap((verdict) => verdict.crosses),
  });
}

/** The plan without its buys: what is left of it when the day has lost too much to buy into. */
export const withoutBuys = (plan: RebalancePlan, why: string): RebalancePlan => ({
  ...plan,
  rows: plan.rows.map((row) => (row.action === 'buy' ? { ...row, action: 'leave', why: `${row.why}, but ${why}` } : row)),
  trades: plan.trades.filter((trade) => trade.side === 'sell'),
});

/** Buys may cost what the sharing books have and the sells bring, less the reserve: shares left alone inside the tolerance are not cash. */
function fitBuys(verdicts: readonly Verdict[], sizing: Sizing, notionalMin: Money): readonly Verdict[] {
  const tradesOf = (side: Trade['side']): readonly Trade[] => verdicts.flatMap(({ trade }) => (trade?.side === side ? [trade] : []));
  const proceeds = total(tradesOf('sell').map((trade) => trade.notional));
  const increments = new Map(sizing.tickers.map((sized) => [sized.ticker, quantityIncrement(sized.instrument)]));
  const buys = tradesOf('buy').map(({ ticker, quantity, decisionPrice }) => {
    return { ticker, quantity, limitPrice: decisionPrice, increment: increments.get(ticker)! };
  });
  const fitted = fitToCash(buys, minus(plus(sizing.poolCash, proceeds), sizing.reserve));
  const quantityOf = new Map(buys.map((buy, i) => [buy.ticker, fitted[i]!]));
  return verdicts.map((verdict): Verdict => {
    if (verdict.trade?.side !== 'buy') return verdict;
    const quantity = quantityOf.get(verdict.trade.ticker)!;
    if (quantity === verdict.trade.quantity) return verdict;
    const size = notional(quantity, verdict.trade.decisionPrice);
    if (quantity === NO_SHARES || size < notionalMin)
      return { ...verdict, trade: null, why: `${verdict.why}, but there is no cash for it` };
    const shares = divided(quantity, verdict.trade.shares);
    return {
      ...verdict,
      trade: { ...verdict.trade, quantity, notional: size, shares },
      why: `${verdict.why}, shrunk to the cash there is`,
    };
  });
}

function rowOf({ sized, trade, why }: Verdict, sizingEquity: Money): PlanRow {
  const held = plus(total(sized.parts.map((part) => part.held)), sized.kept);
  const wanted = plus(total(sized.parts.map((part) => part.budget)), notional(sized.kept, sized.price));
  return {
    ticker: sized.ticker,
    held,
    price: sized.price,
    heldWeight: Number(notional(held, sized.price)) / Number(sizingEquity),
    targetWeight: Number(wanted) / Number(sizingEquity),
    action: trade?.side ?? 'leave',
    why,
  };
}

const RANK = { sell: 0, buy: 1, leave: 2 } as const;

/** Sells come first: without their proceeds the venue would reject the buys. Then by notional, and tickers break ties; what stays comes last. */
function inOrder(verdicts: readonly Verdict[]): readonly Verdict[] {
  const placed = verdicts.map((verdict) => {
    const { trade, sized } = verdict;
    const size = trade?.notional ?? notional(plus(total(sized.parts.map((part) => part.held)), sized.kept), sized.price);
    return { verdict, rank: RANK[trade?.side ?? 'leave'], size };
  });
  placed.sort((a, b) => {
    if (a.rank !== b.rank) return a.rank - b.rank;
    if (a.size !== b.size) return a.size > b.size ? -1 : 1;
    return a.verdict.sized.ticker < b.verdict.sized.ticker ? -1 : 1;
  });
  return placed.map(({ verdict }) => verdict);
}
