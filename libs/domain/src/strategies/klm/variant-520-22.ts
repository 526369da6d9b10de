/** KLM 520/22, "KMLM(23) original". */
import { lowest } from '../../strategy/build.ts';
import { by, deviationOfReturn, rsi } from '../../strategy/measures.ts';
import { strategyName, type Strategy } from '../../strategy/strategy.ts';
import { switcher, unlessOverbought, unlessOversold, unlessVolatilityPopped } from './blocks.ts';

export const klm52022: Strategy = Object.freeze({
  name: strategyName('klm-520-22'),
  title: 'KLM 520/22',
  rebalance: Object.freeze({ frequency: 'daily' }),
  tree: unlessOverbought(
    unlessVolatilityPopped(
      'UVXY',
      unlessOversold(
        switcher({
          technology: lowest(1, by(rsi, 10), ['TECL', 'SVIX']),
          otherwise: lowest(1, by(deviationOfReturn, 6), ['FTLS', 'KMLM', 'SSO', 'UUP']),
        }),
        { withBiotech: false },
      ),
    ),
  ),
});
