import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as build from '../strategy/build.ts';
import * as measures from '../strategy/measures.ts';
import type { Allocation, Condition } from '../strategy/node.ts';
import { validate } from '../strategy/validate.ts';
import { parseSymphony, parseSymphonyJson, readSymphony, type ParsedSymphony } from './parse.ts';
import { printSymphony } from './print.ts';
import { symphonyFaultWords, type Symphony } from './symphony.ts';

const { above, all, any, atLeast, atMost, below, equally, equalTo, group, highest, hold, inverseVolatility, lowest, not, weighted, when } =
  build;
const {
  by,
  close,
  cumulativeReturn,
  deviationOfPrice,
  deviationOfReturn,
  ema,
  maxDrawdown,
  movingAverageOfReturn,
  ppo,
  ppoSignal,
  rsi,
  sma,
} = measures;

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');

function read(parsed: ParsedSymphony): Symphony {
  if (!parsed.ok) throw new Error(parsed.error.map(symphonyFaultWords).join('\n'));
  return parsed.value;
}

const whole = (body: string, config = '{:rebalance-frequency :daily}'): string => `(defsymphony "Test" ${config} ${body})`;
const tree = (body: string): Allocation => read(parseSymphony(whole(body))).tree;
const asked = (condition: string): Condition => {
  const node = tree(`(if ${condition} [(asset "A")] [(asset "B")])`);
  if (node.kind !== 'when') throw new Error(`Expected a choice, found ${node.kind}`);
  return node.condition;
};

const CALM_TECH = equally([
  when(above(rsi('SPY', 10), 79), {
    then: 'UVXY',
    else: group('Calmest two', inverseVolatility(20, [lowest(2, by(deviationOfReturn, 20), ['QQQ', 'XLK', 'SPY'])])),
  }),
]);

