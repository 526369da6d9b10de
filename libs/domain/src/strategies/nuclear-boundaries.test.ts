/** Every threshold of Nuclear from both sides. Source: the earlier system's decisions, executed; strict comparisons everywhere. */
import { describe, expect, it } from 'vitest';
import type { MeasureLookup } from '../strategy/columns.ts';
import type { Decision, Reading } from '../strategy/decision.ts';
import { evaluate } from '../strategy/evaluate.ts';
import { sessionDate } from '../values/time.ts';
import { nuclear } from './nuclear.ts';

/** "SPY rsi 10" → value; what is not named has its neutral value. */
type Given = Readonly<Record<string, Reading>>;

const NEUTRAL: Readonly<Record<string, number>> = { rsi: 50, close: 110, sma: 100, movingAverageOfReturn: 0, cumulativeReturn: 0 };

const lookup = (given: Given): MeasureLookup => ({
  ofTicker: ({ indicator, windows }, ticker) => given[[ticker, indicator, ...windows].join(' ')] ?? NEUTRAL[indicator]!,
  ofStream: () => 1,
});

function decide(given: Given): Decision {
  const decision = evaluate(nuclear, lookup(given), sessionDate('2024-08-05'));
  if (!decision.ok) throw new Error(decision.error.says);
  return decision.value;
}

const holdings = (given: Given): string =>
  decide(given)
    .weights.map(({ ticker, weight }) => `${ticker} ${Number((weight * 100).toFixed(1))}`)
    .join(' + ');

const BASKET = 'SMR 33.3 + BWXT 33.3 + LEU 33.3';
const HEDGE = 'UVXY 75 + BTAL 25';
const BEAR = { 'SPY close': 100 };

