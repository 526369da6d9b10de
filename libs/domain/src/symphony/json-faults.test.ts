/** What the JSON form refuses, where, and in which words. */
import { describe, expect, it } from 'vitest';
import { parseSymphony, parseSymphonyJson, readSymphony } from './parse.ts';
import { symphonyFaultWords } from './symphony.ts';

const faultsOf = (text: string): readonly string[] => {
  const parsed = readSymphony(text);
  return parsed.ok ? [] : parsed.error.map(symphonyFaultWords);
};

const MEASURES =
  'a measure (current-price, moving-average-price, exponential-moving-average-price, moving-average-return, cumulative-return, stdev-return, ' +
  'stdev-price, population-stdev-return, population-stdev-price, max-drawdown, rsi, percentage-price-oscillator, percentage-price-oscillator-signal)';
describe('the JSON form refuses', () => {
  const root = (child: string): string => `{"step": "root", "name": "Test", "rebalance": "daily", "children": [\n${child}]}`;
  const STEPS = 'a step (asset, group, if, filter, wt-cash-equal, wt-cash-specified, wt-inverse-vol)';
  const ASSET = '{"step": "asset", "ticker": "A"}';
  const when = (keys: string): string =>
    `{"step": "if", "children": [{"step": "if-child", "children": [${ASSET}],\n${keys}}, {"step": "if-child", "is-else-condition?": true, "children": [${ASSET}]}]}`;

  it.each<readonly [string, string, readonly string[]]>([
    [
      'market capitalisation',
      '{"step": "wt-marketcap", "children": []}',
      [`line 2, column 1: expected ${STEPS}, found "wt-marketcap", which is not supported`],
    ],
    ['an empty block', '{"step": "empty"}', [`line 2, column 1: expected ${STEPS}, found "empty", which is not supported`]],
    ['a node without a step', '{"ticker": "A"}', ['line 2, column 1: expected an object with a "step", found a map']],
    [
      'a key it does not know',
      '{"step": "asset", "ticker": "A", "leverage": 2}',
      ['line 2, column 34: expected one of the keys step, children, weight, ticker, found "leverage", which is not supported'],
    ],
    [
      'a key twice',
      '{"step": "asset", "ticker": "A", "ticker": "B"}',
      ['line 2, column 34: expected every key once, found "ticker" again'],
    ],
    [
      'crypto',
      '{"step": "asset", "ticker": "CRYPTO::BTC//USD"}',
      ['line 2, column 29: expected a ticker like "SPY" or "BRK/B", found "CRYPTO::BTC//USD", a crypto asset, which is not supported'],
    ],
    ['no ticker', '{"step": "asset", "ticker": null}', ['line 2, column 1: expected "ticker" as a text, found nothing']],
    [
      'children of an asset',
      `{"step": "asset", "ticker": "A", "children": [${ASSET}]}`,
      ['line 2, column 47: expected no children of an asset, found a map'],
    ],
    ['a group of nothing', '{"step": "group", "name": "X", "children": []}', ['line 2, column 1: expected at least one child, found none']],
    [
      'children without weights',
      `{"step": "wt-cash-specified", "children": [${ASSET}]}`,
      ['line 2, column 44: expected "weight" with "num" and "den", found nothing'],
    ],
    [
      'a weight over nothing',
      '{"step": "wt-cash-specified", "children": [{"step": "asset", "ticker": "A", "weight": {"num": 1, "den": 0}}]}',
      ['line 2, column 105: expected "den" above 0, found 0'],
    ],
    [
      'an if without else',
      `{"step": "if", "children": [{"step": "if-child", "lhs-fn": "current-price", "lhs-val": "A", "comparator": "gt", "rhs-val": 5, "children": [${ASSET}]}]}`,
      ['line 2, column 1: expected an if-child with "is-else-condition?": true, found none'],
    ],
    [
      'a comparator it does not know',
      when('"lhs-fn": "current-price", "lhs-val": "A", "comparator": "neq", "rhs-val": 5'),
      ['line 3, column 58: expected a comparator (gt, lt, gte, lte, eq), found "neq", which is not supported'],
    ],
    [
      'a measure it does not know',
      when('"lhs-fn": "upper-bollinger", "lhs-val": "A", "comparator": "gt", "rhs-val": 5'),
      [`line 3, column 11: expected ${MEASURES}, found "upper-bollinger", which is not supported`],
    ],
    [
      'a kind of condition it does not know',
      when('"condition": {"condition-type": "ternary"}'),
      ['line 3, column 33: expected a condition-type (binary, compound, binary-compound), found "ternary", which is not supported'],
    ],
    [
      'a window that is none',
      when('"lhs-fn": "relative-strength-index", "lhs-fn-params": {"window": "ten"}, "lhs-val": "A", "comparator": "gt", "rhs-val": 5'),
      ['line 3, column 66: expected "window" as a number, found the text "ten"'],
    ],
    [
      'a selection from the middle',
      `{"step": "filter", "sort-by-fn": "current-price", "select-fn": "middle", "select-n": 1, "children": [${ASSET}]}`,
      ['line 2, column 64: expected "select-fn" top or bottom, found "middle"'],
    ],
  ])('%s', (_, child, expected) => {
    expect(faultsOf(root(child))).toEqual(expected);
  });

  it.each<readonly [string, string, string]>([
    ['another node', ASSET, 'line 1, column 1: expected an object with "step": "root", found a map'],
    ['a list', `[${ASSET}]`, 'line 1, column 1: expected an object with "step": "root", found a vector'],
    [
      'a corridor beside a calendar',
      `{"step": "root", "name": "X", "rebalance": "daily", "rebalance-corridor-width": 0.05, "children": [${ASSET}]}`,
      'line 1, column 81: expected a corridor only where "rebalance" is "none", found one beside "daily"',
    ],
    [
      'crypto as a whole',
      `{"step": "root", "name": "X", "rebalance": "daily", "asset_class": "CRYPTO", "children": [${ASSET}]}`,
      'line 1, column 68: expected the asset class "EQUITIES", found the text "CRYPTO", which is not supported',
    ],
  ])('%s', (_, text, expected) => {
    const parsed = parseSymphonyJson(text);
    expect(parsed.ok ? [] : parsed.error.map(symphonyFaultWords)).toEqual([expected]);
  });

  it('text for JSON and JSON for text', () => {
    expect(parseSymphonyJson('(defsymphony "X" {} (asset "A"))').ok).toBe(false);
    expect(parseSymphony(root(ASSET)).ok).toBe(false);
    expect(readSymphony(`\uFEFF\n ${root(ASSET)}`).ok).toBe(true);
  });
});
