/** One ticker's verdict: whether it trades, what passes between sleeves, and the words for it. */
import { downTo, least, minus, NO_MONEY, NO_SHARES, notional, total, type Money, type Quantity } from '../values/exact.ts';
import { formatMoney, formatPercent, formatQuantity } from '../values/format.ts';
import { quantityIncrement } from '../market/instrument.ts';
import type { Position } from '../run/facts.ts';
import { amountOf, divided, net } from './cross.ts';
import type { PlanPolicy } from './policy.ts';
import type { SizedTicker } from './sizing.ts';
import { isWithinTolerance } from './tolerance.ts';
import type { Cross, Trade } from './trade.ts';

export interface Verdict {
  readonly sized: SizedTicker;
  readonly trade: Trade | null;
  readonly crosses: readonly Cross[];
  readonly why: string;
}

export function judge(sized: SizedTicker, sizingEquity: Money, positions: readonly Position[], policy: PlanPolicy): Verdict {
  const { ticker, price, parts } = sized;
  const leave = (why: string, crosses: readonly Cross[] = []): Verdict => ({ sized, trade: null, crosses, why });
  if (parts.length === 0) return leave('its sleeve keeps its shares');
  const drift = driftOf(sized, sizingEquity, policy);
  if (!drift.tradeIsDue && !drift.crossIsDue) return leave(drift.why);

  const { crosses, rest } = net(ticker, price, parts);
  const passing = passingWords(crosses);
  if (!drift.tradeIsDue || rest === null) return leave(joined(drift.why, passing ?? 'as near as its shares allow'), crosses);
  const wish = amountOf(rest.shares);
  const most = rest.side === 'sell' ? least(wish, availableAt(positions, ticker)) : wish;
  const quantity = downTo(most, quantityIncrement(sized.instrument));
  const size = notional(quantity, price);
  if (quantity === NO_SHARES) {
    const why = most < wish ? 'but the broker has none available' : 'but it trades in whole shares and this is less than one';
    return leave(joined(`${drift.why}, ${why}`, passing), crosses);
  }
  if (size < policy.notionalMin)
    return leave(joined(`${drift.why}, but ${formatMoney(size)} is too little for an order`, passing), crosses);
  const shares = divided(quantity, rest.shares);
  const trade: Trade = { ticker, side: rest.side, quantity, decisionPrice: price, notional: size, reason: drift.reason, shares };
  return { sized, trade, crosses, why: joined(drift.why, passing) };
}

interface Drift {
  readonly tradeIsDue: boolean;
  readonly crossIsDue: boolean;
  readonly reason: Trade['reason'];
  readonly why: string;
}

/**
 * Entering and leaving always count, for the target as a whole and for each sleeve in it; otherwise the weight must be off by the
 * tolerance. What is worth less than the smallest order counts as not held.
 */
function driftOf({ price, parts, kept }: SizedTicker, sizingEquity: Money, policy: PlanPolicy): Drift {
  const valueOf = (shares: Quantity): Money => notional(shares, price);
  const counts = (shares: Quantity): boolean => valueOf(shares) >= policy.notionalMin;
  const held = total(parts.map((part) => part.held));
  const wanted = total(parts.map((part) => part.budget));

  if (wanted === NO_MONEY && kept === NO_SHARES) {
    if (counts(held)) return { tradeIsDue: true, crossIsDue: true, reason: 'leaves', why: 'leaves the target' };
    const why = `leaves the target, but ${formatMoney(valueOf(held))} of it is too little for an order`;
    return { tradeIsDue: false, crossIsDue: false, reason: 'leaves', why };
  }
  const holds = parts.map((part) => counts(part.held));
  const entering = parts.filter((part, i) => !holds[i]! && counts(part.target));
  const leaving = parts.filter((part, i) => holds[i]! && part.budget === NO_MONEY);
  if (entering.length > 0 && kept === NO_SHARES && !holds.includes(true)) {
    return { tradeIsDue: true, crossIsDue: true, reason: 'enters', why: 'enters the target' };
  }
  if (entering.length > 0 || leaving.length > 0) {
    const moves = [...entering.map((part) => `enters ${part.strategy}`), ...leaving.map((part) => `leaves ${part.strategy}`)];
    return { tradeIsDue: true, crossIsDue: true, reason: 'drifted', why: moves.join(', ') };
  }
  const isOff = !isWithinTolerance(valueOf(held), wanted, sizingEquity, policy.tolerance);
  const sleeveIsOff = parts.some((part) => !isWithinTolerance(valueOf(part.held), part.budget, sizingEquity, policy.tolerance));
  const size = policy.tolerance.fraction * 100;
  const off = `off by ${formatPercent(Math.abs(Number(minus(valueOf(held), wanted)) / Number(sizingEquity)) * 100)}`;
  const relative = policy.tolerance.kind === 'relative' ? ' of its target' : '';
  const why = isOff
    ? `${off}, tolerance ${formatPercent(size)}${relative}`
    : `${off}, inside the ${formatPercent(size)} tolerance${relative}`;
  return { tradeIsDue: isOff, crossIsDue: sleeveIsOff, reason: 'drifted', why };
}

/** Shares the broker would let us sell; what it has not told of is nothing. */
const availableAt = (positions: readonly Position[], ticker: Position['ticker']): Quantity =>
  positions.find((position) => position.ticker === ticker && position.side === 'long')?.available ?? NO_SHARES;

const passingWords = (crosses: readonly Cross[]): string | null =>
  crosses.length === 0 ? null : `${formatQuantity(total(crosses.map((cross) => cross.quantity)))} shares pass between sleeves`;

const joined = (why: string, more: string | null): string => (more === null ? why : `${why}; ${more}`);
