/**
 * `planRebalance` once more, in decimal.js: the same stages, rows, words and roundings, for a book whose sleeves all rebalance.
 * A test holds the two plans equal to the last digit, so that the benchmark compares the arithmetic and not the work.
 */
import { formatPercent } from '@alchemiser/domain';
import type { Decimal } from 'decimal.js';
import { downTo, Exact, NOTHING, notional, portion, sharesFor, split, sum } from './decimal-arithmetic.ts';
import type { DecimalDay } from './decimal-facts.ts';

export interface DecimalShare {
  readonly strategy: string;
  readonly quantity: Decimal;
}
export interface DecimalTrade {
  readonly ticker: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: Decimal;
  readonly notional: Decimal;
  readonly reason: string;
  readonly shares: readonly DecimalShare[];
}
export interface DecimalCross {
  readonly ticker: string;
  readonly from: string;
  readonly to: string;
  readonly quantity: Decimal;
}
export interface DecimalRow {
  readonly ticker: string;
  readonly held: Decimal;
  readonly heldWeight: number;
  readonly targetWeight: number;
  readonly why: string;
}
export interface DecimalPlan {
  readonly sizingEquity: Decimal;
  readonly reserve: Decimal;
  readonly rows: readonly DecimalRow[];
  readonly trades: readonly DecimalTrade[];
  readonly crosses: readonly DecimalCross[];
}

interface Part {
  readonly strategy: string;
  readonly held: Decimal;
  readonly budget: Decimal;
  readonly target: Decimal;
}
interface Sized {
  readonly ticker: string;
  readonly price: Decimal;
  readonly parts: readonly Part[];
}
interface Verdict {
  readonly sized: Sized;
  readonly trade: DecimalTrade | null;
  readonly crosses: readonly DecimalCross[];
  readonly why: string;
}

export function decimalPlan(day: DecimalDay): DecimalPlan {
  const tickers = [...new Set([...[...day.books.values()].flatMap(({ lots }) => [...lots.keys()]), ...day.wanted.keys()])].sort();
  const prices = new Map(
    tickers.map((ticker) => {
      const { bid, ask } = day.quotes.get(ticker)!;
      return [ticker, bid.plus(ask).div(2).toDecimalPlaces(9, 1)] as const;
    }),
  );
  const held = (strategy: string, ticker: string): Decimal => sum(day.books.get(strategy)?.lots.get(ticker) ?? []);
  const equity = sum(
    day.sleeves.map((strategy) => {
      const book = day.books.get(strategy)!;
      return book.cash.plus(sum([...book.lots.keys()].map((ticker) => notional(held(strategy, ticker), prices.get(ticker)!))));
    }),
  );
  const reserve = portion(equity, day.reserve);
  const investable = equity.minus(reserve);
  const sized = tickers.map((ticker): Sized => {
    const price = prices.get(ticker)!;
    const parts = day.sleeves.map((strategy): Part => {
      const budget = portion(investable, day.wanted.get(ticker)?.get(strategy) ?? NOTHING);
      return { strategy, held: held(strategy, ticker), budget, target: sharesFor(budget, price, day.increments.get(ticker)!) };
    });
    return { ticker, price, parts: parts.filter((part) => part.held.gt(0) || part.budget.gt(0)) };
  });
  const cash = sum(day.sleeves.map((strategy) => day.books.get(strategy)!.cash));
  const verdicts = [
    ...fitted(
      sized.map((each) => judge(each, equity, day)),
      cash.minus(reserve),
      day,
    ),
  ].sort(inOrder);
  return {
    sizingEquity: equity,
    reserve,
    rows: verdicts.map((verdict) => rowOf(verdict, equity)),
    trades: verdicts.flatMap(({ trade }) => trade ?? []),
    crosses: verdicts.flatMap(({ crosses }) => crosses),
  };
}

