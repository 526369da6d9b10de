/**
 * KLM 530/18, "Anansi mods": a tree of its own. Its blends of thirds are weights as written: what is missing to one stays in cash.
 *
 * Where it departs from the earlier system: the FNGU complex is ranked by the RSI of its own stream (it used to count as 50),
 * and the measures it asks for are measured (they used to be constants).
 */
import { above, below, equally, group, highest, lowest, weighted, when, type Child } from '../../strategy/build.ts';
import { by, cumulativeReturn, deviationOfReturn, movingAverageOfReturn, rsi } from '../../strategy/measures.ts';
import type { Allocation } from '../../strategy/node.ts';
import { strategyName, type Strategy } from '../../strategy/strategy.ts';

const vix = group('VIX blend', weighted([0.333, 'VIXY'], [0.333, 'VXX'], [0.333, 'VIXM']));
const vixPlus = group('VIX blend +', weighted([0.333, 'UVXY'], [0.333, 'VXX'], [0.333, 'VIXM']));
const vixPlusPlus = group('VIX blend ++', weighted([0.667, 'UVXY'], [0.333, 'VIXM']));

/** A ticker above `high` takes `calm`, above `extreme` it takes `wild`. */
const overbought = (ticker: string, high: number, extreme: number, wild: Child, calm: Child, otherwise: Child): Allocation =>
  when(above(rsi(ticker, 10), high), { then: when(above(rsi(ticker, 10), extreme), { then: wild, else: calm }), else: otherwise });

const fnguComplex = group(
  'FNGU complex',
  equally(['FNGU', highest(1, by(movingAverageOfReturn, 20), ['FNGU', 'SPXL', 'XLE', 'XLK', 'AGG'])]),
);

const switcher = group(
  'KMLM switcher',
  when(above(rsi('XLK', 10), rsi('KMLM', 10)), {
    then: lowest(1, by(rsi, 10), ['TECL', 'SVXY', fnguComplex]),
    else: lowest(3, by(deviationOfReturn, 6), ['SVXY', 'VIXM', 'FTLS', 'KMLM', 'UUP']),
  }),
);

const bounce = group(
  'High growth pop',
  when(below(rsi('TQQQ', 10), 31), {
    then: 'TECL',
    else: when(below(rsi('SOXL', 10), 30), { then: 'SOXL', else: when(below(rsi('SPXL', 10), 30), { then: 'SPXL', else: switcher }) }),
  }),
);

const crash = when(below(cumulativeReturn('TQQQ', 6), -12), {
  then: when(above(cumulativeReturn('TQQQ', 1), 5.5), { then: vixPlus, else: bounce }),
  else: switcher,
});

const longRun = group(
  'Long run overbought',
  when(above(rsi('AGG', 15), rsi('QQQ', 15)), {
    then: equally(['TQQQ', 'SPXL', 'SOXL', 'FNGU', 'ERX']),
    else: weighted([0.5, 'GLD'], [0.25, 'SLV'], [0.25, 'PDBC']),
  }),
);

const quiet = when(above(rsi('SPY', 70), 63), {
  then: longRun,
  else: when(above(rsi('VOX', 10), 79), { then: vix, else: when(above(rsi('XLP', 10), 75), { then: vix, else: crash }) }),
});

const retail = overbought('RETL', 82, 85, vix, weighted([0.5, 'BTAL'], [0.5, 'BIL']), quiet);
const financials = overbought('XLF', 81, 85, vixPlus, vix, retail);
const staples = overbought('XLP', 77, 85, vixPlus, vix, financials);
const value = overbought('VTV', 79, 85, vixPlus, vix, staples);
const nasdaq = overbought('QQQ', 79, 82.5, vixPlusPlus, vixPlus, value);
const world = overbought('IOO', 80, 82.5, vixPlusPlus, vixPlus, nasdaq);
const scaleIn = group('Scale in', overbought('SPY', 80, 82.5, vixPlusPlus, vixPlus, world));

export const klm53018: Strategy = Object.freeze({
  name: strategyName('klm-530-18'),
  title: 'KLM 530/18',
  rebalance: Object.freeze({ frequency: 'daily' }),
  tree: scaleIn,
});