describe('Nuclear at its thresholds (neutral: every RSI 50, every return 0, prices 10 % above their averages)', () => {
  it.each<readonly [string, Given, string]>([
    ['neutral, ties by written order', {}, BASKET],
    ["SPY's RSI at 79", { 'SPY rsi 10': 79 }, BASKET],
    ["SPY's RSI above 79", { 'SPY rsi 10': 79.01 }, HEDGE],
    ["SPY's RSI at 81", { 'SPY rsi 10': 81 }, HEDGE],
    ["SPY's RSI above 81", { 'SPY rsi 10': 81.01 }, 'UVXY 100'],
    ['IOO overbought alone', { 'IOO rsi 10': 85 }, BASKET],
    ['IOO overbought inside the gate', { 'SPY rsi 10': 79.5, 'IOO rsi 10': 81.5 }, 'UVXY 100'],
    ['TQQQ overbought inside the gate', { 'SPY rsi 10': 79.5, 'TQQQ rsi 10': 81.5 }, 'UVXY 100'],
    ['VTV overbought inside the gate', { 'SPY rsi 10': 79.5, 'VTV rsi 10': 81.5 }, 'UVXY 100'],
    ['XLF overbought inside the gate', { 'SPY rsi 10': 79.5, 'XLF rsi 10': 81.5 }, 'UVXY 100'],
    ['the gate comes before VOX', { 'SPY rsi 10': 79.5, 'VOX rsi 10': 85 }, HEDGE],
    ["VOX's RSI at 79", { 'VOX rsi 10': 79 }, BASKET],
    ["VOX's RSI above 79, XLF's at 81", { 'VOX rsi 10': 79.01, 'XLF rsi 10': 81 }, HEDGE],
    ["VOX's RSI above 79, XLF's above 81", { 'VOX rsi 10': 79.01, 'XLF rsi 10': 81.01 }, 'UVXY 100'],
    ["TQQQ's RSI at 30", { 'TQQQ rsi 10': 30 }, BASKET],
    ["TQQQ's RSI below 30", { 'TQQQ rsi 10': 29.99 }, 'TQQQ 100'],
    ["SPY's RSI at 30", { 'SPY rsi 10': 30 }, BASKET],
    ["SPY's RSI below 30", { 'SPY rsi 10': 29.99 }, 'UPRO 100'],
    ['TQQQ comes before SPY', { 'TQQQ rsi 10': 29.99, 'SPY rsi 10': 29.99 }, 'TQQQ 100'],
    ['the price at its average is a bear', { ...BEAR, 'TQQQ close': 90 }, 'SQQQ 100'],
    ['bear, QQQ down 10 %, TQQQ below its average', { ...BEAR, 'QQQ cumulativeReturn 60': -10, 'TQQQ close': 90 }, 'SQQQ 100'],
    [
      'bear, QQQ down more, TQQQ below its average: the votes differ',
      { ...BEAR, 'QQQ cumulativeReturn 60': -10.01, 'TQQQ close': 90 },
      'PSQ 50 + SQQQ 50',
    ],
    ["bear, PSQ's RSI at 35", { ...BEAR, 'PSQ rsi 10': 35, 'TLT rsi 20': 51 }, 'TQQQ 100'],
    ["bear, PSQ's RSI below 35", { ...BEAR, 'PSQ rsi 10': 34.99, 'TLT rsi 20': 51 }, 'SQQQ 100'],
    ['bear, bonds stronger, TQQQ above its average', { ...BEAR, 'TLT rsi 20': 50.01 }, 'TQQQ 100'],
    ['bear, bonds as strong, TQQQ above its average', BEAR, 'SQQQ 100'],
    ['bear, bonds stronger, TQQQ below its average', { ...BEAR, 'TLT rsi 20': 50.01, 'TQQQ close': 90 }, 'QQQ 100'],
    [
      'bear, treasuries stronger too: the first vote leaves',
      { ...BEAR, 'TLT rsi 20': 50.01, 'IEF rsi 10': 50.01, 'TQQQ close': 90 },
      'SQQQ 50 + QQQ 50',
    ],
  ])('%s', (_, given, expected) => {
    expect(holdings(given)).toBe(expected);
  });

  it('takes the three highest average returns of the basket', () => {
    const given = { 'SMR movingAverageOfReturn 90': 0.83, 'OKLO movingAverageOfReturn 90': 0.47, 'EXC movingAverageOfReturn 90': 0.11 };
    expect(holdings(given)).toBe('SMR 33.3 + EXC 33.3 + OKLO 33.3');
    expect(decide(given).reasons.at(-1)).toBe('the 3 highest by 90-day average return: SMR 0.83 %, OKLO 0.47 %, EXC 0.11 %');
  });

  it('leaves out a candidate that is too young, and says so', () => {
    const young: Reading = {
      code: 'history-too-short',
      what: "SMR's 90-day average return",
      tickers: [],
      barsNeeded: 91,
      barsPresent: 12,
    };
    const decision = decide({ 'SMR movingAverageOfReturn 90': young });
    expect(decision.weights.map(({ ticker }) => ticker)).toEqual(['BWXT', 'LEU', 'EXC']);
    expect(decision.reasons.at(-1)).toBe('SMR is left out: needs 91 bars and has 12');
  });

  it('says why, in the order of the sheet', () => {
    expect(decide({ 'SPY rsi 10': 28.4, 'VOX rsi 10': 35, 'TQQQ rsi 10': 24.1 }).reasons).toEqual([
      "SPY's RSI(10) is 28.4, not above 79",
      "VOX's RSI(10) is 35.0, not above 79",
      "TQQQ's RSI(10) is 24.1, below 30 → TQQQ",
    ]);
  });

  it('names both votes of the bear mix with their deviations', () => {
    expect(decide({ ...BEAR, 'QQQ cumulativeReturn 60': -10.01, 'TQQQ close': 90 }).reasons).toEqual([
      "SPY's RSI(10) is 50.0, not above 79",
      "VOX's RSI(10) is 50.0, not above 79",
      "TQQQ's RSI(10) is 50.0, not below 30",
      "SPY's RSI(10) is 50.0, not below 30",
      "SPY's price is 100.00, not above its 200-day average of 100.00 → Bear mix",
      'by inverse 14-day volatility: First bear vote 50.0 % (deviation 1.00 %), Second bear vote 50.0 % (deviation 1.00 %)',
      "First bear vote: PSQ's RSI(10) is 50.0, not below 35",
      "First bear vote: QQQ's 60-day return is −10.01 %, below −10 %",
      "First bear vote: TLT's RSI(20) is 50.0, not above PSQ's RSI(20) of 50.0 → PSQ",
      "Second bear vote: PSQ's RSI(10) is 50.0, not below 35",
      "Second bear vote: TQQQ's price is 90.00, not above its 20-day average of 100.00",
      "Second bear vote: TLT's RSI(20) is 50.0, not above PSQ's RSI(20) of 50.0 → SQQQ",
    ]);
  });
});
