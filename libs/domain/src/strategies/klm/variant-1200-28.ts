/** KLM 1200/28, "KMLM(43)". Its author marked the rotator as assumed. */
import { highest, lowest } from '../../strategy/build.ts';
import { by, rsi } from '../../strategy/measures.ts';
import { strategyName, type Strategy } from '../../strategy/strategy.ts';
import { switcher, unlessOverbought, unlessOversold, unlessVolatilityPopped } from './blocks.ts';

export const klm120028: Strategy = Object.freeze({
  name: strategyName('klm-1200-28'),
  title: 'KLM 1200/28',
  rebalance: Object.freeze({ frequency: 'daily' }),
  tree: unlessOverbought(
    unlessVolatilityPopped(
      'UVXY',
      unlessOversold(
        switcher({ technology: lowest(1, by(rsi, 10), ['TECL', 'SOXL', 'SVIX']), otherwise: highest(1, by(rsi, 10), ['SQQQ', 'TLT']) }),
        { withBiotech: false },
      ),
    ),
  ),
});
