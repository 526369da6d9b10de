import { describe, expect, it } from 'vitest';
import { dayOf, GATHERED } from '../../test/facts.ts';
import { book, facts, filled, policy, run, sleeveOf } from '../../test/runs.ts';
import { plus, quantity } from '../values/exact.ts';
import { post } from '../ledger/post.ts';
import { reconcile } from '../ledger/reconcile.ts';
import { planEntries } from '../rebalance/capital.ts';
import { hold, above, when } from '../strategy/build.ts';
import { sma } from '../strategy/measures.ts';
import type { Book } from '../strategy/strategy.ts';
import { decide } from './decide.ts';
import { decodeFacts, encodeFacts } from './facts-codec.ts';
import type { Outcome } from './outcome.ts';
import { decodeRecord, encodeRecord } from './record-codec.ts';
import { recordOf } from './to-record.ts';

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
    expect(record.positions.find((row) => row.ticker === 'AAPL')).toEqual({
      ticker: 'AAPL',
      quantity: '3',
      price: null,
      value: null,
      weight: null,
      books: [{ book: 'unattributed', quantity: '3' }],
    });
    expect(record.notes).toEqual(['Shown at cost, because no strategy needs a quote of it: AAPL.']);
  });
  it('has one row per book, and together they are the account’s cash', () => {
    expect(record.books.map((row) => row.book)).toEqual(['nuclear', 'tecl', 'unattributed', 'broker-rounding']);
    const all = record.books.reduce((sum, row) => sum + Number(row.cash), 0);
    expect(all).toBeCloseTo(Number(record.account.cashAfter), 9);
  });
  it('says which close would have decided otherwise: SPY at 500 is not above 500', () => {
    const [nuclear] = record.sleeves;
    expect(nuclear?.flips).toEqual([
      {
        ticker: 'SPY',
        side: 'below',
        price: '500',
        changePercent: (500 / 520 - 1) * 100,
        turns: 'branch',
        because: "SPY's price is 500.00, not above 500",
        becomes: 'BIL',
        changesHoldings: true,
      },
    ]);
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
  const seen = { facts, reading: policy.reading, outcome: null, closed: null, ordinal: 0, startedAt: GATHERED, endedAt: GATHERED } as const;
  const closedAsOpened = {
    ledger: facts.ledger,
    account: facts.account,
    positions: facts.positions,
    certificate: reconcile(facts.ledger, facts.account.cash, facts.positions),
  };

  it('partly: says what is left and why', () => {
    const record = run(quantity('100'));
    expect(record.status).toBe('partly');
    expect(record.says).toBe(
      "Traded part of the plan: buy TECL is partly (left at its slippage cap); our books equal the broker's in shares and cents.",
    );
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
    const outcome: Outcome = {
      status: 'halted',
      fills: [],
      legs: [{ ...all.legs[0]!, status: 'halted', says: 'what became of its order is unknown' }],
    };
    const record = recordOf({ ...seen, decided, outcome, closed: closedAsOpened });
    expect([record.status, record.says]).toEqual(['halted', 'Halted, a person is needed: sell SMR: what became of its order is unknown.']);
  });
  it('unchanged: nothing needed trading', () => {
    const quiet = dayOf({
      prices: { SPY: '520', TQQQ: '60', TECL: '90', BIL: '91' },
      books: { nuclear: { cash: '60', holds: { TQQQ: '99' } }, tecl: { cash: '40', holds: { TECL: '44' } } },
    });
    const record = recordOf({
      ...seen,
      facts: quiet,
      decided: decide(book, quiet, policy),
      closed: {
        ...closedAsOpened,
        ledger: quiet.ledger,
        positions: quiet.positions,
        certificate: reconcile(quiet.ledger, quiet.account.cash, quiet.positions),
      },
    });
    expect([record.status, record.says]).toEqual([
      'unchanged',
      "Nothing needed trading; our books equal the broker's in shares and cents.",
    ]);
  });
  it('unchanged: shares passed between sleeves and nothing was ordered', () => {
    // Tech leaves the book, Nuclear wants exactly the 40 shares it held.
    const swap = dayOf({ prices: { BIL: '99' }, books: { nuclear: { cash: '40' }, tecl: { cash: '0', holds: { BIL: '40' } } } });
    const one: Book = [sleeveOf('nuclear', 1, hold('BIL'))];
    const passing = decide(one, swap, policy);
    const outcome: Outcome = { status: 'done', legs: [], fills: [] };
    const ledger = post(swap.ledger, planEntries(passing.plan!, passing.target!, swap.ledger, GATHERED));
    const closed = { ...swap, ledger, certificate: reconcile(ledger, swap.account.cash, swap.positions) };
    const record = recordOf({ ...seen, facts: swap, decided: passing, outcome, closed });
    expect([record.status, record.says]).toEqual([
      'unchanged',
      "Nothing needed an order: BIL passed between sleeves; our books equal the broker's in shares and cents.",
    ]);
    expect(record.books.map((row) => [row.book, row.cash, row.value])).toEqual([
      ['nuclear', '40', '3960'],
      ['tecl', '0', '0'],
    ]);
  });
});
