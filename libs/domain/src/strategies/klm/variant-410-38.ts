/** KLM 410/38, "MonkeyBusiness Simons": 506/38 with SSO in the rotator. */
import { lowest } from '../../strategy/build.ts';
import { by, deviationOfReturn } from '../../strategy/measures.ts';
import { strategyName, type Strategy } from '../../strategy/strategy.ts';
import { switcher, unlessOverbought, unlessOversold, unlessVolatilityPopped } from './blocks.ts';

export const klm41038: Strategy = Object.freeze({
  name: strategyName('klm-410-38'),
  title: 'KLM 410/38',
  rebalance: Object.freeze({ frequency: 'daily' }),
  tree: unlessOverbought(
    unlessVolatilityPopped(
      'UVXY',
      unlessOversold(switcher({ technology: 'FNGU', otherwise: lowest(1, by(deviationOfReturn, 6), ['UUP', 'FTLS', 'KMLM', 'SSO']) }), {
        withBiotech: true,
      }),
    ),
  ),
});
