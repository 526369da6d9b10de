/** What the text form refuses, where, and in which words. */
import { describe, expect, it } from 'vitest';
import { parseSymphony } from './parse.ts';
import { symphonyFaultWords } from './symphony.ts';

const faultsOf = (text: string): readonly string[] => {
  const parsed = parseSymphony(text);
  return parsed.ok ? [] : parsed.error.map(symphonyFaultWords);
};

/** A body on the second line. */
const body = (text: string): readonly string[] => faultsOf(`(defsymphony "Test" {:rebalance-frequency :daily}\n${text})`);
const condition = (text: string): readonly string[] => body(`(if ${text}\n[(asset "A")] [(asset "B")])`);

const OPERATORS = 'an operator (asset, group, if, filter, weight-equal, weight-specified, weight-inverse-volatility)';
const MEASURES =
  'a measure (current-price, moving-average-price, exponential-moving-average-price, moving-average-return, cumulative-return, stdev-return, ' +
  'stdev-price, population-stdev-return, population-stdev-price, max-drawdown, rsi, percentage-price-oscillator, percentage-price-oscillator-signal)';
const CONDITIONS = 'a comparison (>, <, >=, <=, =), or and, or, not';

describe('the text form refuses', () => {
  it.each<readonly [string, string, string]>([
    [
      'market capitalisation',
      '(weight-market-cap [(asset "A")])',
      `line 2, column 2: expected ${OPERATORS}, found "weight-market-cap", which is not supported`,
    ],
    [
      'an operator named like a method of objects',
      '(constructor 1)',
      `line 2, column 2: expected ${OPERATORS}, found "constructor", which is not supported`,
    ],
    [
      'a crypto asset',
      '(asset "BTC/USD" nil)',
      'line 2, column 8: expected a ticker like "SPY" or "BRK/B", found "BTC/USD", a crypto asset, which is not supported',
    ],
    [
      'a qualified crypto asset',
      '(asset "CRYPTO::ETH//USD")',
      'line 2, column 8: expected a ticker like "SPY" or "BRK/B", found "CRYPTO::ETH//USD", a crypto asset, which is not supported',
    ],
    [
      'an option',
      '(asset "SPY240920C00500000")',
      'line 2, column 8: expected a ticker like "SPY" or "BRK/B", found "SPY240920C00500000", an option, which is not supported',
    ],
    [
      'an index',
      '(asset "^VIX")',
      'line 2, column 8: expected a ticker like "SPY" or "BRK/B", found "^VIX", an index, which cannot be held or measured',
    ],
    ['no ticker', '(asset nil nil)', 'line 2, column 8: expected a ticker like "SPY" or "BRK/B", found nil'],
    ['text that is no ticker', '(asset "S P Y")', 'line 2, column 8: expected a ticker like "SPY" or "BRK/B", found "S P Y"'],
    ['an odd description', '(asset "A" 5)', 'line 2, column 12: expected a description or nil, found the number 5'],
    ['too many arguments', '(asset "A" "b" "c")', 'line 2, column 16: expected (asset "TICKER" "description"), found 3 arguments'],
    [
      'an if without else',
      '(if (> (rsi "A") 5) [(asset "A")])',
      'line 2, column 1: expected (if condition [then] [else]), found 2 arguments',
    ],
    ['an empty branch', '(if (> (rsi "A") 5) [(asset "A")] [])', 'line 2, column 35: expected at least one child, found an empty vector'],
    ['an empty body', '(group "X" [])', 'line 2, column 12: expected at least one child, found an empty vector'],
    ['a group without a title', '(group [(asset "A")])', 'line 2, column 1: expected (group "name" [body]), found 1 argument'],
    ['children that are none', '(weight-equal "A")', 'line 2, column 15: expected a vector of children, found the text "A"'],
    ['a child that is none', '(weight-equal [(asset "A") nil])', `line 2, column 28: expected ${OPERATORS}, found nil`],
    ['a list of nothing', '()', `line 2, column 1: expected ${OPERATORS}, found nothing`],
    [
      'weights without children',
      '(weight-specified 1 2 3)',
      'line 2, column 1: expected (weight-specified weight child weight child …), found 3 arguments',
    ],
    ['a weight that is none', '(weight-specified "1" (asset "A"))', 'line 2, column 19: expected a weight, found the text "1"'],
    [
      'a weight below nothing',
      '(weight-specified -1 (asset "A") 2 (asset "B"))',
      'line 2, column 19: expected a weight of at least 0, found -1',
    ],
    ['weights of nothing', '(weight-specified 0 (asset "A"))', 'line 2, column 1: expected weights with a sum above 0, found a sum of 0'],
    ['nothing but cash', '(weight-specified 1 :cash)', 'line 2, column 1: expected a child beside cash, found none'],
    ['weights by ticker', '(weight-specified {"A" 1} [(asset "A")])', 'line 2, column 19: expected a weight, found a map'],
    [
      'a window of a day under inverse volatility',
      '(weight-inverse-volatility 1 [(asset "A")])',
      'line 2, column 28: expected a window of whole sessions from 2 to 2520, found 1',
    ],
    [
      'half a window',
      '(filter (rsi {:window 2.5}) (select-top 1) [(asset "A")])',
      'line 2, column 23: expected a window of whole sessions from 1 to 2520, found 2.5',
    ],
    [
      'a selection of nobody',
      '(filter (rsi {:window 2}) (select-top 0) [(asset "A")])',
      'line 2, column 39: expected a whole number of children to select, at least 1, found the number 0',
    ],
    [
      'another selection',
      '(filter (rsi {:window 2}) (select-best 1) [(asset "A")])',
      'line 2, column 27: expected (select-top n) or (select-bottom n), found (select-best …)',
    ],
    [
      'a ranking with a ticker',
      '(filter (rsi "A" {:window 2}) (select-top 1) [(asset "A")])',
      'line 2, column 18: expected one map of parameters, found a map',
    ],
  ])('%s', (_, text, expected) => {
    expect(body(text)).toEqual([expected]);
  });

  it.each<readonly [string, string, string]>([
    ['arithmetic', '(> (+ 1 2) (rsi "A"))', `line 2, column 9: expected ${MEASURES}, found "+", arithmetic, which is not supported`],
    [
      'a measure it does not know',
      '(> (volume "A" {:window 5}) 5)',
      `line 2, column 9: expected ${MEASURES}, found "volume", which is not supported`,
    ],
    ['a comparison it does not know', '(!= (rsi "A") 5)', `line 2, column 6: expected ${CONDITIONS}, found "!=", which is not supported`],
    ['two numbers', '(> 1 2)', 'line 2, column 5: expected a measure on one side, found two numbers'],
    ['three sides', '(> (rsi "A") 1 2)', 'line 2, column 5: expected two sides to compare, found 3'],
    ['a text to compare with', '(> (rsi "A") "5")', 'line 2, column 18: expected a number or a measure, found the text "5"'],
    ['a truth', 'true', `line 2, column 5: expected ${CONDITIONS}, found true`],
    ['nothing to join', '(and)', 'line 2, column 5: expected at least one condition, found none'],
    ['two conditions to turn', '(not (> (rsi "A") 1) (> (rsi "A") 1))', 'line 2, column 5: expected one condition, found 2'],
    ['a measure of nothing', '(> (rsi {:window 5}) 5)', 'line 2, column 13: expected a ticker in quotes, found a map'],
    [
      'a measure of crypto',
      '(> (rsi "BTC/USD") 5)',
      'line 2, column 13: expected a ticker like "SPY" or "BRK/B", found "BTC/USD", a crypto asset, which is not supported',
    ],
    ['a parameter it does not know', '(> (rsi "A" {:span 5}) 5)', 'line 2, column 18: expected :window, found ":span"'],
    [
      'a parameter twice',
      '(> (rsi "A" {:window 5 :window 6}) 5)',
      'line 2, column 28: expected every parameter once, found ":window" again',
    ],
    ['a window in words', '(> (rsi "A" {:window "5"}) 5)', 'line 2, column 26: expected a number of sessions, found the text "5"'],
    [
      'a window of nothing',
      '(> (rsi "A" {:window 0}) 5)',
      'line 2, column 26: expected a window of whole sessions from 1 to 2520, found 0',
    ],
    [
      'a window of eleven years',
      '(> (rsi "A" {:window 2521}) 5)',
      'line 2, column 26: expected a window of whole sessions from 1 to 2520, found 2521',
    ],
  ])('a condition with %s', (_, text, expected) => {
    expect(condition(text)).toEqual([expected]);
  });

  it.each<readonly [string, string, string]>([
    [
      'another form',
      '(defstrategy "X" {} (asset "A"))',
      'line 1, column 1: expected (defsymphony "name" {…} body), or the object of the JSON form, found (defstrategy …)',
    ],
    [
      'a symphony without a name',
      '(defsymphony {} (asset "A"))',
      'line 1, column 14: expected the name of the symphony in quotes, found a map',
    ],
    ['a symphony without a body', '(defsymphony "X" {})', 'line 1, column 1: expected a body behind the settings, found nothing'],
    ['two bodies', '(defsymphony "X" {} (asset "A") (asset "B"))', 'line 1, column 33: expected one body, found (asset …) behind it'],
    [
      'a frequency it does not know',
      '(defsymphony "X" {:rebalance-frequency :hourly} (asset "A"))',
      'line 1, column 40: expected a frequency (daily, weekly, monthly, quarterly, yearly, none), found "hourly", which is not supported',
    ],
    [
      'a corridor in percent',
      '(defsymphony "X" {:rebalance-threshold 5} (asset "A"))',
      'line 1, column 40: expected a corridor as a fraction between 0 and 1, found 5',
    ],
    [
      'another asset class',
      '(defsymphony "X" {:asset-class "CRYPTO", :rebalance-frequency :daily} (asset "A"))',
      'line 1, column 32: expected the asset class "EQUITIES", found "CRYPTO", which is not supported',
    ],
    [
      'a setting it does not know',
      '(defsymphony "X" {:leverage 2} (asset "A"))',
      'line 1, column 19: expected a setting (:asset-class, :rebalance-frequency, :rebalance-threshold, :description), found ":leverage", which is not supported',
    ],
    [
      'a file that ends early',
      '(defsymphony "X" {}\n  (asset "A"',
      'line 2, column 13: expected ")" for what opened earlier, found the end of the file',
    ],
  ])('%s', (_, text, expected) => {
    expect(faultsOf(text)).toEqual([expected]);
  });

  it('names every fault of a file, in its order, and no more than fifty', () => {
    expect(body('(weight-equal [(asset nil)\n(foo) (group "X" [(asset "BTC/USD")])])').map((words) => words.slice(0, 17))).toEqual([
      'line 2, column 23',
      'line 3, column 2:',
      'line 3, column 26',
    ]);
    expect(body(`(weight-equal [${'(foo)\n'.repeat(200)}])`)).toHaveLength(50);
  });

  it('a tree too deep, at the node that is', () => {
    const deep = (levels: number): string => `${'(group "X" ['.repeat(levels)}(asset "A")${'])'.repeat(levels)}`;
    expect(body(deep(499))).toEqual([]);
    expect(body(deep(500))).toEqual(['line 2, column 6001: expected a tree at most 500 deep, found a deeper one']);
  });

  it('a tree too large, where it begins to be', () => {
    const flat = (children: number): string => `(weight-equal [${'(asset "A")\n'.repeat(children)}])`;
    expect(body(flat(99_999))).toEqual([]);
    expect(body(flat(100_000))).toEqual(['line 100001, column 1: expected a tree of at most 100000 nodes and conditions, found more']);
  });
});