describe('the text form', () => {
  it('reads a whole file', () => {
    const { name, rebalance, config, tree: read1, noticed } = read(readSymphony(fixture('calm-tech.clj')));
    expect({ name, rebalance, config, noticed }).toEqual({
      name: 'Calm tech',
      rebalance: { frequency: 'daily' },
      config: { assetClass: 'EQUITIES' },
      noticed: [],
    });
    expect(read1).toEqual(CALM_TECH);
  });

  it.each<readonly [string, string, Allocation]>([
    ['a ticker', '(asset "SPY" "SPDR S&P 500")', hold('SPY')],
    ['a ticker without a description', '(asset "spy")', hold('SPY')],
    ['a share class', '(asset "BRK.B" nil)', hold('BRK/B')],
    ['a qualified ticker', '(asset "EQUITIES::BRK/B//USD" nil)', hold('BRK/B')],
    ['a group', '(group "Bonds" [(asset "TLT")])', group('Bonds', 'TLT')],
    ['a group with several children', '(group "Bonds" [(asset "TLT") (asset "IEF")])', group('Bonds', equally(['TLT', 'IEF']))],
    ['a group without a name', '(group " " [(asset "TLT")])', hold('TLT')],
    ['equal parts', '(weight-equal [(asset "A") (asset "B") (asset "A")])', equally(['A', 'B', 'A'])],
    ['equal parts of one', '(weight-equal [(asset "A")])', equally(['A'])],
    ['a child without its vector', '(weight-equal (asset "A"))', equally(['A'])],
    ['fixed parts', '(weight-specified 0.75 (asset "A") 0.25 (asset "B"))', weighted([0.75, 'A'], [0.25, 'B'])],
    ['fixed parts in percent', '(weight-specified 60 (asset "A") 40 (asset "B"))', weighted([0.6, 'A'], [0.4, 'B'])],
    ['fixed parts in any scale', '(weight-specified 1 (asset "A") 3 (asset "B"))', weighted([0.25, 'A'], [0.75, 'B'])],
    ['fixed parts in a vector', '(weight-specified [0.5 (asset "A") 0.5 [(asset "B")]])', weighted([0.5, 'A'], [0.5, 'B'])],
    ['a fixed part of nothing', '(weight-specified 0 (asset "A") 1 (asset "B"))', weighted([1, 'B'])],
    ['a fixed part in cash', '(weight-specified 0.5 (asset "A") 0.5 :cash)', weighted([0.5, 'A'])],
    ['inverse volatility', '(weight-inverse-volatility 20 [(asset "A") (asset "B")])', inverseVolatility(20, ['A', 'B'])],
    ['a filter', '(filter (rsi {:window 10}) (select-top 1) [(asset "A") (asset "B")])', highest(1, by(rsi, 10), ['A', 'B'])],
    ['a filter from the bottom', '(filter (current-price) (select-bottom 1) [(asset "A") (asset "B")])', lowest(1, by(close), ['A', 'B'])],
    ['a filter without a selection', '(filter (rsi {:window 10}) [(asset "A") (asset "B")])', highest(2, by(rsi, 10), ['A', 'B'])],
    [
      'a filter that asks for more than there are',
      '(filter (rsi {:window 10}) (select-bottom 5) [(asset "A")])',
      lowest(1, by(rsi, 10), ['A']),
    ],
    [
      'a filter of sub-portfolios',
      '(filter (cumulative-return {:window 5}) (select-top 1) [(group "X" [(asset "A")]) (weight-equal [(asset "B") (asset "C")])])',
      highest(1, by(cumulativeReturn, 5), [group('X', 'A'), equally(['B', 'C'])]),
    ],
    [
      'branches with several children',
      '(if (> (rsi "A" {:window 5}) 1) [(asset "A") (asset "B")] (asset "C"))',
      when(above(rsi('A', 5), 1), { then: equally(['A', 'B']), else: 'C' }),
    ],
  ])('reads %s', (_, text, expected) => {
    expect(tree(text)).toEqual(expected);
    expect(validate(tree(text))).toEqual([]);
  });

  it.each<readonly [string, Condition]>([
    ['(> (rsi "A" {:window 10}) 79)', above(rsi('A', 10), 79)],
    ['(< (current-price "A") (moving-average-price "A" {:window 200}))', below(close('A'), sma('A', 200))],
    ['(>= (max-drawdown "A" {:window 10}) 6)', atLeast(maxDrawdown('A', 10), 6)],
    [
      '(<= (stdev-price "A" {:window 10}) (exponential-moving-average-price "B" {:window 3}))',
      atMost(deviationOfPrice('A', 10), ema('B', 3)),
    ],
    ['(= (moving-average-return "A" {:window 20}) -0.5)', equalTo(movingAverageOfReturn('A', 20), -0.5)],
    ['(> 79 (rsi "A" {:window 10}))', below(rsi('A', 10), 79)],
    ['(<= 30 (rsi "A" {:window 10}))', atLeast(rsi('A', 10), 30)],
    [
      '(> (percentage-price-oscillator "A" {:short-window 5 :long-window 9}) (percentage-price-oscillator-signal "A" {:short-window 5 :long-window 9 :smooth-window 3}))',
      above(ppo('A', 5, 9), ppoSignal('A', 5, 9, 3)),
    ],
    [
      '(and (> (rsi "A" {:window 2}) 1) (or (< (rsi "B" {:window 2}) 2) (not (> (rsi "C" {:window 2}) 3))))',
      all(above(rsi('A', 2), 1), any(below(rsi('B', 2), 2), not(above(rsi('C', 2), 3)))),
    ],
  ])('asks %s', (text, expected) => {
    expect(asked(text)).toEqual(expected);
  });

  it.each<readonly [string, Condition]>([
    ['(moving-average-price "A")', above(sma('A', 200), 1)],
    ['(exponential-moving-average-price "A")', above(ema('A', 12), 1)],
    ['(moving-average-return "A")', above(movingAverageOfReturn('A', 21), 1)],
    ['(cumulative-return "A" {})', above(cumulativeReturn('A', 60), 1)],
    ['(stdev-return "A")', above(deviationOfReturn('A', 6), 1)],
    ['(stdev-price "A")', above(deviationOfPrice('A', 6), 1)],
    ['(max-drawdown "A")', above(maxDrawdown('A', 60), 1)],
    ['(rsi "A")', above(rsi('A', 14), 1)],
    ['(percentage-price-oscillator "A")', above(ppo('A', 12, 26), 1)],
    ['(percentage-price-oscillator-signal "A" {:long-window 30})', above(ppoSignal('A', 12, 30, 9), 1)],
  ])('means the default windows by %s, and says so', (text, expected) => {
    expect(asked(`(> ${text} 1)`)).toEqual(expected);
    const { noticed } = read(parseSymphony(whole(`(if (> ${text} 1) [(asset "A")] [(asset "B")])`)));
    expect(noticed.map(({ code }) => code)).toContain('default-window');
  });

  it.each<readonly [string, Symphony['rebalance']]>([
    ['{:asset-class "EQUITIES", :rebalance-frequency :weekly}', { frequency: 'weekly' }],
    ['{:rebalance-frequency :none}', { frequency: 'none' }],
    ['{:rebalance-threshold 0.05}', { frequency: 'none', corridor: 0.05 }],
    ['{:rebalance-frequency :monthly :rebalance-threshold 0.1}', { frequency: 'monthly', corridor: 0.1 }],
    ['{}', { frequency: 'daily' }],
  ])('rebalances by %s', (config, expected) => {
    expect(read(parseSymphony(whole('(asset "A")', config))).rebalance).toEqual(expected);
  });

  it('means the sample deviation unless it is told that the file means the population', () => {
    const text = whole('(filter (stdev-return {:window 20}) (select-top 1) [(asset "A") (asset "B")])');
    expect(read(parseSymphony(text)).tree).toEqual(highest(1, by(deviationOfReturn, 20), ['A', 'B']));
    const population = read(parseSymphony(text, { divisor: 'population' }));
    expect(population.tree).toEqual(highest(1, by(measures.populationDeviationOfReturn, 20), ['A', 'B']));
    expect(read(parseSymphony(printSymphony(population))).tree).toEqual(population.tree);
    const json = `{"step": "root", "name": "X", "children": [{"step": "filter", "sort-by-fn": "standard-deviation-price", "sort-by-window-days": 9,
      "select-fn": "top", "select-n": 1, "children": [{"step": "asset", "ticker": "A"}]}]}`;
    expect(read(readSymphony(json, { divisor: 'population' })).tree).toEqual(highest(1, by(measures.populationDeviationOfPrice, 9), ['A']));
  });

  it('keeps equal parts as one object with the place where they first stand', () => {
    const { tree: read1, positions } = read(parseSymphony(whole('\n[(group "X" [(asset "A")])\n (group "X" [(asset "A")])]')));
    if (read1.kind !== 'equally') throw new Error('Expected equal parts');
    expect(read1.children[0]).toBe(read1.children[1]);
    expect(positions.get(read1.children[0]!)).toEqual({ line: 2, column: 2 });
  });
});

