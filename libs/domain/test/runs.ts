/** A whole day, traded as planned or nearly so. */
import { minus, negate, NO_MONEY, notional, plus, quantity, toCents, type Money, type Price, type Quantity } from '../src/values/exact.ts';
import { ticker } from '../src/values/ticker.ts';
import { instant } from '../src/values/time.ts';
import { weight } from '../src/values/weight.ts';
import { outcomeEntries } from '../src/ledger/fill-entries.ts';
import { post } from '../src/ledger/post.ts';
import { reconcile, roundingEntries } from '../src/ledger/reconcile.ts';
import type { ClientOrderId, Fill, VenueOrderId } from '../src/orders/order.ts';
import { strategyHoldings } from '../src/portfolio/holdings.ts';
import { planEntries } from '../src/rebalance/capital.ts';
import type { Trade } from '../src/rebalance/trade.ts';
import { decide, DEFAULT_POLICY, type Decided } from '../src/run/decide.ts';
import type { Facts } from '../src/run/facts.ts';
import type { LegOutcome, Outcome } from '../src/run/outcome.ts';
import { recordOf, type RunSeen } from '../src/run/to-record.ts';
import { above, hold, when } from '../src/strategy/build.ts';
import { close } from '../src/strategy/measures.ts';
import { strategyName, type Book } from '../src/strategy/strategy.ts';
import { dayOf, GATHERED, positionOf, SESSION } from './facts.ts';

export const policy = { ...DEFAULT_POLICY, reading: {} };
export const sleeveOf = (name: string, share: number, tree: Book[number]['strategy']['tree']): Book[number] => ({
  strategy: { name: strategyName(name), title: name === 'nuclear' ? 'Nuclear' : 'Tech', tree, rebalance: { frequency: 'daily' } },
  share: weight(share),
  onFailure: 'stop',
});
export const book: Book = [
  sleeveOf('nuclear', 0.6, when(above(close('SPY'), 500), { then: hold('TQQQ'), else: hold('BIL') })),
  sleeveOf('tecl', 0.4, when(above(close('SPY'), 500), { then: hold('TECL'), else: hold('BIL') })),
];
export const facts = dayOf({
  prices: { SPY: '520', TQQQ: '61.03', TECL: '88.88', SMR: '9.41', BIL: '91.5' },
  books: { nuclear: { cash: '12.5', holds: { SMR: '6000.123456789' } }, tecl: { cash: '40000' } },
  unattributed: { cash: '0', holds: { SMR: '11', AAPL: '3' } },
});

/** Every trade filled in two executions, one cent and a half worse than decided; `missing` of the last leg stays open. */
export function filled(trades: readonly Trade[], missing: Quantity = 0n as Quantity): Outcome {
  const worse = 15_000_000n;
  const legs: LegOutcome[] = [];
  const fills: Fill[] = [];
  for (const [i, trade] of trades.entries()) {
    const open = i === trades.length - 1 ? missing : 0n;
    const all = (trade.quantity - open) as Quantity;
    const at = (trade.side === 'buy' ? trade.decisionPrice + worse : trade.decisionPrice - worse) as Price;
    const venueOrderId = `venue ${trade.ticker}` as VenueOrderId;
    const clientOrderId = `ours ${trade.ticker}` as ClientOrderId;
    const first = (all / 3n) as Quantity;
    for (const [part, cumulative] of [
      [first, first],
      [(all - first) as Quantity, all],
    ] as const) {
      fills.push({
        venueOrderId,
        clientOrderId,
        ticker: trade.ticker,
        side: trade.side,
        quantity: part,
        price: at,
        cumulativeQuantity: cumulative,
        executionId: `${trade.ticker} ${String(cumulative)}`,
        at: instant(GATHERED + 2_000 + i),
      });
    }
    const status = open > 0n ? 'canceled' : 'filled';
    legs.push({
      ticker: trade.ticker,
      side: trade.side,
      planned: trade.quantity,
      target: trade.quantity,
      filled: all,
      averagePrice: at,
      decisionPrice: trade.decisionPrice,
      slippageBps: 2.5,
      status: open > 0n ? 'partly' : 'filled',
      says: open > 0n ? 'left at its slippage cap' : 'filled',
      orders: [
        {
          clientOrderId,
          venueOrderId,
          step: 0,
          type: 'limit',
          quantity: trade.quantity,
          limitPrice: at,
          status,
          filled: all,
          averagePrice: at,
          submittedAt: instant(GATHERED + 1_000),
        },
      ],
    });
  }
  return { status: missing > 0n ? 'partly' : 'done', legs, fills };
}

/** The run as the broker saw it: cash in cents per execution, shares as executed. */
export function closedBy(day: Facts, decided: Decided, outcome: Outcome): NonNullable<RunSeen['closed']> {
  if (decided.target === null || decided.plan === null) throw new Error('this day has a plan');
  const before = [
    ...planEntries(decided.plan, decided.target, day.ledger, day.gatheredAt),
    ...outcomeEntries(decided.plan.trades, outcome, SESSION),
  ];
  const posted = post(day.ledger, before);
  const spent = outcome.fills.reduce<Money>((sum, fill) => {
    const amount = toCents(notional(fill.quantity, fill.price));
    return fill.side === 'buy' ? plus(sum, amount) : minus(sum, amount);
  }, NO_MONEY);
  const cash = plus(toCents(day.account.cash), negate(spent));
  const ledger = post(posted, roundingEntries(posted, cash, outcome.fills.length + 1, instant(GATHERED + 9_000)));
  const others = [positionOf(ticker('SMR'), quantity('11')), positionOf(ticker('AAPL'), quantity('3'))];
  const positions = [...others, ...[...strategyHoldings(ledger).values()].map((held) => positionOf(held.ticker, held.quantity))];
  return {
    ledger,
    positions,
    account: { ...day.account, cash, equity: day.account.equity },
    certificate: reconcile(ledger, cash, positions),
  };
}

export function run(missing?: Quantity, day: Facts = facts) {
  const decided = decide(book, day, policy);
  if (decided.approved === null) throw new Error('this day trades');
  const outcome = filled(decided.approved.trades, missing);
  return recordOf({
    facts: day,
    decided,
    outcome,
    closed: closedBy(day, decided, outcome),
    reading: policy.reading,
    ordinal: 0,
    startedAt: GATHERED,
    endedAt: instant(GATHERED + 10_000),
  });
}
