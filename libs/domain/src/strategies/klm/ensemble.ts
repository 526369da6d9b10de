/**
 * The KLM ensemble: of eight variants, the one whose own last five daily returns deviate most.
 *
 * Where it departs from the earlier system: the returns are real. It never recorded any, so that it always traded
 * 506/38, which is a strategy of its own here.
 */
import { group, highest } from '../../strategy/build.ts';
import { by, deviationOfReturn } from '../../strategy/measures.ts';
import { strategyName, type Strategy } from '../../strategy/strategy.ts';
import { klmNova } from './nova.ts';
import { klm120028 } from './variant-1200-28.ts';
import { klm128026 } from './variant-1280-26.ts';
import { klm41038 } from './variant-410-38.ts';
import { klm50638 } from './variant-506-38.ts';
import { klm52022 } from './variant-520-22.ts';
import { klm53018 } from './variant-530-18.ts';
import { klm83021 } from './variant-830-21.ts';

/** In the order that breaks ties. */
export const klmVariants: readonly Strategy[] = Object.freeze([
  klm50638,
  klm128026,
  klm120028,
  klm52022,
  klm53018,
  klm41038,
  klmNova,
  klm83021,
]);

export const klm: Strategy = Object.freeze({
  name: strategyName('klm'),
  title: 'KLM ensemble',
  rebalance: Object.freeze({ frequency: 'daily' }),
  tree: highest(
    1,
    by(deviationOfReturn, 5),
    klmVariants.map(({ title, tree }) => group(title, tree)),
  ),
});
