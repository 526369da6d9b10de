/** KLM 506/38, "KMLM(13) longer backtest". Its rotator leaves out SSO, which its published title still names. */
import { lowest } from '../../strategy/build.ts';
import { by, deviationOfReturn } from '../../strategy/measures.ts';
import { strategyName, type Strategy } from '../../strategy/strategy.ts';
import { switcher, unlessOverbought, unlessOversold, unlessVolatilityPopped } from './blocks.ts';

export const klm50638: Strategy = Object.freeze({
  name: strategyName('klm-506-38'),
  title: 'KLM 506/38',
  rebalance: Object.freeze({ frequency: 'daily' }),
  tree: unlessOverbought(
    unlessVolatilityPopped(
      'UVXY',
      unlessOversold(switcher({ technology: 'FNGU', otherwise: lowest(1, by(deviationOfReturn, 6), ['UUP', 'FTLS', 'KMLM']) }), {
        withBiotech: true,
      }),
    ),
  ),
});
