/**
 * The eight KLM variants at their thresholds, side by side. Source: the earlier system's decisions, executed; strict comparisons everywhere.
 * Each row lists, in order: 506/38, 1280/26, 1200/28, 520/22, 530/18, 410/38, Nova, 830/21.
 */
import { describe, expect, it } from 'vitest';
import { absent, decideGiven, holdingsGiven, type Given } from '../../../test/given-measures.ts';
import { klmVariants } from './ensemble.ts';

const THIRDS = 'SVXY 33.3 + VIXM 33.3 + FTLS 33.3';
const VIX = 'VIXY 33.3 + VXX 33.3 + VIXM 33.3';
const VIX_PLUS = 'UVXY 33.3 + VXX 33.3 + VIXM 33.3';
const VIX_PLUS_PLUS = 'UVXY 66.7 + VIXM 33.3';
const TECL_SOXL = 'TECL 50 + SOXL 50';

const BASE = ['UUP', 'SQQQ', 'SQQQ', 'FTLS', THIRDS, 'UUP', 'FTLS', 'TLT'];
const TECHNOLOGY = ['FNGU', TECL_SOXL, 'TECL', 'TECL', 'TECL', 'FNGU', 'FNGO', 'TECL'];
const POPPED = ['VIXM', 'SQQQ', 'VIXM', 'VIXM', THIRDS, 'VIXM', 'FTLS', 'VIXM'];
const POPPED_WEAK = ['SPXL', 'SQQQ', 'SPXL', 'SPXL', THIRDS, 'SPXL', 'FTLS', 'SPXL'];

/** All variants that share the overbought check, and what the one with a tree of its own does. */
const allBut53018 = (holding: string, of53018: string): readonly string[] => BASE.map((_, i) => (i === 4 ? of53018 : holding));
/** 530/18 alone departs from the base. */
const only53018 = (holding: string): readonly string[] => BASE.map((base, i) => (i === 4 ? holding : base));

const decideAll = (given: Given): readonly string[] => klmVariants.map((variant) => holdingsGiven(variant, given).replace(/ 100$/, ''));