describe('the JSON form', () => {
  it('reads the same symphony as the text form', () => {
    const { noticed, positions: _, ...json } = read(readSymphony(fixture('calm-tech.json')));
    const { noticed: __, positions: ___, ...text } = read(readSymphony(fixture('calm-tech.clj')));
    expect(json).toEqual(text);
    expect(noticed).toEqual([]);
  });

  it('reads older and newer spellings of conditions, windows, weights and tickers', () => {
    const { name, rebalance, tree: read1 } = read(readSymphony(fixture('two-regimes.json')));
    expect({ name, rebalance }).toEqual({ name: 'Two regimes 📈', rebalance: { frequency: 'none', corridor: 0.05 } });
    expect(read1).toEqual(
      weighted(
        [
          0.6,
          when(above(close('SPY'), sma('SPY', 200)), {
            then: highest(1, by(cumulativeReturn, 60), ['QQQ', group('Bonds, "calm"', equally(['TLT', 'IEF'])), 'BRK/B']),
            else: equally([when(any(below(rsi('QQQ', 10), 30.5), all(atLeast(maxDrawdown('QQQ', 10), 6))), { then: 'TQQQ', else: 'BIL' })]),
          }),
        ],
        [0.4, 'GLD'],
      ),
    );
  });

  const root = (child: string, more = ''): string =>
    `{"step": "root", "name": "Test", "rebalance": "daily", ${more} "children": [${child}]}`;
  const json = (child: string): Allocation => read(parseSymphonyJson(root(child))).tree;
  const asset = (name: string): string => `{"step": "asset", "ticker": "${name}"}`;
  const branch = (keys: string, child: string): string => `{"step": "if-child", ${keys}, "children": [${child}]}`;
  const choice = (...branches: readonly string[]): string => `{"step": "if", "children": [${branches.join(', ')}]}`;
  const otherwise = branch('"is-else-condition?": true', asset('B'));

  it('asks one comparison of each of several tickers', () => {
    const condition = `"condition": {"condition-type": "binary-compound", "operator": "any", "tickers": ["TQQQ", "SPY"], "comparator": "gt",
      "lhs": {"fn": "relative-strength-index", "ticker": "%", "params": {"window": 10}}, "rhs": {"constant": 75}}`;
    expect(json(choice(branch(condition, asset('A')), otherwise))).toEqual(
      when(any(above(rsi('TQQQ', 10), 75), above(rsi('SPY', 10), 75)), { then: 'A', else: 'B' }),
    );
  });

  it('reads several branches as one choice after another', () => {
    const compare = (ticker: string): string =>
      `"is-else-condition?": false, "lhs-fn": "current-price", "lhs-val": "${ticker}", "comparator": "lte", "rhs-val": 5`;
    expect(json(choice(branch(compare('X'), asset('A')), branch(compare('Y'), asset('C')), otherwise))).toEqual(
      when(atMost(close('X'), 5), { then: 'A', else: when(atMost(close('Y'), 5), { then: 'C', else: 'B' }) }),
    );
  });

  it('reads a filter that does not select', () => {
    const filter = `{"step": "filter", "sort-by-fn": "cumulative-return", "sort-by-window-days": "20", "children": [${asset('A')}, ${asset('B')}]}`;
    expect(json(filter)).toEqual(highest(2, by(cumulativeReturn, 20), ['A', 'B']));
  });
});
