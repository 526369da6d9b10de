/**
 * TECL for the long term: leveraged technology while it is stronger than managed futures, cash and volatility when the
 * market is overbought, a rebound when it is oversold.
 *
 * Where it departs from the earlier system: a missing ticker refuses; it used to skip the question that asks for it.
 */
import { above, below, group, highest, weighted, when } from '../strategy/build.ts';
import { by, close, rsi, sma } from '../strategy/measures.ts';
import type { Allocation } from '../strategy/node.ts';
import { strategyName, type Strategy } from '../strategy/strategy.ts';

const hedge = group('Hedge', weighted([0.25, 'UVXY'], [0.75, 'BIL']));

/** Technology against managed futures; `weak` is what a weak and not yet oversold technology sector leads to. */
const switcher = (title: string, weak: Allocation | string) =>
  group(
    title,
    when(above(rsi('XLK', 10), rsi('KMLM', 10)), {
      then: when(above(rsi('XLK', 10), 81), { then: 'BIL', else: 'TECL' }),
      else: when(below(rsi('XLK', 10), 29), { then: 'TECL', else: weak }),
    }),
  );

const bull = group(
  'Bull market',
  when(above(rsi('TQQQ', 10), 79), {
    then: hedge,
    else: when(above(rsi('SPY', 10), 80), { then: hedge, else: switcher('Bull switcher', 'BIL') }),
  }),
);

const volatilitySpike = group(
  'Volatility spike',
  when(above(rsi('UVXY', 10), 84), { then: weighted([0.15, 'UVXY'], [0.85, 'BIL']), else: 'BIL' }),
);

const bear = group(
  'Bear market',
  when(below(rsi('TQQQ', 10), 31), {
    then: 'TECL',
    else: when(below(rsi('SPXL', 10), 29), {
      then: 'SPXL',
      else: when(above(rsi('UVXY', 10), 74), {
        then: volatilitySpike,
        else: switcher('Bear switcher', group('Shorts or bonds', highest(1, by(rsi, 9), ['SQQQ', 'BSV']))),
      }),
    }),
  }),
);

export const tecl: Strategy = Object.freeze({
  name: strategyName('tecl'),
  title: 'TECL for the long term',
  rebalance: Object.freeze({ frequency: 'daily' }),
  tree: when(above(close('SPY'), sma('SPY', 200)), { then: bull, else: bear }),
});
