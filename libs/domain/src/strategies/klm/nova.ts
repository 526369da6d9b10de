/** KLM Nova: single stocks where the others hold leveraged technology, and UVIX as the gauge of popped volatility. */
import { highest, lowest } from '../../strategy/build.ts';
import { by, deviationOfReturn, rsi } from '../../strategy/measures.ts';
import { strategyName, type Strategy } from '../../strategy/strategy.ts';
import { switcher, unlessOverbought, unlessOversold, unlessVolatilityPopped } from './blocks.ts';

export const klmNova: Strategy = Object.freeze({
  name: strategyName('klm-nova'),
  title: 'KLM Nova',
  rebalance: Object.freeze({ frequency: 'daily' }),
  tree: unlessOverbought(
    unlessVolatilityPopped(
      'UVIX',
      unlessOversold(
        switcher({
          technology: highest(1, by(rsi, 11), ['FNGO', 'TSLA', 'MSFT', 'AAPL', 'NVDA', 'GOOGL', 'AMZN']),
          otherwise: lowest(1, by(deviationOfReturn, 6), ['FTLS', 'KMLM', 'SSO', 'UUP']),
        }),
        { withBiotech: false },
      ),
    ),
  ),
});
