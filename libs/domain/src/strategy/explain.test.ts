import { describe, expect, it } from 'vitest';
import { sessionDate } from '../values/time.ts';
import { above, all, any, below, equally, group, highest, inverseVolatility, not, weighted, when } from './build.ts';
import type { MeasureLookup } from './columns.ts';
import type { Reading } from './decision.ts';
import { evaluate } from './evaluate.ts';
import { explainTrace, explainTree, type Line } from './explain.ts';
import { by, close, cumulativeReturn, rsi, sma } from './measures.ts';
import type { Allocation } from './node.ts';
import { strategyName } from './strategy.ts';

const sheet = when(above(rsi('SPY', 10), 79), {
  then: weighted([0.75, 'UVXY'], [0.25, 'BTAL']),
  else: when(all(above(close('SPY'), sma('SPY', 200)), not(below(cumulativeReturn('QQQ', 60), -10))), {
    then: group('Basket', highest(2, by(cumulativeReturn, 20), ['SMR', 'EXC', 'OKLO'])),
    else: group('Bear mix', inverseVolatility(14, [group('Calm', 'SHY'), equally(['PSQ', 'SQQQ'])])),
  }),
});

const lookup = (given: Readonly<Record<string, Reading>>): MeasureLookup => ({
  ofTicker: ({ indicator, windows }, of) => given[[of, indicator, ...windows].join(' ')] ?? 50,
  ofStream: () => 3,
});

const text = (lines: readonly Line[], mark = false): readonly string[] =>
  lines.map((line) => `${mark ? (line.taken ? '*' : ' ') : ''}${'  '.repeat(line.depth)}${line.text}`);

const decide = (tree: Allocation, given: Readonly<Record<string, Reading>>) => {
  const decision = evaluate(
    { name: strategyName('test'), title: 'Test', tree, rebalance: { frequency: 'daily' } },
    lookup(given),
    sessionDate('2024-08-05'),
  );
  return decision.ok ? decision.value : decision.error;
};

describe('explain', () => {
  it('reads a tree back as its rule sheet', () => {
    expect(text(explainTree(sheet))).toEqual([
      "if SPY's RSI(10) is above 79:",
      '  fixed parts of',
      '    75.0 % hold UVXY',
      '    25.0 % hold BTAL',
      "otherwise if SPY's price is above its 200-day average and not (QQQ's 60-day return is below −10 %):",
      '  Basket:',
      '    the 2 highest by 20-day return of',
      '      hold SMR',
      '      hold EXC',
      '      hold OKLO',
      'otherwise:',
      '  Bear mix:',
      '    by inverse 14-day volatility',
      '      Calm:',
      '        hold SHY',
      '      equal parts of',
      '        hold PSQ',
      '        hold SQQQ',
    ]);
  });

  it('marks the path of a day and puts its numbers beside the rules', () => {
    const given = { 'SPY close': 60, 'SMR cumulativeReturn 20': 0.83, 'EXC cumulativeReturn 20': 0.11, 'OKLO cumulativeReturn 20': -1.5 };
    expect(text(explainTrace(decide(sheet, given).trace), true)).toEqual([
      "*if SPY's RSI(10) is above 79 (50.0: no):",
      '   fixed parts of',
      '     75.0 % hold UVXY',
      '     25.0 % hold BTAL',
      "*otherwise if SPY's price is above its 200-day average (60.00 against 50.00: yes) and not (QQQ's 60-day return is below −10 % (50.00 %: no)):",
      '*  Basket:',
      '*    the 2 highest by 20-day return of',
      '*      0.83 % · hold SMR',
      '*      0.11 % · hold EXC',
      '       −1.50 % · hold OKLO',
      '*    cut: 0.11 % in, −1.50 % out, margin 1.61 %',
      ' otherwise:',
      '   Bear mix:',
      '     by inverse 14-day volatility: Calm 5.7 % (deviation 50.00 %), a sub-portfolio 94.3 % (deviation 3.00 %)',
      '       Calm:',
      '         hold SHY',
      '       equal parts of',
      '         hold PSQ',
      '         hold SQQQ',
    ]);
  });

  it('shows where it had to stop', () => {
    const missing: Reading = { code: 'history-too-short', what: "SPY's RSI(10)", tickers: [], barsNeeded: 11, barsPresent: 2 };
    const lines = text(explainTrace(decide(sheet, { 'SPY rsi 10': missing }).trace), true);
    expect(lines[0]).toBe("*if SPY's RSI(10) is above 79 (not known: unknown):");
    expect(lines.filter((line) => line.startsWith('*'))).toHaveLength(1);
  });
});

describe('reasons', () => {
  const reasons = (tree: Allocation, given: Readonly<Record<string, Reading>>): readonly string[] => {
    const result = decide(tree, given);
    return 'reasons' in result ? result.reasons : [result.says];
  };

  it('name a sheet that has nothing to decide', () => {
    expect(reasons(weighted([0.6, 'SPY'], [0.4, 'SHY']), {})).toEqual(['always → SPY 60.0 %, SHY 40.0 %']);
  });

  it('lead to what a branch holds', () => {
    expect(reasons(sheet, { 'SPY rsi 10': 79.004 })).toEqual(["SPY's RSI(10) is 79.004, above 79 → UVXY 75.0 %, BTAL 25.0 %"]);
  });

  it('give of several conditions those that decided', () => {
    const tree = (condition: Parameters<typeof when>[0]) => when(condition, { then: 'SPY', else: 'SHY' });
    const [hot, cold] = [above(rsi('QQQ', 10), 79), above(rsi('TLT', 10), 79)];
    const given = { 'QQQ rsi 10': 80, 'TLT rsi 10': 40 };
    expect(reasons(tree(any(hot, cold)), given)).toEqual(["QQQ's RSI(10) is 80.0, above 79 → SPY"]);
    expect(reasons(tree(all(hot, cold)), given)).toEqual(["TLT's RSI(10) is 40.0, not above 79 → SHY"]);
    expect(reasons(tree(any(cold, cold)), given)).toEqual([
      "TLT's RSI(10) is 40.0, not above 79; TLT's RSI(10) is 40.0, not above 79 → SHY",
    ]);
  });

  it('carry the names of parts that stand side by side', () => {
    const part = (title: string, of: string) => group(title, when(above(rsi(of, 10), 30), { then: of, else: 'SHY' }));
    expect(reasons(equally([part('First', 'SPY'), part('Second', 'QQQ')]), { 'QQQ rsi 10': 20 })).toEqual([
      "First: SPY's RSI(10) is 50.0, above 30 → SPY",
      "Second: QQQ's RSI(10) is 20.0, not above 30 → SHY",
    ]);
  });
});
