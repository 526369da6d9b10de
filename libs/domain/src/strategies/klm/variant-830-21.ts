/** KLM 830/21, "Simons V2": follows strength in technology, and asks the bond market before it rotates. */
import { above, group, highest, lowest, when } from '../../strategy/build.ts';
import { by, movingAverageOfReturn, rsi } from '../../strategy/measures.ts';
import { strategyName, type Strategy } from '../../strategy/strategy.ts';
import { switcher, unlessOverbought, unlessOversold, unlessVolatilityPopped } from './blocks.ts';

const bondCheck = group(
  'Bond check',
  when(above(movingAverageOfReturn('BND', 20), 0), {
    then: lowest(1, by(rsi, 10), ['KMLM', 'SPLV']),
    else: highest(1, by(rsi, 10), ['TLT', 'LABD', 'TZA']),
  }),
);

export const klm83021: Strategy = Object.freeze({
  name: strategyName('klm-830-21'),
  title: 'KLM 830/21',
  rebalance: Object.freeze({ frequency: 'daily' }),
  tree: unlessOverbought(
    unlessVolatilityPopped(
      'UVXY',
      unlessOversold(switcher({ technology: highest(1, by(rsi, 10), ['TECL', 'SOXL', 'SVIX']), otherwise: bondCheck }), {
        withBiotech: false,
      }),
    ),
  ),
});
