import { describe, expect, it } from 'vitest';
import { dayOf, GATHERED, positionOf, SESSION } from '../../test/facts.ts';
import { minus, negate, NO_MONEY, notional, plus, quantity, toCents, type Money, type Price, type Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant } from '../values/time.ts';
import { weight } from '../values/weight.ts';
import { outcomeEntries } from '../ledger/fill-entries.ts';
import { post } from '../ledger/post.ts';
import { reconcile, roundingEntries } from '../ledger/reconcile.ts';
import type { ClientOrderId, Fill, VenueOrderId } from '../orders/order.ts';
import { strategyHoldings } from '../portfolio/holdings.ts';
import { planEntries } from '../rebalance/capital.ts';
import type { Trade } from '../rebalance/trade.ts';
import { above, hold, when } from '../strategy/build.ts';
import { close, sma } from '../strategy/measures.ts';
import { strategyName, type Book } from '../strategy/strategy.ts';
import { decide, DEFAULT_POLICY, type Decided } from './decide.ts';
import { decodeFacts, encodeFacts } from './facts-codec.ts';
import type { Facts } from './facts.ts';
import type { LegOutcome, Outcome } from './outcome.ts';
import { decodeRecord, encodeRecord } from './record-codec.ts';
import { recordOf, type RunSeen } from './to-record.ts';

const policy = { ...DEFAULT_POLICY, reading: {} };
const sleeveOf = (name: string, share: number, tree: Book[number]['strategy']['tree']): Book[number] => ({
  strategy: { name: strategyName(name), title: name === 'nuclear' ? 'Nuclear' : 'Tech', tree, rebalance: { frequency: 'daily' } },
  share: weight(share),
  onFailure: 'stop',
});
const book: Book = [
  sleeveOf('nuclear', 0.6, when(above(close('SPY'), 500), { then: hold('TQQQ'), else: hold('BIL') })),
  sleeveOf('tecl', 0.4, when(above(close('SPY'), 500), { then: hold('TECL'), else: hold('BIL') })),
];
const facts = dayOf({
  prices: { SPY: '520', TQQQ: '61.03', TECL: '88.88', SMR: '9.41', BIL: '91.5' },
  books: { nuclear: { cash: '12.5', holds: { SMR: '6000.123456789' } }, tecl: { cash: '40000' } },
  unattributed: { cash: '0', holds: { SMR: '11', AAPL: '3' } },
});

/** Every trade filled in two executions, one cent and a half worse than decided; `missing` of the last leg stays open. */
function filled(trades: readonly Trade[], missing: Quantity = 0n as Quantity): Outcome {
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
    for (const [part, cumulative] of [[first, first], [(all - first) as Quantity, all]] as const) {
      fills.push({ venueOrderId, clientOrderId, ticker: trade.ticker, side: trade.side, quantity: part, price: at, cumulativeQuantity: cumulative, executionId: `${trade.ticker} ${String(cumulative)}`, at: instant(GATHERED + 2_000 + i) });
    }
    const status = open > 0n ? 'canceled' : 'filled';
    legs.push({
      ticker: trade.ticker, side: trade.side, planned: trade.quantity, target: trade.quantity, filled: all, averagePrice: at, decisionPrice: trade.decisionPrice,
      slippageBps: 2.5, status: open > 0n ? 'partly' : 'filled', says: open > 0n ? 'left at its slippage cap' : 'filled',
      orders: [{ clientOrderId, venueOrderId, step: 0, type: 'limit', quantity: trade.quantity, limitPrice: at, status, filled: all, averagePrice: at, submittedAt: instant(GATHERED + 1_000) }],
    });
  }
  return { status: missing > 0n ? 'partly' : 'done', legs, fills };
}

/** The run as the broker saw it: cash in cents per execution, shares as executed. */
function closedBy(day: Facts, decided: Decided, outcome: Outcome): NonNullable<RunSeen['closed']> {
  if (decided.target === null || decided.plan === null) throw new Error('this day has a plan');
  const before = [...planEntries(decided.plan, decided.target, day.ledger, day.gatheredAt), ...outcomeEntries(decided.plan.trades, outcome, SESSION)];
  const posted = post(day.ledger, before);
  const spent = outcome.fills.reduce<Money>((sum, fill) => {
    const amount = toCents(notional(fill.quantity, fill.price));
    return fill.side === 'buy' ? plus(sum, amount) : minus(sum, amount);
  }, NO_MONEY);
  const cash = plus(toCents(day.account.cash), negate(spent));
  const ledger = post(posted, roundingEntries(posted, cash, outcome.fills.length + 1, instant(GATHERED + 9_000)));
  const others = [positionOf(ticker('SMR'), quantity('11')), positionOf(ticker('AAPL'), quantity('3'))];
  const positions = [...others, ...[...strategyHoldings(ledger).values()].map((held) => positionOf(held.ticker, held.quantity))];
  return { ledger, positions, account: { ...day.account, cash, equity: day.account.equity }, certificate: reconcile(ledger, cash, positions) };
}

