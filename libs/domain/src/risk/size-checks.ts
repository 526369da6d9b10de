/** Rows about sizes: weights, orders, cash, turnover, losses. */
import { least, minus, most, NO_MONEY, plus, total, type Money } from '../values/exact.ts';
import { formatMoney, formatPercent, formatQuantity, formatSession } from '../values/format.ts';
import { bookIn } from '../ledger/books.ts';
import { strategyHoldings } from '../portfolio/holdings.ts';
import type { RebalancePlan, Side } from '../rebalance/trade.ts';
import { nothing, within, worstWithin, type RiskRow } from './check.ts';
import { postTradeWeights } from './post-trade.ts';
import { sessionLoss } from './session-loss.ts';

/** A plan is of its session, on something, and each trade is the sum of its sleeves' shares. */
export const planRow: RiskRow = {
  name: 'plan',
  check: ({ session, sizingEquity, trades }, facts) => {
    const faults = [
      ...(session === facts.session ? [] : [`it is of ${formatSession(session)}`]),
      ...(sizingEquity > 0n ? [] : [`it sizes on ${formatMoney(sizingEquity)}`]),
      ...trades
        .filter((trade) => total(trade.shares.map((share) => share.quantity)) !== trade.quantity)
        .map((trade) => `${trade.ticker} is not the sum of its shares`),
    ];
    return nothing(faults, `Plan of ${formatSession(session)} on ${formatMoney(sizingEquity)}`, 'The plan does not hold');
  },
};

/** What no strategy bought is not ours to sell. */
export const sellsRow: RiskRow = {
  name: 'sells covered',
  check: ({ trades, crosses }, { ledger, positions }) => {
    const holdings = strategyHoldings(ledger);
    const uncovered = trades.filter(({ ticker, side, quantity, shares }) => {
      if (side === 'buy') return false;
      const by = holdings.get(ticker)?.by ?? [];
      const given = (name: string): bigint =>
        total(crosses.filter((cross) => cross.ticker === ticker && cross.from === name).map((cross) => cross.quantity));
      const isHeld = shares.every(
        (share) => share.quantity + given(share.strategy) <= (by.find((part) => part.strategy === share.strategy)?.quantity ?? 0n),
      );
      const available = positions.find((position) => position.ticker === ticker && position.side === 'long')?.available ?? 0n;
      return !isHeld || quantity > available;
    });
    const words = uncovered.map(({ ticker, quantity }) => `${ticker} ${formatQuantity(quantity)}`);
    return nothing(words, 'Only shares of our books are sold', 'Sells of shares that our books or the broker do not have');
  },
};

export const weightRow: RiskRow = {
  name: 'weight',
  check: (plan, _, limits) => worstWithin('Largest weight', postTradeWeights(plan), limits.weightPerTickerMax, formatPercent),
};

export const exposureRow: RiskRow = {
  name: 'gross exposure',
  check: (plan, _, limits) => {
    const gross = postTradeWeights(plan).reduce((sum, { value }) => sum + Math.abs(value), 0);
    return within('Gross exposure', gross, limits.grossExposureMax, formatPercent);
  },
};

export const orderRow: RiskRow = {
  name: 'order notional',
  check: ({ trades, sizingEquity }, _, limits) => {
    const sizes = trades.map(({ ticker, notional }) => ({ ticker, value: percentOf(notional, sizingEquity) }));
    return worstWithin('Largest order', sizes, limits.orderNotionalMax, formatPercent);
  },
};

/**
 * Never buying power: what the books have and the sells should bring, and no more than the account has. The fractions of cents that the
 * broker's rounding has taken so far are no lack of cash: what is bought in the end is shrunk to what is confirmed.
 */
export const cashRow: RiskRow = {
  name: 'cash for buys',
  check: (plan, { account, ledger }) => {
    const buys = notionalOf(plan, 'buy');
    const unrounded = minus(account.cash, least(bookIn(ledger, 'broker-rounding').cash, NO_MONEY));
    const there = most(plus(least(plan.openingCash, unrounded), notionalOf(plan, 'sell')), NO_MONEY);
    return { passed: buys <= there, says: `Buys ${formatMoney(buys)}, cash and planned sales ${formatMoney(there)}` };
  },
};

/** Sells may leave less than the reserve in cash (shares inside the tolerance are left alone), buys may not. */
export const reserveRow: RiskRow = {
  name: 'cash reserve',
  check: (plan) => {
    const buys = notionalOf(plan, 'buy');
    const left = minus(plus(plan.openingCash, notionalOf(plan, 'sell')), buys);
    const says = `Cash left ${formatMoney(left)}, reserve ${formatMoney(plan.reserve)}`;
    return { passed: plan.reserve >= NO_MONEY && (buys === NO_MONEY || left >= plan.reserve), says };
  },
};

/** One limit for all runs of a session. What came before does not count against sells alone: getting out stays possible. */
export const turnoverRow: RiskRow = {
  name: 'turnover',
  check: (plan, { tradedBefore }, limits) => {
    const { trades, sizingEquity } = plan;
    const before = hasBuys(plan) && tradedBefore !== undefined ? tradedBefore.turnover : NO_MONEY;
    const turnover = percentOf(plus(before, total(trades.map(({ notional }) => notional))), sizingEquity);
    const what = before === NO_MONEY ? 'Turnover' : `Turnover with the ${formatMoney(before)} of earlier runs`;
    return within(what, turnover, limits.turnoverMax, formatPercent);
  },
};

export const tradesRow: RiskRow = {
  name: 'trades',
  check: (plan, { tradedBefore }, limits) => {
    const before = hasBuys(plan) && tradedBefore !== undefined ? tradedBefore.trades : 0;
    const what = before === 0 ? 'Trades' : `Trades with the ${before} of earlier runs`;
    return within(what, before + plan.trades.length, limits.tradesPerSessionMax, String);
  },
};

export const minimumRow: RiskRow = {
  name: 'minimum notional',
  check: ({ trades }, _, { notionalMin }) => {
    const small = trades
      .filter(({ notional }) => !(notional >= notionalMin))
      .map(({ ticker, notional }) => `${ticker} ${formatMoney(notional)}`);
    return nothing(small, `No order below ${formatMoney(notionalMin)}`, `Orders below ${formatMoney(notionalMin)}`);
  },
};

/** A loss stops buys, not sells: getting out stays possible. */
export const lossRow: RiskRow = {
  name: 'session loss',
  check: (plan, facts, limits) => {
    const loss = sessionLoss(plan, facts);
    const { passed, says } = within('Lost since the last close', loss < 0 ? 0 : loss, limits.sessionLossMax, formatPercent);
    if (passed) return { passed, says };
    return hasBuys(plan) ? { passed, says: `${says}: the plan has buys` } : { passed: true, says: `${says}: no buys` };
  },
};

const hasBuys = ({ trades }: RebalancePlan): boolean => trades.some(({ side }) => side === 'buy');
const notionalOf = ({ trades }: RebalancePlan, side: Side): Money =>
  total(trades.filter((trade) => trade.side === side).map(({ notional }) => notional));
const percentOf = (part: Money, whole: Money): number => (Number(part) / Number(whole)) * 100;
