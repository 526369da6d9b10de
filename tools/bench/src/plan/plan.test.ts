import { planRebalance, toDecimal, type Exact } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { planDay, TICKERS } from './day.ts';
import { decimalDay } from './decimal-facts.ts';
import { decimalPlan } from './decimal-plan.ts';

describe('the plan in decimal.js', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is ours to the last digit on day %i', (seed) => {
    const day = planDay(seed);
    const ours = planRebalance(day.target, day.facts, day.policy);
    if (!ours.ok) throw new Error(ours.error.says);
    const plan = ours.value;
    const theirs = decimalPlan(decimalDay(day));
    const text = (value: Exact): string => toDecimal(value);

    expect(theirs.sizingEquity.toString()).toBe(text(plan.sizingEquity));
    expect(theirs.reserve.toString()).toBe(text(plan.reserve));
    expect(
      theirs.trades.map((trade) => ({
        ...trade,
        quantity: trade.quantity.toString(),
        notional: trade.notional.toString(),
        shares: trade.shares.map(({ strategy, quantity }) => [strategy, quantity.toString()]),
      })),
    ).toEqual(
      plan.trades.map(({ ticker, side, quantity, notional, reason, shares }) => ({
        ticker,
        side,
        quantity: text(quantity),
        notional: text(notional),
        reason,
        shares: shares.map((share) => [share.strategy, text(share.quantity)]),
      })),
    );
    expect(theirs.crosses.map(({ ticker, from, to, quantity }) => [ticker, from, to, quantity.toString()])).toEqual(
      plan.crosses.map(({ ticker, from, to, quantity }) => [ticker, from, to, text(quantity)]),
    );
    // Words group thousands and floats divide in another unit; the rest of a row is the same.
    const rows = theirs.rows.map((row) => [row.ticker, row.held.toString(), row.why.replaceAll(/[\d,.]+ shares/g, 'shares')]);
    expect(rows).toEqual(plan.rows.map((row) => [row.ticker, text(row.held), row.why.replaceAll(/[\d,.]+ shares/g, 'shares')]));

    // The day is worth planning: everything a plan can do happens on it.
    expect(plan.rows).toHaveLength(TICKERS);
    expect(new Set(plan.trades.map(({ reason }) => reason))).toEqual(new Set(['enters', 'leaves', 'drifted']));
    expect(plan.crosses.length).toBeGreaterThan(0);
    expect(new Set(plan.rows.map(({ action }) => action))).toContain('leave');
  });
});