function run(missing?: Quantity, day: Facts = facts) {
  const decided = decide(book, day, policy);
  if (decided.approved === null) throw new Error('this day trades');
  const outcome = filled(decided.approved.trades, missing);
  return recordOf({ facts: day, decided, outcome, closed: closedBy(day, decided, outcome), ordinal: 0, startedAt: GATHERED, endedAt: instant(GATHERED + 10_000) });
}

describe('a day that traded', () => {
  const record = run();
  it('says so in one sentence, reconciled in shares and cents', () => {
    expect(record.status).toBe('traded');
    expect(record.says).toBe("Sold SMR and bought TQQQ and TECL; our books equal the broker's in shares and cents.");
    expect(record.reconciliation?.status).toBe('equal');
  });
  it('holds what was decided, why, and who it was for', () => {
    expect(record.sleeves.map((sleeve) => [sleeve.title, sleeve.action, sleeve.weights.map((part) => part.ticker)])).toEqual([
      ['Nuclear', 'rebalance', ['TQQQ']],
      ['Tech', 'rebalance', ['TECL']],
    ]);
    expect(record.plan?.trades.map((trade) => [trade.side, trade.ticker, trade.shares.map((share) => share.strategy)])).toEqual([
      ['sell', 'SMR', ['nuclear']],
      ['buy', 'TQQQ', ['nuclear']],
      ['buy', 'TECL', ['tecl']],
    ]);
  });
  it('leaves what no strategy bought alone and says whose it is', () => {
    expect(record.positions.find((row) => row.ticker === 'AAPL')).toEqual({ ticker: 'AAPL', quantity: '3', price: null, value: null, weight: null, books: [{ book: 'unattributed', quantity: '3' }] });
    expect(record.notes).toEqual(['Shown at cost, because no strategy needs a quote of it: AAPL.']);
  });
  it('has one row per book, and together they are the account’s cash', () => {
    expect(record.books.map((row) => row.book)).toEqual(['nuclear', 'tecl', 'unattributed', 'broker-rounding']);
    const all = record.books.reduce((sum, row) => sum + Number(row.cash), 0);
    expect(all).toBeCloseTo(Number(record.account.cashAfter), 9);
  });
  it('comes back from its text as it was', () => {
    expect(decodeRecord(encodeRecord(record))).toEqual(record);
  });
  it('is the same to the last byte when the day is replayed from its facts', () => {
    expect(encodeRecord(run(undefined, decodeFacts(encodeFacts(facts))))).toBe(encodeRecord(record));
  });
});