describe('the KLM variants at their thresholds (neutral: every RSI 50, every return 0, equal deviations)', () => {
  it.each<readonly [string, Given, readonly string[]]>([
    ['neutral, ties by written order', {}, BASE],
    ["XLK's RSI above KMLM's", { 'XLK rsi 10': 51 }, TECHNOLOGY],
    ["UVXY's RSI(21) at 65", { 'UVXY rsi 21': 65 }, BASE],
    ["UVXY's RSI(21) above 65", { 'UVXY rsi 21': 65.1 }, POPPED],
    ["UVXY's RSI(21) above 65, SPY's at 30", { 'UVXY rsi 21': 65.1, 'SPY rsi 21': 30 }, POPPED_WEAK],
    ["UVXY's RSI(21) above 65, SPY's above 30", { 'UVXY rsi 21': 65.1, 'SPY rsi 21': 30.01 }, POPPED],
    ['UVIX popped: Nova alone asks', { 'UVIX rsi 21': 65.1 }, BASE.map((base, i) => (i === 6 ? 'VIXM' : base))],
    ["LABU's RSI at 25", { 'LABU rsi 10': 25 }, BASE],
    ["LABU's RSI below 25", { 'LABU rsi 10': 24 }, BASE.map((base, i) => ([0, 1, 5].includes(i) ? 'LABU' : base))],
    ["TQQQ's RSI at 30", { 'TQQQ rsi 10': 30 }, BASE],
    ["TQQQ's RSI below 30", { 'TQQQ rsi 10': 29.99 }, allBut53018('TECL', THIRDS)],
    ["SOXL's RSI below 30", { 'SOXL rsi 10': 29.99 }, allBut53018('SOXL', THIRDS)],
    ["SPXL's RSI below 30", { 'SPXL rsi 10': 29.99 }, allBut53018('SPXL', THIRDS)],
    ['TQQQ comes before SOXL', { 'TQQQ rsi 10': 29.99, 'SOXL rsi 10': 29.99 }, allBut53018('TECL', THIRDS)],
    ["XLP's RSI at 75", { 'XLP rsi 10': 75 }, BASE],
    ["XLP's RSI above 75", { 'XLP rsi 10': 75.1 }, allBut53018('UVXY', VIX)],
    ["SPY's RSI at 80", { 'SPY rsi 10': 80 }, BASE],
    ["SPY's RSI above 80", { 'SPY rsi 10': 80.1 }, allBut53018('UVXY', VIX_PLUS)],
    ["SPY's RSI at 82.5", { 'SPY rsi 10': 82.5 }, allBut53018('UVXY', VIX_PLUS)],
    ["SPY's RSI above 82.5", { 'SPY rsi 10': 82.51 }, allBut53018('UVXY', VIX_PLUS_PLUS)],
    ["QQQE's RSI above 79", { 'QQQE rsi 10': 79.01 }, allBut53018('UVXY', THIRDS)],
    ["VTV's RSI above 79", { 'VTV rsi 10': 79.01 }, allBut53018('UVXY', VIX)],
    ["VOX's RSI above 79", { 'VOX rsi 10': 79.01 }, allBut53018('UVXY', VIX)],
    ["TECL's RSI above 79", { 'TECL rsi 10': 79.01 }, allBut53018('UVXY', THIRDS)],
    ["VOOG's RSI above 79", { 'VOOG rsi 10': 79.01 }, allBut53018('UVXY', THIRDS)],
    ["VOOV's RSI above 79", { 'VOOV rsi 10': 79.01 }, allBut53018('UVXY', THIRDS)],
    ["TQQQ's RSI above 79", { 'TQQQ rsi 10': 79.01 }, allBut53018('UVXY', THIRDS)],
    ["XLY's RSI at 80", { 'XLY rsi 10': 80 }, BASE],
    ["XLY's RSI above 80", { 'XLY rsi 10': 80.01 }, allBut53018('UVXY', THIRDS)],
    ["FAS's RSI above 80", { 'FAS rsi 10': 80.01 }, allBut53018('UVXY', THIRDS)],
    [
      'overbought comes before popped volatility and oversold funds',
      { 'QQQE rsi 10': 79.01, 'UVXY rsi 21': 70, 'TQQQ rsi 10': 20 },
      allBut53018('UVXY', THIRDS),
    ],
  ])('%s', (_, given, expected) => {
    expect(decideAll(given)).toEqual(expected);
  });

  it.each<readonly [string, Given, string]>([
    ['IOO at 80', { 'IOO rsi 10': 80 }, THIRDS],
    ['IOO above 80', { 'IOO rsi 10': 80.1 }, VIX_PLUS],
    ['IOO above 82.5', { 'IOO rsi 10': 82.51 }, VIX_PLUS_PLUS],
    ['QQQ above 79', { 'QQQ rsi 10': 79.01 }, VIX_PLUS],
    ['QQQ above 82.5', { 'QQQ rsi 10': 82.51 }, VIX_PLUS_PLUS],
    ['XLF at 81', { 'XLF rsi 10': 81 }, THIRDS],
    ['XLF above 81', { 'XLF rsi 10': 81.01 }, VIX],
    ['XLF above 85', { 'XLF rsi 10': 85.01 }, VIX_PLUS],
    ['RETL above 82', { 'RETL rsi 10': 82.01 }, 'BTAL 50 + BIL 50'],
    ['RETL above 85', { 'RETL rsi 10': 85.01 }, VIX],
    ["SPY's RSI(70) at 63", { 'SPY rsi 70': 63 }, THIRDS],
    ["SPY's RSI(70) above 63, bonds as strong", { 'SPY rsi 70': 63.01 }, 'GLD 50 + SLV 25 + PDBC 25'],
    [
      "SPY's RSI(70) above 63, bonds stronger",
      { 'SPY rsi 70': 63.01, 'AGG rsi 15': 50.01 },
      'TQQQ 20 + SPXL 20 + SOXL 20 + FNGU 20 + ERX 20',
    ],
    ['TQQQ down 12 %', { 'TQQQ cumulativeReturn 6': -12, 'TQQQ rsi 10': 20 }, THIRDS],
    ['TQQQ down more, not back up', { 'TQQQ cumulativeReturn 6': -12.01, 'TQQQ cumulativeReturn 1': 5.5 }, THIRDS],
    ['TQQQ down more, back up', { 'TQQQ cumulativeReturn 6': -12.01, 'TQQQ cumulativeReturn 1': 5.51 }, VIX_PLUS],
    ['TQQQ down more, its RSI at 31', { 'TQQQ cumulativeReturn 6': -12.01, 'TQQQ rsi 10': 31 }, THIRDS],
    ['TQQQ down more, its RSI below 31', { 'TQQQ cumulativeReturn 6': -12.01, 'TQQQ rsi 10': 30.99 }, 'TECL 100'],
    ['TQQQ down more, SOXL oversold', { 'TQQQ cumulativeReturn 6': -12.01, 'SOXL rsi 10': 29.99 }, 'SOXL 100'],
    ['TQQQ down more, SPXL oversold', { 'TQQQ cumulativeReturn 6': -12.01, 'SPXL rsi 10': 29.99 }, 'SPXL 100'],
    ['technology, SVXY lowest', { 'XLK rsi 10': 51, 'SVXY rsi 10': 49 }, 'SVXY 100'],
    ['technology, the FNGU complex lowest, all its returns equal', { 'XLK rsi 10': 51, 'FNGU complex rsi 10': 49 }, 'FNGU 100'],
    [
      'technology, the FNGU complex lowest, XLE with the best return',
      { 'XLK rsi 10': 51, 'FNGU complex rsi 10': 49, 'XLE movingAverageOfReturn 20': 0.1 },
      'FNGU 50 + XLE 50',
    ],
  ])('530/18: %s', (_, given, expected) => {
    expect(decideAll(given)[4]).toBe(expected.replace(/ 100$/, ''));
  });

  it.each<readonly [string, Given, string]>([
    ['bonds flat: the highest RSI', { 'LABD rsi 10': 51 }, 'LABD'],
    ['bonds rising, a tie goes to KMLM', { 'BND movingAverageOfReturn 20': 0.01 }, 'KMLM'],
    ['bonds rising: the lowest RSI', { 'BND movingAverageOfReturn 20': 0.01, 'SPLV rsi 10': 49 }, 'SPLV'],
    ['technology: the highest RSI', { 'XLK rsi 10': 51, 'SVIX rsi 10': 51 }, 'SVIX'],
  ])('830/21: %s', (_, given, expected) => {
    expect(decideAll(given)[7]).toBe(expected);
  });

  it('rank by the deviation of returns, the calmest first', () => {
    const given = { 'KMLM deviationOfReturn 6': 0.5, 'SSO deviationOfReturn 6': 0.4 };
    const expected = ['KMLM', 'SQQQ', 'SQQQ', 'SSO', 'SVXY 33.3 + VIXM 33.3 + KMLM 33.3', 'SSO', 'SSO', 'TLT'];
    expect(decideAll(given)).toEqual(expected);
  });

  it('refuse where a ticker that is reached does not exist', () => {
    const refusals = klmVariants.map((variant) => {
      const decision = decideGiven(variant, { 'KMLM rsi 10': absent('KMLM') });
      return decision.ok ? decision.value.weights : decision.error.missing.tickers;
    });
    expect(refusals).toEqual(klmVariants.map(() => ['KMLM']));
  });

  it('decide without a ticker that is not reached', () => {
    expect(decideAll({ 'IOO rsi 10': 80.1, 'SLV close': absent('SLV') })).toEqual(only53018(VIX_PLUS));
  });
});
