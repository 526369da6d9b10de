/** The risk rows that judge a single order, with what is known at that moment: the same for every runner. */
import { toFloat } from '../values/exact.ts';
import type { OrderGuard } from '../orders/policy.ts';
import type { RebalancePlan } from '../rebalance/trade.ts';
import type { Account, Facts } from '../run/facts.ts';
import { denies } from './denies.ts';
import { lastClose } from './last-close.ts';
import type { RiskLimits } from './limits.ts';
import { sessionLoss } from './session-loss.ts';

/**
 * @param facts what the plan was made from.
 * @param account as read before the run, which may have been cut short and gone on: it counts until the run has read it again.
 */
export function orderGuard(
  plan: RebalancePlan,
  facts: Pick<Facts, 'instruments' | 'history' | 'account'>,
  limits: RiskLimits,
  account: Account = facts.account,
): OrderGuard {
  const lostBefore = Math.max(0, sessionLoss(plan, facts));
  return (ticket, { quote, now, cash, account: newest }) => {
    const known = newest ?? account;
    return denies(
      ticket,
      {
        instrument: facts.instruments.get(ticket.ticker) ?? null,
        quote,
        now,
        lastClose: lastClose(facts.history, ticket.ticker),
        sizingEquity: plan.sizingEquity,
        cash,
        account: known,
        sessionLoss: lostBefore + lostSince(facts.account, known),
      },
      limits,
    );
  };
}

/** Percent that the account has lost since it was read for the plan: strategies' books are not valued anew for every order. */
const lostSince = (before: Account, now: Account): number => Math.max(0, (1 - toFloat(now.equity) / toFloat(before.equity)) * 100);
