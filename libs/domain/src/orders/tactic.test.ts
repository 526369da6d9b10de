import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { price, quantity, toDecimal, type Price } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant } from '../values/time.ts';
import { tickSize } from '../market/instrument.ts';
import type { Quote } from '../market/quote.ts';
import { DEFAULT_EXECUTION_POLICY as POLICY } from './policy.ts';
import { nextStep, rungsOf, worstPrice, type Situation } from './tactic.ts';

const OPEN = instant(Date.UTC(2024, 7, 6, 13, 30));
const NOON = instant(OPEN + 9_000_000);

const quote = (bid: string, ask: string, at = NOON): Quote => ({
  ticker: ticker('SPY'),
  bid: price(bid),
  ask: price(ask),
  bidSize: quantity('1'),
  askSize: quantity('1'),
  at,
});
const situation = (change: Partial<Situation> = {}): Situation => ({
  side: 'buy',
  quote: quote('99.99', '100.01'),
  now: NOON,
  open: OPEN,
  attempts: 0,
  waitingSince: null,
  decisionPrice: price('100'),
  ...change,
});
const words = (change: Partial<Situation>): string => {
  const next = nextStep(situation(change), POLICY);
  if (next.kind === 'limit') return `limit ${toDecimal(next.limitPrice)} for ${next.rungMs / 1000} s`;
  if (next.kind === 'market') return `market, at worst ${toDecimal(next.worst)}`;
  return next.kind === 'wait' ? `wait ${(next.until - (change.now ?? NOON)) / 1000} s: ${next.says}` : `leave: ${next.says}`;
};

describe('the next step of the ladder', () => {
  it.each<[string, Partial<Situation>, string]>([
    ['a buy goes one tick through the ask', {}, 'limit 100.02 for 3 s'],
    ['a sell goes one tick through the bid', { side: 'sell' }, 'limit 99.98 for 3 s'],
    ['a re-peg follows the quote', { attempts: 1, quote: quote('100.04', '100.06') }, 'limit 100.07 for 3 s'],
    ['a sub-penny ask is rounded up to the tick first', { quote: quote('99.985', '100.005') }, 'limit 100.02 for 3 s'],
    [
      'below a dollar the tick is a hundredth of a cent',
      { decisionPrice: price('0.5'), quote: quote('0.4999', '0.5001') },
      'limit 0.5002 for 3 s',
    ],
    [
      'a sell never goes below the smallest tick',
      { side: 'sell', decisionPrice: price('0.0001'), quote: quote('0.0001', '0.0001') },
      'limit 0.0001 for 3 s',
    ],
    ['no rung goes beyond the cap', { quote: quote('100.25', '100.27') }, 'limit 100.2 for 3 s'],
    ['nor below it for a sell', { side: 'sell', quote: quote('99.7', '99.72') }, 'limit 99.8 for 3 s'],
    ['the last rung is as deep as the cap', { attempts: 3 }, 'limit 100.2 for 3 s'],
    ['the last rung of a sell too', { attempts: 3, side: 'sell' }, 'limit 99.8 for 3 s'],
    ['an ask on the cap still lies inside it', { attempts: 3, quote: quote('100.18', '100.2') }, 'limit 100.2 for 3 s'],
    [
      'beyond the cap the rest is left, and says so',
      { attempts: 3, quote: quote('100.2', '100.21') },
      'leave: the ask of 100.21 is beyond 100.2, 20 bps from the decision price',
    ],
    [
      'for a sell too',
      { attempts: 3, side: 'sell', quote: quote('99.79', '99.81') },
      'leave: the bid of 99.79 is beyond 99.8, 20 bps from the decision price',
    ],
    ['after the last rung nothing is left to try', { attempts: 4 }, 'leave: not filled in 4 orders inside 20 bps of the decision price'],
    ['no quote is no price', { quote: null }, 'wait 1 s: no quote'],
    ['a stale quote is no price', { quote: quote('99.99', '100.01', instant(NOON - 5_001)) }, 'wait 1 s: the quote is 5 s old'],
    ['a quote of five seconds is one', { quote: quote('99.99', '100.01', instant(NOON - 5_000)) }, 'limit 100.02 for 3 s'],
    [
      'a quote from the future is no price',
      { quote: quote('99.99', '100.01', instant(NOON + 6_000)) },
      'wait 1 s: the quote is 6 s ahead of our clock',
    ],
    ['a crossed quote is no price', { quote: quote('100.02', '100.01') }, 'wait 1 s: the quote is crossed'],
    ['a locked one is', { quote: quote('100.01', '100.01') }, 'limit 100.02 for 3 s'],
    ['a wide spread waits', { quote: quote('99', '101') }, 'wait 1 s: the spread is 200 bps, limit 100'],
    [
      'and patience ends',
      { quote: quote('99', '101'), waitingSince: instant(NOON - 90_000) },
      'leave: no usable price in 90 s: the spread is 200 bps, limit 100',
    ],
    ['without a quote too', { quote: null, waitingSince: instant(NOON - 90_000) }, 'leave: no usable price in 90 s: no quote'],
  ])('%s', (_, change, expected) => {
    expect(words(change)).toBe(expected);
  });

  it.each<[string, number, Partial<Situation>, string]>([
    ['waits for a spread above five cents', 0, { quote: quote('99.97', '100.03', OPEN) }, 'wait 1 s: the opening spread is wide'],
    ['takes five cents, and shorter rungs', 0, { quote: quote('99.98', '100.03', OPEN) }, 'limit 100.04 for 2 s'],
    [
      'waits no longer than 90 seconds',
      90_000,
      { quote: quote('99.97', '100.03', instant(OPEN + 90_000)), waitingSince: OPEN },
      'limit 100.04 for 2 s',
    ],
    ['is over after two minutes', 120_000, { quote: quote('99.97', '100.03', instant(OPEN + 120_000)) }, 'limit 100.04 for 3 s'],
    [
      'waits for the first rung only',
      60_000,
      { attempts: 1, quote: quote('99.97', '100.03', instant(OPEN + 60_000)) },
      'limit 100.04 for 2 s',
    ],
  ])('the opening %s', (_, after, change, expected) => {
    expect(words({ now: instant(OPEN + after), ...change })).toBe(expected);
  });

  it('with market orders allowed ends in one, bounded for sizing by the cap', () => {
    expect(nextStep(situation({ attempts: 3 }), { ...POLICY, lastRung: 'market' })).toEqual({
      kind: 'market',
      worst: price('100.2'),
      rungMs: 3_000,
    });
    expect(nextStep(situation({ attempts: 3 }), { ...POLICY, lastRung: 'none' }).kind).toBe('leave');
    expect(rungsOf({ ...POLICY, lastRung: 'none' })).toBe(3);
  });
});

