/** Rule sheets and symphonies are the same thing under two covers. */
import { strategyName, type Strategy, type StrategyName } from '../strategy/strategy.ts';
import type { Symphony } from './symphony.ts';

const LONGEST_NAME = 48;

/** "Calm tech (v2)" → `calm-tech-v2`; `symphony-…` where the title does not begin with a letter. Titles may collide: give a name of your own. */
export function nameFromTitle(title: string): StrategyName {
  const words = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const name = /^[a-z]/.test(words) ? words : `symphony-${words}`;
  return strategyName(name.slice(0, LONGEST_NAME).replace(/-+$/, ''));
}

/** A strategy that decides and rebalances as the symphony does. */
export const strategyOf = (symphony: Symphony, name: StrategyName = nameFromTitle(symphony.name)): Strategy =>
  Object.freeze({ name, title: symphony.name, tree: symphony.tree, rebalance: symphony.rebalance });

/** A strategy as a symphony, to print it. */
export const symphonyOf = ({ title, tree, rebalance }: Strategy): Symphony =>
  Object.freeze({ name: title, rebalance, tree, config: { assetClass: 'EQUITIES' }, noticed: [], positions: new Map() });