describe('other endings', () => {
  const decided = decide(book, facts, policy);
  const seen = { facts, outcome: null, closed: null, ordinal: 0, startedAt: GATHERED, endedAt: GATHERED } as const;
  const closedAsOpened = { ledger: facts.ledger, account: facts.account, positions: facts.positions, certificate: reconcile(facts.ledger, facts.account.cash, facts.positions) };

  it('partly: says what is left and why', () => {
    const record = run(quantity('100'));
    expect(record.status).toBe('partly');
    expect(record.says).toBe("Traded part of the plan: buy TECL is partly (left at its slippage cap); our books equal the broker's in shares and cents.");
  });
  it('planned: a dry run', () => {
    const record = recordOf({ ...seen, decided });
    expect([record.status, record.says]).toEqual(['planned', 'Planned: would sell SMR and buy TQQQ and TECL. Nothing was sent.']);
    expect(record.account.cashAfter).toBeNull();
  });
  it('refused: the strategy and what it lacks', () => {
    const tooLong: Book = [sleeveOf('nuclear', 1, when(above(sma('SPY', 200), 1), { then: hold('TQQQ'), else: hold('BIL') }))];
    const record = recordOf({ ...seen, decided: decide(tooLong, facts, policy) });
    expect(record.status).toBe('refused');
    expect(record.says).toMatch(/^Refused: Nuclear cannot decide for Mon 5 Aug 2024: .*SPY.* Nothing was sent\.$/);
    expect(record.sleeves[0]?.undecided?.missing.tickers).toEqual(['SPY']);
    expect(decodeRecord(encodeRecord(record))).toEqual(record);
  });
  it('refused: the row of the risk table', () => {
    const blocked = { ...facts, account: { ...facts.account, accountBlocked: true } };
    const record = recordOf({ ...seen, facts: blocked, decided: decide(book, blocked, policy) });
    expect(record.says).toBe('Refused: The account cannot trade: the account is blocked. Nothing was sent.');
    expect(record.risk.filter((check) => !check.passed)).toHaveLength(1);
  });
  it('halted: a person is needed when the broker’s books differ', () => {
    const outcome: Outcome = { status: 'done', legs: [], fills: [] };
    const certificate = reconcile(facts.ledger, plus(facts.account.cash, facts.account.cash), facts.positions);
    const record = recordOf({ ...seen, decided, outcome, closed: { ...closedAsOpened, certificate } });
    expect(record.status).toBe('halted');
    expect(record.says).toMatch(/^Halted, a person is needed: the broker's books differ from ours\. Different: cash ours/);
  });
  it('halted: an order nobody knows the fate of', () => {
    if (decided.approved === null) throw new Error('this day trades');
    const all = filled(decided.approved.trades);
    const outcome: Outcome = { status: 'halted', fills: [], legs: [{ ...all.legs[0]!, status: 'halted', says: 'what became of its order is unknown' }] };
    const record = recordOf({ ...seen, decided, outcome, closed: closedAsOpened });
    expect([record.status, record.says]).toEqual(['halted', 'Halted, a person is needed: sell SMR: what became of its order is unknown.']);
  });
  it('unchanged: nothing needed trading', () => {
    const quiet = dayOf({ prices: { SPY: '520', TQQQ: '60', TECL: '90', BIL: '91' }, books: { nuclear: { cash: '60', holds: { TQQQ: '99' } }, tecl: { cash: '40', holds: { TECL: '44' } } } });
    const record = recordOf({ ...seen, facts: quiet, decided: decide(book, quiet, policy), closed: { ...closedAsOpened, ledger: quiet.ledger, positions: quiet.positions, certificate: reconcile(quiet.ledger, quiet.account.cash, quiet.positions) } });
    expect([record.status, record.says]).toEqual(['unchanged', "Nothing needed trading; our books equal the broker's in shares and cents."]);
  });
  it('unchanged: shares passed between sleeves and nothing was ordered', () => {
    const swap = dayOf({ prices: { SPY: '400', TQQQ: '60', TECL: '90', BIL: '100' }, books: { nuclear: { cash: '6000' }, tecl: { cash: '0', holds: { BIL: '40' } } } });
    const one: Book = [sleeveOf('nuclear', 1, hold('BIL')), ];
    const passing = decide(one, { ...swap, account: swap.account }, { ...policy, tolerance: { kind: 'absolute', fraction: weight(1) } });
    expect(passing.plan?.crosses.map((cross) => [cross.from, cross.to])).toEqual([['tecl', 'nuclear']]);
  });
});

describe('a stored record', () => {
  const stored = JSON.parse(encodeRecord(run())) as Record<string, unknown>;
  it.each<[string, object, RegExp]>([
    ['another version', { version: 2 }, /^record\.version must be one of 1, was 2$/],
    ['an unknown status', { status: 'done' }, /^record\.status must be one of traded/],
    ['a number where a decimal belongs', { account: { ...(stored['account'] as object), cashBefore: 12 } }, /^record\.account\.cashBefore must be text, was 12$/],
    ['an instant that is none', { startedAt: 'yesterday' }, /^record\.startedAt: Instant must look like/],
    ['a field too many', { mood: 'good' }, /^record\.mood must be absent/],
  ])('with %s is refused by the name of the field', (_, change, says) => {
    expect(() => decodeRecord(JSON.stringify({ ...stored, ...change }))).toThrow(says);
  });
  it('without a field is refused by its name', () => {
    for (const lost of Object.keys(stored)) {
      const { [lost]: _, ...rest } = stored;
      expect(() => decodeRecord(JSON.stringify(rest))).toThrow(`record.${lost} must be there, was missing`);
    }
  });
});
