/** The whole decision of a day: pure and synchronous, so that the same facts come to the same plan on any machine and any year. */
import { ok, type Result } from '../result.ts';
import { notional, plus, total, toFloat } from '../values/exact.ts';
import { weight, type Weight } from '../values/weight.ts';
import { bookIn, sharesIn } from '../ledger/books.ts';
import { midPrice } from '../market/quote.ts';
import { combine, type SleeveChoice } from '../portfolio/combine.ts';
import type { TargetPortfolio } from '../portfolio/target.ts';
import { planRebalance, withoutBuys } from '../rebalance/plan.ts';
import type { Tolerance } from '../rebalance/tolerance.ts';
import type { RebalancePlan } from '../rebalance/trade.ts';
import { approve, type Approved } from '../risk/approve.ts';
import type { RiskCheck } from '../risk/check.ts';
import { DEFAULT_LIMITS, type RiskLimits } from '../risk/limits.ts';
import { stopsBuys } from '../risk/session-loss.ts';
import type { ReadingOptions } from '../strategy/columns.ts';
import type { Decision, Undecided } from '../strategy/decision.ts';
import { decideOn } from '../strategy/evaluate.ts';
import { schedule, type SleeveState } from '../strategy/schedule.ts';
import type { Book, Sleeve, Strategy } from '../strategy/strategy.ts';
import type { Facts } from './facts.ts';

export interface DecidePolicy {
  /** Fraction of equity that stays in cash. */
  readonly reserve: Weight;
  readonly tolerance: Tolerance;
  readonly limits: RiskLimits;
  readonly reading: ReadingOptions;
}

export const DEFAULT_POLICY: DecidePolicy = {
  reserve: weight(0.01),
  tolerance: { kind: 'absolute', fraction: weight(0.01) },
  limits: DEFAULT_LIMITS,
  reading: { live: true },
};

/** A sleeve with what its strategy decided and what becomes of it today. */
export interface DecidedSleeve {
  readonly strategy: Strategy;
  readonly share: Weight;
  readonly decision: Result<Decision, Undecided>;
  /** `undecided` keeps the sleeve's quantities, or refuses the run, as the book says. */
  readonly action: 'rebalance' | 'keep' | 'undecided';
  readonly why: string;
}

/**
 * `approved`: a plan to carry out · `unchanged`: the same, but nothing in it needs trading · `refused`: nothing may be sent, `says` is why.
 * How far it came stays visible: what was not reached is null or empty.
 */
export type Decided = {
  readonly sleeves: readonly DecidedSleeve[];
  readonly checks: readonly RiskCheck[];
  /** Why the plan is without the buys that its sleeves want; null when it has them all. */
  readonly withoutBuys: string | null;
} & (
  | {
      readonly status: 'approved' | 'unchanged';
      readonly target: TargetPortfolio;
      readonly plan: RebalancePlan;
      readonly approved: Approved<RebalancePlan>;
    }
  | {
      readonly status: 'refused';
      readonly code: 'undecided' | 'quote-missing' | 'instrument-missing' | 'nothing-to-size-on' | 'risk';
      readonly says: string;
      readonly target: TargetPortfolio | null;
      readonly plan: RebalancePlan | null;
      readonly approved: null;
    }
);

export function decide(book: Book, facts: Facts, policy: DecidePolicy): Decided {
  const sleeves = book.map((sleeve) =>
    facts.instruction === 'flatten' ? flattenSleeve(sleeve, facts) : decideSleeve(sleeve, facts, policy),
  );
  const failed = sleeves.find((sleeve, i) => sleeve.action === 'undecided' && book[i]!.onFailure === 'stop');
  const nothing = { sleeves, checks: [], withoutBuys: null, target: null, plan: null, approved: null };
  if (failed !== undefined) return { ...nothing, status: 'refused', code: 'undecided', says: failed.why };

  const target = combine(sleeves.map(choiceOf));
  const planned = planRebalance(target, facts, { ...policy, notionalMin: policy.limits.notionalMin });
  if (!planned.ok) return { ...nothing, target, status: 'refused', code: planned.error.code, says: `${planned.error.says}.` };

  const stop = planned.value.trades.some((trade) => trade.side === 'buy') ? stopsBuys(planned.value, facts, policy.limits) : null;
  const plan = stop === null ? planned.value : withoutBuys(planned.value, stop);
  const { checks, approved } = approve(plan, facts, policy.limits);
  const seen = { sleeves, checks, withoutBuys: stop, target, plan };
  if (approved === null) return { ...seen, approved, status: 'refused', code: 'risk', says: refusalWords(checks) };
  return { ...seen, approved, status: plan.trades.length === 0 && plan.crosses.length === 0 ? 'unchanged' : 'approved' };
}

function decideSleeve({ strategy, share }: Sleeve, facts: Facts, policy: DecidePolicy): DecidedSleeve {
  const decision = decideOn(strategy, facts.history, policy.reading);
  if (!decision.ok) return { strategy, share, decision, action: 'undecided', why: decision.error.says };
  const { action, why } = schedule(decision.value, strategy.rebalance, stateOf(strategy, facts), facts.session);
  return { strategy, share, decision, action, why };
}

/** A person wants everything sold: the strategy is not asked, so that one that cannot decide does not stand in the way. */
function flattenSleeve({ strategy, share }: Sleeve, { asOf }: Facts): DecidedSleeve {
  const why = 'a person asked for everything to be sold';
  const trace: Decision['trace'] = { kind: 'equally', taken: true, weights: [], children: [] };
  return { strategy, share, decision: ok({ strategy: strategy.name, asOf, weights: [], trace, reasons: [why] }), action: 'rebalance', why };
}

/** The sleeve's own book at today's prices. A holding without a quote weighs nothing here; the plan refuses it by name. */
function stateOf({ name }: Strategy, { ledger, quotes }: Facts): SleeveState {
  const book = bookIn(ledger, name);
  const quantities = new Map([...book.lots.keys()].sort().map((ticker) => [ticker, sharesIn(book, ticker)]));
  const values = [...quantities].flatMap(([ticker, quantity]) => {
    const quote = quotes.get(ticker);
    return quote === undefined ? [] : [{ ticker, value: notional(quantity, midPrice(quote)) }];
  });
  const equity = plus(book.cash, total(values.map(({ value }) => value)));
  const weights = new Map(values.map(({ ticker, value }) => [ticker, equity > 0n ? toFloat(value) / toFloat(equity) : 0]));
  return { quantities, weights, lastRebalance: ledger.lastRebalance.get(name) };
}

const choiceOf = ({ strategy, share, decision, action, why }: DecidedSleeve): SleeveChoice =>
  action === 'rebalance' && decision.ok
    ? { strategy: strategy.name, share, action, weights: decision.value.weights }
    : { strategy: strategy.name, share, action: 'keep', why };

function refusalWords(checks: readonly RiskCheck[]): string {
  const failed = checks.filter((check) => !check.passed);
  return `${failed.map((check) => check.says).join('. ')}.`;
}
