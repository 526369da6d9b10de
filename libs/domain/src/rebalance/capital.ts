/**
 * What a plan does to the books before its first order: crosses, and the capital that passes between sleeves.
 *
 * Sizing shares the equity of the rebalancing sleeves out anew, so a sleeve that did well gives cash to one that did not: without that
 * the second would buy with cash its book does not have. After the plan each sleeve's book is worth its share, and none is in debt
 * (a weight left alone inside the tolerance can tie up more than a sleeve's share; the others then lend it the difference).
 */
import { minus, NO_MONEY, notional, plus, total, type Money, type Price } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Instant } from '../values/time.ts';
import { splitProRata, weightUnits } from '../values/weight.ts';
import { bookIn, sharesIn, strategiesIn } from '../ledger/books.ts';
import type { Ledger, LedgerEntry } from '../ledger/entry.ts';
import type { TargetPortfolio } from '../portfolio/target.ts';
import type { StrategyName } from '../strategy/strategy.ts';
import type { RebalancePlan } from './trade.ts';

/** @param at when the facts were gathered: with the session it marks these entries, so that posting them again changes nothing. */
export function planEntries(plan: RebalancePlan, target: TargetPortfolio, ledger: Ledger, at: Instant): readonly LedgerEntry[] {
  const { session } = plan;
  const crosses = plan.crosses.map((cross): LedgerEntry => ({ kind: 'cross', at, session, ...cross }));
  const cash = sharedOut(plan, target, ledger);
  return cash.length === 0 ? crosses : [...crosses, { kind: 'capital', at, session, cash }];
}

type Part = { readonly book: StrategyName; readonly amount: Money };

function sharedOut(plan: RebalancePlan, target: TargetPortfolio, ledger: Ledger): readonly Part[] {
  if (plan.trades.length === 0 && plan.crosses.length === 0) return [];
  const keepers = new Set(target.sleeves.filter((sleeve) => sleeve.action === 'keep').map((sleeve) => sleeve.strategy));
  const shares = weightUnits(target.sleeves.map((sleeve) => sleeve.share));
  const named = target.sleeves.map((sleeve) => sleeve.strategy);
  const strategies = [...named, ...strategiesIn(ledger).filter((name) => !named.includes(name))].filter((name) => !keepers.has(name));
  const parts = strategies.map((name) => shares[named.indexOf(name)] ?? 0n);
  if (parts.every((part) => part === 0n)) return [];

  const prices = new Map<Ticker, Price>(plan.rows.map((row) => [row.ticker, row.price]));
  const values = strategies.map((name) => valueOf(ledger, name, prices));
  const fair = splitProRata(total(values), parts);
  const planned = strategies.map((name) => plannedCash(ledger, name, plan));
  const wanted = planned.map((cash, i) => plus(cash, minus(fair[i]! as Money, values[i]!)));
  return without(planned, withoutDebt(wanted)).flatMap((amount, i) => (amount === NO_MONEY ? [] : [{ book: strategies[i]!, amount }]));
}

/** Debts are paid by those who have cash, pro rata to what they have. A debt of all together is nobody's to pay. */
function withoutDebt(cash: readonly Money[]): readonly Money[] {
  const all = total(cash);
  if (all < 0n || cash.every((amount) => amount >= 0n)) return cash;
  const lenders = cash.map((amount) => (amount > 0n ? amount : 0n));
  return splitProRata(all, lenders) as readonly Money[];
}

const without = (from: readonly Money[], to: readonly Money[]): readonly Money[] => to.map((amount, i) => minus(amount, from[i]!));

function valueOf(ledger: Ledger, name: StrategyName, prices: ReadonlyMap<Ticker, Price>): Money {
  const book = bookIn(ledger, name);
  return plus(book.cash, total([...book.lots.keys()].map((ticker) => notional(sharesIn(book, ticker), prices.get(ticker)!))));
}

/** A book's cash when all crosses and trades are done at their decision prices. */
function plannedCash(ledger: Ledger, name: StrategyName, plan: RebalancePlan): Money {
  let { cash } = bookIn(ledger, name);
  for (const { from, to, quantity, price } of plan.crosses) {
    if (from === name) cash = plus(cash, notional(quantity, price));
    else if (to === name) cash = minus(cash, notional(quantity, price));
  }
  for (const { side, decisionPrice, shares } of plan.trades) {
    for (const { strategy, quantity } of shares) {
      if (strategy !== name) continue;
      const amount = notional(quantity, decisionPrice);
      cash = side === 'sell' ? plus(cash, amount) : minus(cash, amount);
    }
  }
  return cash;
}
