/**
 * The rule sheets read back by `explain`, against tables transcribed by hand from the description of the Python system: thresholds, windows,
 * tickers, weights and order. Departures by decision stand here as they are in docs/strategies.
 */
import { describe, expect, it } from 'vitest';
import { explainTree } from '../strategy/explain.ts';
import type { Strategy } from '../strategy/strategy.ts';
import { klm, klmVariants } from './klm/ensemble.ts';
import { nuclear } from './nuclear.ts';
import { tecl } from './tecl.ts';

/** The sheet line by line, without its indents. */
const sheetOf = ({ tree }: Strategy): readonly string[] => explainTree(tree).map(({ text }) => text);

const rsiAbove = (ticker: string, window: number, points: number): string => `${ticker}'s RSI(${window}) is above ${points}`;
const rsiBelow = (ticker: string, window: number, points: number): string => `${ticker}'s RSI(${window}) is below ${points}`;
const when = (condition: string, ...then: readonly string[]): readonly string[] => [`if ${condition}:`, ...then];
const or = (condition: string, ...then: readonly string[]): readonly string[] => [`otherwise if ${condition}:`, ...then];
const otherwise = (...then: readonly string[]): readonly string[] => ['otherwise:', ...then];
const all = (...tickers: readonly string[]): readonly string[] => tickers.map((ticker) => `hold ${ticker}`);
const parts = (...weights: readonly (readonly [percent: string, ticker: string])[]): readonly string[] => [
  'fixed parts of',
  ...weights.map(([percent, ticker]) => `${percent} % hold ${ticker}`),
];

describe('Nuclear reads as its table', () => {
  const hedge = ['Hedge:', ...parts(['75.0', 'UVXY'], ['25.0', 'BTAL'])];
  const bonds = rsiAboveOther('TLT', 20, 'PSQ', 20);
  const oversoldPsq = when(rsiBelow('PSQ', 10, 35), 'hold SQQQ');
  const aboveItsAverage = or("TQQQ's price is above its 20-day average", ...when(bonds, 'hold TQQQ'), ...otherwise('hold SQQQ'));

  it('N1 to N6', () => {
    expect(sheetOf(nuclear)).toEqual([
      ...when(rsiAbove('SPY', 10, 79), 'Overbought market:'), // N1
      ...when(rsiAbove('SPY', 10, 81), 'hold UVXY'),
      ...or(['IOO', 'TQQQ', 'VTV', 'XLF'].map((ticker) => rsiAbove(ticker, 10, 81)).join(' or '), 'hold UVXY'),
      ...otherwise(...hedge),
      ...or(rsiAbove('VOX', 10, 79), 'Overbought communications:'), // N2
      ...when(rsiAbove('XLF', 10, 81), 'hold UVXY'),
      ...otherwise(...hedge),
      ...or(rsiBelow('TQQQ', 10, 30), 'hold TQQQ'), // N3
      ...or(rsiBelow('SPY', 10, 30), 'hold UPRO'), // N4
      ...or("SPY's price is above its 200-day average", 'Nuclear basket:'), // N5
      'the 3 highest by 90-day average return of',
      ...all('SMR', 'BWXT', 'LEU', 'EXC', 'NLR', 'OKLO'),
      ...otherwise('Bear mix:', 'by inverse 14-day volatility'), // N6
      'First bear vote:',
      ...oversoldPsq,
      ...or("QQQ's 60-day return is below −10 %", ...when(bonds, 'hold TQQQ'), ...otherwise('hold PSQ')),
      ...aboveItsAverage,
      ...or(rsiAboveOther('IEF', 10, 'PSQ', 20), 'hold SQQQ'),
      ...or(bonds, 'hold QQQ'),
      ...otherwise('hold SQQQ'),
      'Second bear vote:',
      ...oversoldPsq,
      ...aboveItsAverage,
      ...or(bonds, 'hold QQQ'),
      ...otherwise('hold SQQQ'),
    ]);
  });
});

