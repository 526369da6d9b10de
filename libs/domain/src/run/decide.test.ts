import { describe, expect, it } from 'vitest';
import { AS_OF, dayOf, GATHERED, positionOf, type DaySpec } from '../../test/facts.ts';
import { price, quantity, toDecimal } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { weight } from '../values/weight.ts';
import { post } from '../ledger/post.ts';
import { above, hold, when } from '../strategy/build.ts';
import { close, cumulativeReturn, sma } from '../strategy/measures.ts';
import { strategyName, type RebalancePolicy, type Sleeve } from '../strategy/strategy.ts';
import { decide, DEFAULT_POLICY } from './decide.ts';
import { runRequirements } from './requirements.ts';

const sleeve = (
  name: string,
  share: number,
  tree: Sleeve['strategy']['tree'],
  more: { onFailure?: 'stop' | 'keep'; rebalance?: RebalancePolicy } = {},
): Sleeve => ({
  strategy: { name: strategyName(name), title: name, tree, rebalance: more.rebalance ?? { frequency: 'daily' } },
  share: weight(share),
  onFailure: more.onFailure ?? 'stop',
});
const rises = when(above(close('SPY'), 500), { then: hold('TQQQ'), else: hold('BIL') });
/** The history of these days has two sessions: nothing can measure twenty. */
const tooLong = when(above(sma('SPY', 20), 100), { then: hold('TQQQ'), else: hold('BIL') });
const policy = { ...DEFAULT_POLICY, reading: {} };
const prices = { SPY: '520', TQQQ: '60', BIL: '91' };

