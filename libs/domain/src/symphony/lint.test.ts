import { describe, expect, it } from 'vitest';
import { klm } from '../strategies/klm/ensemble.ts';
import { nuclear } from '../strategies/nuclear.ts';
import { lint } from './lint.ts';
import { parseSymphony } from './parse.ts';
import { symphonyOf } from './strategy-of.ts';
import { symphonyFaultWords } from './symphony.ts';

/** "line:column code: says", of a body on the second line. */
function remarks(body: string, config = '{:rebalance-frequency :daily}'): readonly string[] {
  const parsed = parseSymphony(`(defsymphony "Test" ${config}\n${body})`);
  if (!parsed.ok) throw new Error(parsed.error.map(symphonyFaultWords).join('\n'));
  return lint(parsed.value).map(({ line, column, code, says }) => `${line ?? '?'}:${column ?? '?'} ${code}: ${says}`);
}

const asked = (condition: string): readonly string[] => remarks(`(if ${condition} [(asset "A")] [(asset "B")])`);

describe('lint', () => {
  it('has nothing to say about what is plain', () => {
    expect(remarks('(if (> (rsi "SPY" {:window 10}) 79) [(asset "A")] [(weight-equal [(asset "B") (asset "C")])])')).toEqual([]);
    expect(remarks('(if (> (current-price "SPY") (moving-average-price "SPY" {:window 200})) [(asset "A")] [(asset "B")])')).toEqual([]);
    expect(remarks('(weight-specified 60 (asset "A") 40 (asset "B"))')).toEqual([]);
  });

  it.each<readonly [string, string, readonly string[]]>([
    [
      'a price and a constant',
      '(> (current-price "SPY") 450)',
      ["2:5 price-level: SPY's price is compared with 450: adjustments rewrite price levels"],
    ],
    [
      'prices of two tickers',
      '(> (current-price "A") (moving-average-price "B" {:window 20}))',
      ["2:5 price-level: A's price is compared with B's 20-day average: price levels of different tickers, which adjustments rewrite"],
    ],
    [
      'different units',
      '(> (rsi "A" {:window 10}) (cumulative-return "A" {:window 20}))',
      ["2:5 units: A's RSI(10) (points) is compared with A's 20-day return (percent)"],
    ],
    ['a measure and itself', '(> (rsi "A" {:window 10}) (rsi "A" {:window 10}))', ["2:5 same-sides: A's RSI(10) is compared with itself"]],
    [
      'an RSI beyond its scale',
      '(> (rsi "A" {:window 10}) 101)',
      ["2:5 never-changes: A's RSI(10) is compared with 101, and it lies between 0 and 100"],
    ],
    [
      'a drawdown below nothing',
      '(< (max-drawdown "A" {:window 10}) -5)',
      ["2:5 never-changes: A's 10-day maximum drawdown is compared with -5, and it is never negative"],
    ],
    [
      'exact equality',
      '(= (rsi "A" {:window 10}) 50)',
      ["2:5 exact-equality: A's RSI(10) is asked to equal something exactly, which measured numbers hardly ever do"],
    ],
    [
      'a comparison inside others',
      '(and (> (rsi "A" {:window 10}) 50) (not (> (current-price "B") 1)))',
      ["2:45 price-level: B's price is compared with 1: adjustments rewrite price levels"],
    ],
    ['a measure without a window', '(> (rsi "A") 50)', ['2:8 default-window: rsi is written without :window; 14 is meant']],
    [
      'a window that means nothing',
      '(> (current-price "A" {:window 5}) (moving-average-price "A" {:window 5}))',
      ['2:28 unused-parameter: :window has no effect on current-price'],
    ],
  ])('points at %s', (_, condition, expected) => {
    expect(asked(condition)).toEqual(expected);
  });

  it.each<readonly [string, string, readonly string[]]>([
    [
      'a body of several',
      '(group "X" [(asset "A")\n(asset "B")])',
      ['2:12 several-children: 2 children in one body are one unit, equally weighted inside'],
    ],
    [
      'a child written twice',
      '(weight-equal [(asset "A") (group "X" [(asset "A")]) (asset "B")])',
      ['2:1 duplicate-children: X stands 2 times among these children and counts 2 times'],
    ],
    [
      'a filter that leaves nothing out',
      '(filter (rsi {:window 5}) (select-top 2) [(asset "A") (asset "B")])',
      ['2:1 keeps-all: A filter that leaves nothing out: all 2 are held, equally weighted'],
    ],
    [
      'a ranking of prices',
      '(filter (current-price) (select-top 1) [(asset "A") (asset "B")])',
      ['2:1 price-level: A ranking by price compares price levels of different tickers'],
    ],
    [
      'equal branches',
      '(if (> (rsi "A" {:window 5}) 50) [(asset "A")] [(group "X" [(asset "A")])])',
      ["2:1 equal-branches: Both branches hold the same, whether A's RSI(5) is above 50 or not"],
    ],
    [
      'weights of another scale',
      '(weight-specified 50 (asset "A") 45 (asset "B"))',
      ['2:1 scaled-weights: The weights sum to 95 and are scaled to 1'],
    ],
    [
      'a weight of nothing',
      '(weight-specified 0 (asset "A") 1 (asset "B"))',
      ['2:19 weight-of-zero: A child with the weight 0 is left out'],
    ],
    ['a group without a name', '(group "" [(asset "A")])', ['2:1 unnamed-group: A group without a name is read as its body']],
  ])('points at %s', (_, body, expected) => {
    expect(remarks(body)).toEqual(expected);
  });

  it('points at a file that does not say when it rebalances', () => {
    expect(remarks('(asset "A")', '{}')).toEqual(['1:21 default-rebalance: The file does not say when it rebalances; daily is meant']);
  });

  it('keeps the order of the file', () => {
    const places = remarks(
      '(weight-equal [(if (> (rsi "A") (current-price "A"))\n[(asset "A") (asset "B")]\n[(asset "C")]) (asset "A") (asset "A")])',
    ).map((remark) => remark.split(' ', 2).join(' '));
    expect(places).toEqual(['2:1 duplicate-children:', '2:20 units:', '2:23 default-window:', '3:1 several-children:']);
  });

  it('looks at a part once, however often it is written', () => {
    const part = '(if (> (current-price "A") 5) [(asset "A")] [(asset "B")])';
    expect(remarks(`(weight-equal [(group "X" [${part}]) (group "Y" [(weight-equal [${part} (asset "C")])])])`)).toHaveLength(1);
  });

  it('reads rule sheets too, without places', () => {
    expect(lint(symphonyOf(nuclear))).toEqual([]);
    expect(lint(symphonyOf(klm))).toEqual([]);
  });
});