function judge(sized: Sized, equity: Decimal, day: DecimalDay): Verdict {
  const { ticker, price, parts } = sized;
  const { tradeIsDue, crossIsDue, reason, why } = driftOf(sized, equity, day);
  if (!tradeIsDue && !crossIsDue) return { sized, trade: null, crosses: [], why };
  const { crosses, rest } = net(ticker, parts);
  const passing = crosses.length === 0 ? null : `${sum(crosses.map(({ quantity }) => quantity)).toString()} shares pass between sleeves`;
  const said = passing === null ? why : `${why}; ${passing}`;
  if (!tradeIsDue || rest === null) {
    return { sized, trade: null, crosses, why: passing === null ? `${why}; as near as its shares allow` : said };
  }
  const wish = sum(rest.shares.map(({ quantity }) => quantity));
  const most = rest.side === 'sell' ? Exact.min(wish, day.available.get(ticker) ?? NOTHING) : wish;
  const quantity = downTo(most, day.increments.get(ticker)!);
  const size = notional(quantity, price);
  if (quantity.lte(0) || size.lt(day.notionalMin)) return { sized, trade: null, crosses, why: `${said}, but it is too little` };
  return {
    sized,
    trade: { ticker, side: rest.side, quantity, notional: size, reason, shares: divided(quantity, rest.shares) },
    crosses,
    why: said,
  };
}

function driftOf({ price, parts }: Sized, equity: Decimal, { tolerance, notionalMin }: DecimalDay) {
  const counts = (shares: Decimal): boolean => notional(shares, price).gte(notionalMin);
  const isOff = (shares: Decimal, wanted: Decimal): boolean => notional(shares, price).minus(wanted).abs().gte(equity.times(tolerance));
  const held = sum(parts.map((part) => part.held));
  const wanted = sum(parts.map((part) => part.budget));
  const off = `off by ${formatPercent(Math.abs(notional(held, price).minus(wanted).toNumber() / equity.toNumber()) * 100)}`;
  const due = { tradeIsDue: true, crossIsDue: true };
  if (wanted.eq(0)) {
    return counts(held)
      ? { ...due, reason: 'leaves', why: 'leaves the target' }
      : { tradeIsDue: false, crossIsDue: false, reason: 'leaves', why: 'leaves the target, but it is too little for an order' };
  }
  const entering = parts.filter((part) => !counts(part.held) && counts(part.target));
  const leaving = parts.filter((part) => counts(part.held) && part.budget.eq(0));
  if (entering.length > 0 && parts.every((part) => !counts(part.held))) return { ...due, reason: 'enters', why: 'enters the target' };
  if (entering.length > 0 || leaving.length > 0) {
    const moves = [...entering.map((part) => `enters ${part.strategy}`), ...leaving.map((part) => `leaves ${part.strategy}`)];
    return { ...due, reason: 'drifted', why: moves.join(', ') };
  }
  const size = formatPercent(tolerance.toNumber() * 100);
  const tradeIsDue = isOff(held, wanted);
  const crossIsDue = parts.some((part) => isOff(part.held, part.budget));
  return {
    tradeIsDue,
    crossIsDue,
    reason: 'drifted',
    why: tradeIsDue ? `${off}, tolerance ${size}` : `${off}, inside the ${size} tolerance`,
  };
}

/** Sellers and buyers of one ticker meet first, pro rata; only the difference is left. */
function net(ticker: string, parts: readonly Part[]) {
  const wishes = (sign: 1 | -1): readonly DecimalShare[] =>
    parts
      .map(({ strategy, held, target }) => ({ strategy, quantity: target.minus(held).times(sign) }))
      .filter(({ quantity }) => quantity.gt(0));
  const [buyers, sellers] = [wishes(1), wishes(-1)];
  const crossed = Exact.min(sum(buyers.map((wish) => wish.quantity)), sum(sellers.map((wish) => wish.quantity)));
  const [bought, sold] = [portions(crossed, buyers), portions(crossed, sellers)];
  const restOf = (all: readonly DecimalShare[], met: readonly DecimalShare[]): readonly DecimalShare[] =>
    all.map((wish, at) => ({ ...wish, quantity: wish.quantity.minus(met[at]!.quantity) })).filter((wish) => wish.quantity.gt(0));
  const [toBuy, toSell] = [restOf(buyers, bought), restOf(sellers, sold)];
  const rest =
    toBuy.length > 0 ? { side: 'buy' as const, shares: toBuy } : toSell.length > 0 ? { side: 'sell' as const, shares: toSell } : null;
  return { crosses: pairs(ticker, sold, bought), rest };
}

