/**
 * Nuclear: a hedge when the market is overbought, a rebound when it is oversold, uranium and its neighbours in a bull market,
 * two votes on the Nasdaq in a bear market.
 *
 * Where it departs from the earlier system: the bear mix weighs its votes by the true volatility of their own returns,
 * and a candidate with too little history is no candidate (docs/decisions).
 */
import { above, any, below, group, highest, inverseVolatility, weighted, when } from '../strategy/build.ts';
import { by, close, cumulativeReturn, movingAverageOfReturn, rsi, sma } from '../strategy/measures.ts';
import { strategyName, type Strategy } from '../strategy/strategy.ts';

const hedge = group('Hedge', weighted([0.75, 'UVXY'], [0.25, 'BTAL']));

const overbought = group(
  'Overbought market',
  when(above(rsi('SPY', 10), 81), {
    then: 'UVXY',
    else: when(any(above(rsi('IOO', 10), 81), above(rsi('TQQQ', 10), 81), above(rsi('VTV', 10), 81), above(rsi('XLF', 10), 81)), {
      then: 'UVXY',
      else: hedge,
    }),
  }),
);

const overboughtCommunications = group('Overbought communications', when(above(rsi('XLF', 10), 81), { then: 'UVXY', else: hedge }));

const basket = group('Nuclear basket', highest(3, by(movingAverageOfReturn, 90), ['SMR', 'BWXT', 'LEU', 'EXC', 'NLR', 'OKLO']));

const bondsAreStronger = above(rsi('TLT', 20), rsi('PSQ', 20));
const treasuriesAreStronger = above(rsi('IEF', 10), rsi('PSQ', 20));

const firstVote = group(
  'First bear vote',
  when(below(rsi('PSQ', 10), 35), {
    then: 'SQQQ',
    else: when(below(cumulativeReturn('QQQ', 60), -10), {
      then: when(bondsAreStronger, { then: 'TQQQ', else: 'PSQ' }),
      else: when(above(close('TQQQ'), sma('TQQQ', 20)), {
        then: when(bondsAreStronger, { then: 'TQQQ', else: 'SQQQ' }),
        else: when(treasuriesAreStronger, {
          then: 'SQQQ',
          else: when(bondsAreStronger, { then: 'QQQ', else: 'SQQQ' }),
        }),
      }),
    }),
  }),
);

const secondVote = group(
  'Second bear vote',
  when(below(rsi('PSQ', 10), 35), {
    then: 'SQQQ',
    else: when(above(close('TQQQ'), sma('TQQQ', 20)), {
      then: when(bondsAreStronger, { then: 'TQQQ', else: 'SQQQ' }),
      else: when(bondsAreStronger, { then: 'QQQ', else: 'SQQQ' }),
    }),
  }),
);

/** Both votes, the calmer one with the larger weight; where they agree it is all in one ticker. */
const bearMix = group('Bear mix', inverseVolatility(14, [firstVote, secondVote]));

export const nuclear: Strategy = Object.freeze({
  name: strategyName('nuclear'),
  title: 'Nuclear',
  rebalance: Object.freeze({ frequency: 'daily' }),
  tree: when(above(rsi('SPY', 10), 79), {
    then: overbought,
    else: when(above(rsi('VOX', 10), 79), {
      then: overboughtCommunications,
      else: when(below(rsi('TQQQ', 10), 30), {
        then: 'TQQQ',
        else: when(below(rsi('SPY', 10), 30), {
          then: 'UPRO',
          else: when(above(close('SPY'), sma('SPY', 200)), { then: basket, else: bearMix }),
        }),
      }),
    }),
  }),
});