describe('TECL reads as its table', () => {
  const hedge = ['Hedge:', ...parts(['25.0', 'UVXY'], ['75.0', 'BIL'])];
  const switcher = (...weak: readonly string[]): readonly string[] => [
    ...when(rsiAboveOther('XLK', 10, 'KMLM', 10), ...when(rsiAbove('XLK', 10, 81), 'hold BIL'), ...otherwise('hold TECL')),
    ...or(rsiBelow('XLK', 10, 29), 'hold TECL'),
    ...otherwise(...weak),
  ];

  it('T1 and T2', () => {
    expect(sheetOf(tecl)).toEqual([
      ...when("SPY's price is above its 200-day average", 'Bull market:'), // T1
      ...when(rsiAbove('TQQQ', 10, 79), ...hedge),
      ...or(rsiAbove('SPY', 10, 80), ...hedge),
      ...otherwise('Bull switcher:', ...switcher('hold BIL')),
      ...otherwise('Bear market:'), // T2
      ...when(rsiBelow('TQQQ', 10, 31), 'hold TECL'),
      ...or(rsiBelow('SPXL', 10, 29), 'hold SPXL'),
      ...or(rsiAbove('UVXY', 10, 74), 'Volatility spike:'),
      ...when(rsiAbove('UVXY', 10, 84), ...parts(['15.0', 'UVXY'], ['85.0', 'BIL'])),
      ...otherwise('hold BIL'),
      ...otherwise('Bear switcher:', ...switcher('Shorts or bonds:', 'the highest by RSI(9) of', ...all('SQQQ', 'BSV'))),
    ]);
  });
});

describe('KLM reads as its tables', () => {
  const OVERBOUGHT = {
    ...{ QQQE: 79, VTV: 79, VOX: 79, TECL: 79, VOOG: 79, VOOV: 79, XLP: 75, TQQQ: 79, XLY: 80, FAS: 80, SPY: 80 },
  };
  const overbought = (...rest: readonly string[]): readonly string[] => [
    'Overbought check:',
    ...when(
      Object.entries(OVERBOUGHT)
        .map(([ticker, points]) => rsiAbove(ticker, 10, points))
        .join(' or '),
      'hold UVXY',
    ),
    ...otherwise(...rest),
  ];
  const popped = (gauge: string, ...rest: readonly string[]): readonly string[] => [
    'Single popped:',
    ...when(rsiAbove(gauge, 21, 65), 'Spent volatility:', ...when(rsiAbove('SPY', 21, 30), 'hold VIXM'), ...otherwise('hold SPXL')),
    ...otherwise(...rest),
  ];
  const oversold = (biotech: boolean, ...rest: readonly string[]): readonly string[] => [
    'Oversold check:',
    ...when(rsiBelow('TQQQ', 10, 30), 'hold TECL'),
    ...or(rsiBelow('SOXL', 10, 30), 'hold SOXL'),
    ...or(rsiBelow('SPXL', 10, 30), 'hold SPXL'),
    ...(biotech ? or(rsiBelow('LABU', 10, 25), 'hold LABU') : []),
    ...otherwise(...rest),
  ];
  const switcher = (technology: readonly string[], rotator: readonly string[]): readonly string[] => [
    'KMLM switcher:',
    ...when(rsiAboveOther('XLK', 10, 'KMLM', 10), 'Technology leads:', ...technology),
    ...otherwise('Rotator:', ...rotator),
  ];
  const ranked = (words: string, ...tickers: readonly string[]): readonly string[] => [`the ${words} of`, ...all(...tickers)];
  const calmest = (...tickers: readonly string[]): readonly string[] => ranked('lowest by 6-day deviation of returns', ...tickers);

  const LEVERAGED = ['TECL', 'SOXL', 'SVIX'];
  const SEVEN = ['FNGO', 'TSLA', 'MSFT', 'AAPL', 'NVDA', 'GOOGL', 'AMZN'];
  const shorts = ranked('highest by RSI(10)', 'SQQQ', 'TLT');
  const bondCheck = [
    'Bond check:',
    ...when("BND's 20-day average return is above 0 %", ...ranked('lowest by RSI(10)', 'KMLM', 'SPLV')),
    ...otherwise(...ranked('highest by RSI(10)', 'TLT', 'LABD', 'TZA')),
  ];

  const SHEETS: Readonly<Record<string, readonly string[]>> = {
    '506/38': overbought(...popped('UVXY', ...oversold(true, ...switcher(all('FNGU'), calmest('UUP', 'FTLS', 'KMLM'))))),
    '1280/26': overbought(...oversold(true, ...switcher(ranked('2 lowest by RSI(10)', ...LEVERAGED), shorts))),
    '1200/28': overbought(...popped('UVXY', ...oversold(false, ...switcher(ranked('lowest by RSI(10)', ...LEVERAGED), shorts)))),
    '520/22': overbought(
      ...popped(
        'UVXY',
        ...oversold(false, ...switcher(ranked('lowest by RSI(10)', 'TECL', 'SVIX'), calmest('FTLS', 'KMLM', 'SSO', 'UUP'))),
      ),
    ),
    '530/18': anansi(),
    '410/38': overbought(...popped('UVXY', ...oversold(true, ...switcher(all('FNGU'), calmest('UUP', 'FTLS', 'KMLM', 'SSO'))))),
    Nova: overbought(
      ...popped('UVIX', ...oversold(false, ...switcher(ranked('highest by RSI(11)', ...SEVEN), calmest('FTLS', 'KMLM', 'SSO', 'UUP')))),
    ),
    '830/21': overbought(...popped('UVXY', ...oversold(false, ...switcher(ranked('highest by RSI(10)', ...LEVERAGED), bondCheck)))),
  };

  it.each(klmVariants.map((variant) => [variant.title.replace('KLM ', ''), variant] as const))('%s', (name, variant) => {
    expect(sheetOf(variant)).toEqual(SHEETS[name]);
  });

  it('and the ensemble ranks the eight by the deviation of their own last five returns', () => {
    const [ranking, ...rest] = sheetOf(klm);
    expect(ranking).toBe('the highest by 5-day deviation of returns of');
    expect(rest).toEqual(Object.entries(SHEETS).flatMap(([name, sheet]) => [`KLM ${name}:`, ...sheet]));
  });
});