function pairs(ticker: string, givers: readonly DecimalShare[], takers: readonly DecimalShare[]): readonly DecimalCross[] {
  const crosses: DecimalCross[] = [];
  const open = takers.map((taker) => ({ ...taker }));
  let next = 0;
  for (const giver of givers) {
    let left = giver.quantity;
    while (left.gt(0)) {
      const taker = open[next]!;
      const quantity = Exact.min(left, taker.quantity);
      if (quantity.gt(0)) crosses.push({ ticker, from: giver.strategy, to: taker.strategy, quantity });
      left = left.minus(quantity);
      open[next] = { ...taker, quantity: taker.quantity.minus(quantity) };
      if (open[next]!.quantity.eq(0)) next++;
    }
  }
  return crosses;
}

function portions(quantity: Decimal, shares: readonly DecimalShare[]): readonly DecimalShare[] {
  if (shares.length === 0) return [];
  const parts = split(
    quantity,
    shares.map((share) => share.quantity),
  );
  return shares.map(({ strategy }, at) => ({ strategy, quantity: parts[at]! }));
}

const divided = (quantity: Decimal, shares: readonly DecimalShare[]): readonly DecimalShare[] =>
  portions(quantity, shares).filter((share) => share.quantity.gt(0));

/** Buys shrunk to the cash that the sells leave. */
function fitted(verdicts: readonly Verdict[], cash: Decimal, day: DecimalDay): readonly Verdict[] {
  const tradesOf = (side: DecimalTrade['side']) => verdicts.flatMap(({ trade }) => (trade?.side === side ? [trade] : []));
  const spendable = cash.plus(sum(tradesOf('sell').map((trade) => trade.notional)));
  const costs = tradesOf('buy').map((trade) => trade.notional);
  const cost = sum(costs);
  if (cost.lte(spendable)) return verdicts;
  let buy = 0;
  return verdicts.map((verdict): Verdict => {
    const { trade, sized } = verdict;
    if (trade?.side !== 'buy') return verdict;
    const budget = new Exact(spendable).times(costs[buy++]!).div(cost).toDecimalPlaces(9, Exact.ROUND_FLOOR);
    const quantity = Exact.min(trade.quantity, sharesFor(budget, sized.price, day.increments.get(sized.ticker)!));
    if (quantity.eq(trade.quantity)) return verdict;
    const size = notional(quantity, sized.price);
    if (size.lt(day.notionalMin)) return { ...verdict, trade: null, why: `${verdict.why}, but there is no cash for it` };
    const shrunk = { ...trade, quantity, notional: size, shares: divided(quantity, trade.shares) };
    return { ...verdict, trade: shrunk, why: `${verdict.why}, shrunk to the cash there is` };
  });
}

function rowOf({ sized, why }: Verdict, equity: Decimal): DecimalRow {
  const held = sum(sized.parts.map((part) => part.held));
  const wanted = sum(sized.parts.map((part) => part.budget));
  return {
    ticker: sized.ticker,
    held,
    heldWeight: notional(held, sized.price).toNumber() / equity.toNumber(),
    targetWeight: wanted.toNumber() / equity.toNumber(),
    why,
  };
}

function inOrder(a: Verdict, b: Verdict): number {
  const rank = ({ trade }: Verdict): number => (trade === null ? 2 : trade.side === 'sell' ? 0 : 1);
  const size = ({ trade, sized }: Verdict): Decimal => trade?.notional ?? notional(sum(sized.parts.map((part) => part.held)), sized.price);
  return rank(a) - rank(b) || size(b).cmp(size(a)) || (a.sized.ticker < b.sized.ticker ? -1 : 1);
}