describe('decide', () => {
  it('comes from closes to an approved plan, and keeps everything it saw', () => {
    const decided = decide([sleeve('alpha', 1, rises)], dayOf({ prices, books: { alpha: { cash: '10000' } } }), policy);
    expect(decided.status).toBe('approved');
    expect(decided.approved?.trades.map((trade) => [trade.side, trade.ticker, toDecimal(trade.quantity)])).toEqual([
      ['buy', 'TQQQ', '165'],
    ]);
    expect(decided.sleeves.map(({ action, why }) => [action, why])).toEqual([['rebalance', 'first rebalance of this sleeve']]);
    expect(decided.checks.every((check) => check.passed)).toBe(true);
  });

  it('with nothing to trade is unchanged: a plan without trades, approved like any other', () => {
    const decided = decide(
      [sleeve('alpha', 1, rises)],
      dayOf({ prices, books: { alpha: { cash: '100', holds: { TQQQ: '165' } } } }),
      policy,
    );
    expect(decided.status).toBe('unchanged');
    expect(decided.approved?.trades).toEqual([]);
    expect(decided.plan?.rows.map((row) => row.action)).toEqual(['leave']);
  });

  it('stops when a strategy cannot decide, and names what is missing', () => {
    const facts = dayOf({ prices, books: { alpha: { cash: '10000' }, beta: { cash: '10000' } } });
    const decided = decide([sleeve('alpha', 0.5, rises), sleeve('beta', 0.5, tooLong)], facts, policy);
    expect(decided).toMatchObject({ status: 'refused', code: 'undecided', plan: null });
    expect(decided.status === 'refused' && decided.says).toMatch(/SPY/);
  });

  it('keeps the shares of a sleeve that cannot decide when the book says so (defect D-03)', () => {
    const facts = dayOf({ prices, books: { alpha: { cash: '10000' }, beta: { cash: '0', holds: { TQQQ: '100' } } } });
    const decided = decide([sleeve('alpha', 0.5, hold('BIL')), sleeve('beta', 0.5, tooLong, { onFailure: 'keep' })], facts, policy);
    expect(decided.sleeves[1]!.action).toBe('undecided');
    expect(decided.approved?.trades.map((trade) => [trade.side, trade.ticker])).toEqual([['buy', 'BIL']]);
  });

  it('keeps quantities between rebalances', () => {
    const facts = dayOf({ prices, books: { alpha: { cash: '0', holds: { BIL: '100' } } } });
    const ledger = post(facts.ledger, [{ kind: 'rebalanced', at: GATHERED, session: AS_OF, strategies: [strategyName('alpha')] }]);
    const decided = decide([sleeve('alpha', 1, rises, { rebalance: { frequency: 'monthly' } })], { ...facts, ledger }, policy);
    expect(decided.status).toBe('unchanged');
    expect(decided.sleeves[0]!.action).toBe('keep');
  });

  it.each<[string, Partial<DaySpec>, string, RegExp]>([
    ['a ticker that is wanted has no quote', { quotes: new Map() }, 'quote-missing', /TQQQ has no two-sided quote/],
    ['the account is blocked', { account: { tradingBlocked: true } }, 'risk', /trading is blocked/],
    [
      'there is a short position',
      { positions: [{ ...positionOf(ticker('VXX'), quantity('3')), side: 'short' }] },
      'risk',
      /close them by hand: VXX −3/,
    ],
  ])('refuses when %s', (_, more, code, says) => {
    const decided = decide([sleeve('alpha', 1, rises)], dayOf({ prices, books: { alpha: { cash: '10000' } }, ...more }), policy);
    expect(decided).toMatchObject({ status: 'refused', code });
    expect(decided.status === 'refused' && decided.says).toMatch(says);
  });

  it('after a loss beyond the limit sells what leaves and buys nothing new', () => {
    // 1000 × (15.50 − 12.00) of 12,100.
    const day: DaySpec = {
      prices: { ...prices, SMR: '12' },
      closes: { SMR: 15.5 },
      books: { alpha: { cash: '100', holds: { SMR: '1000' } } },
    };
    const decided = decide([sleeve('alpha', 1, rises)], dayOf(day), policy);
    expect(decided.approved?.trades.map((trade) => [trade.side, trade.ticker])).toEqual([['sell', 'SMR']]);
    expect(decided.plan?.rows.find((row) => row.ticker === 'TQQQ')?.why).toBe(
      'enters the target, but no new buys: the books lost 28.9 % since the last close, limit 15.0 %',
    );
  });

  it('comes to the same every time', () => {
    const facts = dayOf({ prices, books: { alpha: { cash: '10000', holds: { BIL: '10' } } } });
    const book = [sleeve('alpha', 1, rises)];
    expect(decide(book, facts, policy)).toEqual(decide(book, facts, policy));
  });
});

describe('what a run must gather', () => {
  it('is the bars that the trees measure, and prices of what may be traded or is held', () => {
    const { ledger } = dayOf({
      prices: { ...prices, SMR: '10' },
      books: { alpha: { cash: '0', holds: { SMR: '5' } } },
      unattributed: { cash: '0', holds: { BIL: '1' } },
    });
    const tree = when(above(cumulativeReturn('SPY', 60), 0), { then: hold('TQQQ'), else: hold('BIL') });
    const needed = runRequirements([sleeve('alpha', 1, tree)], ledger);
    expect(needed.bars.map(({ ticker: name, warmUpBars }) => [name, warmUpBars])).toEqual([
      ['BIL', 1],
      ['SMR', 1],
      ['SPY', 61],
      ['TQQQ', 1],
    ]);
    expect(needed.priced).toEqual(['BIL', 'SMR', 'TQQQ']);
  });
});

it('a price in cents and a target in percent meet to the last billionth of a share', () => {
  const decided = decide(
    [sleeve('alpha', 1, hold('TQQQ'))],
    dayOf({ prices: { TQQQ: '61.87' }, books: { alpha: { cash: '100000' } } }),
    policy,
  );
  // 99,000 ÷ 61.87 = 1600.129303378050751…
  expect(decided.approved?.trades.map((trade) => toDecimal(trade.quantity))).toEqual(['1600.129303378']);
  expect(decided.approved?.trades[0]!.decisionPrice).toBe(price('61.87'));
});