/** 530/18, S1 to S12. */
function anansi(): readonly string[] {
  const blend = (title: string, ...weights: readonly (readonly [string, string])[]): readonly string[] => [title, ...parts(...weights)];
  const VIX = blend('VIX blend:', ['33.3', 'VIXY'], ['33.3', 'VXX'], ['33.3', 'VIXM']);
  const PLUS = blend('VIX blend +:', ['33.3', 'UVXY'], ['33.3', 'VXX'], ['33.3', 'VIXM']);
  const PLUS_PLUS = blend('VIX blend ++:', ['66.7', 'UVXY'], ['33.3', 'VIXM']);
  const BREAK = parts(['50.0', 'BTAL'], ['50.0', 'BIL']);
  const scale = [
    ['SPY', 80, 82.5, PLUS_PLUS, PLUS],
    ['IOO', 80, 82.5, PLUS_PLUS, PLUS],
    ['QQQ', 79, 82.5, PLUS_PLUS, PLUS],
    ['VTV', 79, 85, PLUS, VIX],
    ['XLP', 77, 85, PLUS, VIX],
    ['XLF', 81, 85, PLUS, VIX],
    ['RETL', 82, 85, VIX, BREAK],
  ] as const;
  const chain = scale.flatMap(([ticker, high, extreme, wild, calm], place) => {
    const inner = [...when(rsiAbove(ticker, 10, extreme), ...wild), ...otherwise(...calm)];
    return (place === 0 ? when : or)(rsiAbove(ticker, 10, high), ...inner);
  });
  const switcher = [
    'KMLM switcher:',
    ...when(rsiAboveOther('XLK', 10, 'KMLM', 10), 'the lowest by RSI(10) of', ...all('TECL', 'SVXY'), 'FNGU complex:', 'equal parts of'),
    ...all('FNGU'),
    'the highest by 20-day average return of',
    ...all('FNGU', 'SPXL', 'XLE', 'XLK', 'AGG'),
    ...otherwise('the 3 lowest by 6-day deviation of returns of', ...all('SVXY', 'VIXM', 'FTLS', 'KMLM', 'UUP')),
  ];
  return [
    'Scale in:',
    ...chain,
    ...or(rsiAbove('SPY', 70, 63), 'Long run overbought:'), // S8
    ...when(rsiAboveOther('AGG', 15, 'QQQ', 15), 'equal parts of', ...all('TQQQ', 'SPXL', 'SOXL', 'FNGU', 'ERX')),
    ...otherwise(...parts(['50.0', 'GLD'], ['25.0', 'SLV'], ['25.0', 'PDBC'])),
    ...or(rsiAbove('VOX', 10, 79), ...VIX), // S9
    ...or(rsiAbove('XLP', 10, 75), ...VIX), // S10
    ...or("TQQQ's 6-day return is below −12 %", ...when("TQQQ's 1-day return is above 5.5 %", ...PLUS)), // S11
    ...otherwise('High growth pop:', ...when(rsiBelow('TQQQ', 10, 31), 'hold TECL'), ...or(rsiBelow('SOXL', 10, 30), 'hold SOXL')),
    ...or(rsiBelow('SPXL', 10, 30), 'hold SPXL'),
    ...otherwise(...switcher),
    ...otherwise(...switcher), // S12
  ];
}

function rsiAboveOther(ticker: string, window: number, other: string, otherWindow: number): string {
  return `${ticker}'s RSI(${window}) is above ${other}'s RSI(${otherWindow})`;
}
