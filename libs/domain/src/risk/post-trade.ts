/** What the books would hold if every trade filled at its decision price. */
import { divideNearest, UNITS_PER_ONE, type Price } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { RebalancePlan } from '../rebalance/trade.ts';

/** Percent of sizing equity per ticker, in the order of the plan. */
export function postTradeWeights(plan: RebalancePlan): readonly { readonly ticker: Ticker; readonly value: number }[] {
  const held = new Map<Ticker, { units: bigint; price: Price }>(
    plan.rows.map((row) => [row.ticker, { units: row.held, price: row.price }]),
  );
  for (const { ticker, side, quantity, decisionPrice } of plan.trades) {
    const before = held.get(ticker)?.units ?? 0n;
    held.set(ticker, { units: side === 'buy' ? before + quantity : before - quantity, price: decisionPrice });
  }
  return [...held].map(([ticker, { units, price }]) => {
    // Sold beyond what is held it is below zero: measured like the rest, for a row to refuse.
    const value = divideNearest(units * price, UNITS_PER_ONE);
    return { ticker, value: (Number(value) / Number(plan.sizingEquity)) * 100 };
  });
}