describe('a limit', () => {
  const exactPrice = (): fc.Arbitrary<Price> => fc.bigInt({ min: 1_000_000n, max: 5_000_000_000_000n }).map((units) => units as Price);

  it('is on the tick and inside the slippage cap, for any quote and decision', () => {
    fc.assert(
      fc.property(
        exactPrice(),
        exactPrice(),
        fc.bigInt({ min: 0n, max: 10_000_000n }),
        fc.constantFrom('buy', 'sell'),
        fc.nat({ max: 3 }),
        (decisionPrice, bid, spread, side, attempts) => {
          const at: Quote = { ...quote('1', '1'), bid, ask: (bid + spread) as Price };
          const next = nextStep(situation({ side, quote: at, decisionPrice, attempts }), POLICY);
          if (next.kind !== 'limit') return;
          const cap = worstPrice(side, decisionPrice, POLICY);
          expect(next.limitPrice % tickSize(next.limitPrice)).toBe(0n);
          expect(side === 'buy' ? next.limitPrice <= cap : next.limitPrice >= cap).toBe(true);
        },
      ),
    );
  });

  it('at its worst is not above the decision by more than the cap, but for the smallest tick there is', () => {
    fc.assert(
      fc.property(exactPrice(), (decisionPrice) => {
        const buy = worstPrice('buy', decisionPrice, POLICY);
        const sell = worstPrice('sell', decisionPrice, POLICY);
        expect(buy * 10_000n <= decisionPrice * 10_020n).toBe(true);
        expect(sell * 10_000n >= decisionPrice * 9_980n).toBe(true);
      }),
    );
  });
});
