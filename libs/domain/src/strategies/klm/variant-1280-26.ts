/** KLM 1280/26, "KMLM(50)": the only variant that does not ask whether volatility has popped, and that buys two funds. */
import { highest, lowest } from '../../strategy/build.ts';
import { by, rsi } from '../../strategy/measures.ts';
import { strategyName, type Strategy } from '../../strategy/strategy.ts';
import { switcher, unlessOverbought, unlessOversold } from './blocks.ts';

export const klm128026: Strategy = Object.freeze({
  name: strategyName('klm-1280-26'),
  title: 'KLM 1280/26',
  rebalance: Object.freeze({ frequency: 'daily' }),
  tree: unlessOverbought(
    unlessOversold(
      switcher({ technology: lowest(2, by(rsi, 10), ['TECL', 'SOXL', 'SVIX']), otherwise: highest(1, by(rsi, 10), ['SQQQ', 'TLT']) }),
      { withBiotech: true },
    ),
  ),
});
