import { describe, expect, it } from 'vitest';
import { above, any, equally, group, highest, inverseVolatility, lowest, weighted, when } from './build.ts';
import { fold, soleTicker } from './graph.ts';
import { by, close, rsi, sma } from './measures.ts';
import type { Allocation } from './node.ts';

const trend = (): Allocation => when(above(close('SPY'), sma('SPY', 200)), { then: 'SPY', else: 'SHY' });

describe('a folded tree', () => {
  it('has equal parts once, whatever they are called', () => {
    const graph = fold(equally([trend(), group('Named', trend()), group('Otherwise', equally([trend()])), weighted([1, trend()])]));
    // SPY, SHY, the choice, the split.
    expect(graph.nodes.map(({ kind }) => kind)).toEqual(['hold', 'hold', 'when', 'split']);
    expect(graph.conditions).toHaveLength(1);
    expect(graph.measures).toHaveLength(2);
    expect(graph.nodes[graph.root]).toEqual({ kind: 'split', shares: [0.25, 0.25, 0.25, 0.25], children: [2, 2, 2, 2] });
  });

  it.each<readonly [string, Allocation, Allocation]>([
    ['another window', highest(1, by(rsi, 10), ['SPY', 'QQQ']), highest(1, by(rsi, 11), ['SPY', 'QQQ'])],
    ['another order', highest(1, by(rsi, 10), ['SPY', 'QQQ']), lowest(1, by(rsi, 10), ['SPY', 'QQQ'])],
    ['another count', highest(1, by(rsi, 10), ['SPY', 'QQQ']), highest(2, by(rsi, 10), ['SPY', 'QQQ'])],
    ['children the other way round', highest(1, by(rsi, 10), ['SPY', 'QQQ']), highest(1, by(rsi, 10), ['QQQ', 'SPY'])],
    [
      'another threshold',
      when(above(rsi('SPY', 10), 30), { then: 'A', else: 'B' }),
      when(above(rsi('SPY', 10), 31), { then: 'A', else: 'B' }),
    ],
    [
      'branches the other way round',
      when(above(rsi('SPY', 10), 30), { then: 'A', else: 'B' }),
      when(above(rsi('SPY', 10), 30), { then: 'B', else: 'A' }),
    ],
    ['other weights', weighted([0.5, 'A'], [0.5, 'B']), weighted([0.4, 'A'], [0.6, 'B'])],
    ['equal parts or by volatility', equally(['A', 'B']), inverseVolatility(20, ['A', 'B'])],
    ['half a ticker', weighted([0.5, 'A']), weighted([1, 'A'])],
  ])('keeps apart what differs: %s', (_, one, other) => {
    const graph = fold(equally([one, other]));
    expect(graph.nodeOf(one)).not.toBe(graph.nodeOf(other));
  });

  it('writes equal parts and halves alike', () => {
    const graph = fold(equally([equally(['A', 'B']), weighted([0.5, 'A'], [0.5, 'B'])]));
    expect(graph.nodes).toHaveLength(4);
  });

  it('lists every entry behind what it refers to', () => {
    const graph = fold(inverseVolatility(20, [trend(), highest(1, by(rsi, 10), [trend(), 'QQQ'])]));
    for (const [id, node] of graph.nodes.entries()) {
      const children = node.kind === 'hold' ? [] : node.kind === 'when' ? [node.then, node.otherwise] : node.children;
      for (const child of children) expect(child).toBeLessThan(id);
    }
  });

  it('folds a tree that would be 2⁶⁰ nodes large when written out', () => {
    let tree = trend();
    for (let i = 0; i < 60; i++) tree = when(any(above(rsi('QQQ', i + 1), 50)), { then: tree, else: tree });
    expect(fold(tree).nodes).toHaveLength(63);
  });
});

describe('the only ticker of a node', () => {
  it.each<readonly [string, Allocation, string | undefined]>([
    ['wrapped', group('One', equally([weighted([1, group('Two', 'SPY')])])), 'SPY'],
    ['half in cash', weighted([0.5, 'SPY']), undefined],
    ['twice the same', equally(['SPY', 'SPY']), undefined],
    ['alone in a ranking, which may refuse', highest(1, by(rsi, 10), ['SPY']), undefined],
  ])('%s', (_, tree, expected) => {
    expect(soleTicker(tree)).toBe(expected);
    const graph = fold(tree);
    expect(graph.nodes[graph.root]!.kind === 'hold').toBe(expected !== undefined);
  });
});
