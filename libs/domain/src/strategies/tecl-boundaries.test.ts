/** Every threshold of TECL from both sides. Source: the earlier system's decisions, executed; strict comparisons everywhere. */
import { describe, expect, it } from 'vitest';
import { absent, decideGiven, holdingsGiven, type Given } from '../../test/given-measures.ts';
import { tecl } from './tecl.ts';

const BEAR = { 'SPY close': 100 };
const HEDGE = 'UVXY 25 + BIL 75';

describe('TECL at its thresholds (neutral: every RSI 50, prices 10 % above their averages)', () => {
  it.each<readonly [string, Given, string]>([
    ['neutral, bull: technology as strong as futures', {}, 'BIL 100'],
    ['neutral, bear: a tie goes to SQQQ', BEAR, 'SQQQ 100'],
    ['the price at its average is a bear', { 'SPY close': 100, 'SPY sma 200': 100 }, 'SQQQ 100'],
    ["TQQQ's RSI at 79", { 'TQQQ rsi 10': 79 }, 'BIL 100'],
    ["TQQQ's RSI above 79", { 'TQQQ rsi 10': 79.01 }, HEDGE],
    ["SPY's RSI at 80", { 'SPY rsi 10': 80 }, 'BIL 100'],
    ["SPY's RSI above 80", { 'SPY rsi 10': 80.01 }, HEDGE],
    ['a bear is never hedged for being overbought', { ...BEAR, 'TQQQ rsi 10': 85, 'SPY rsi 10': 85 }, 'SQQQ 100'],
    ["XLK's RSI above KMLM's", { 'XLK rsi 10': 50.01 }, 'TECL 100'],
    ["XLK's RSI at 81, above KMLM's", { 'XLK rsi 10': 81 }, 'TECL 100'],
    ["XLK's RSI above 81 and KMLM's", { 'XLK rsi 10': 81.01 }, 'BIL 100'],
    ["XLK's RSI above 81, below KMLM's", { 'XLK rsi 10': 81.01, 'KMLM rsi 10': 85 }, 'BIL 100'],
    ["XLK's RSI at 29", { 'XLK rsi 10': 29 }, 'BIL 100'],
    ["XLK's RSI below 29", { 'XLK rsi 10': 28.99 }, 'TECL 100'],
    ["bear, XLK's RSI at 29", { ...BEAR, 'XLK rsi 10': 29 }, 'SQQQ 100'],
    ["bear, XLK's RSI below 29", { ...BEAR, 'XLK rsi 10': 28.99 }, 'TECL 100'],
    ["bear, XLK's RSI above 81 and KMLM's", { ...BEAR, 'XLK rsi 10': 81.01 }, 'BIL 100'],
    ["bear, TQQQ's RSI at 31", { ...BEAR, 'TQQQ rsi 10': 31 }, 'SQQQ 100'],
    ["bear, TQQQ's RSI below 31", { ...BEAR, 'TQQQ rsi 10': 30.99 }, 'TECL 100'],
    ['a bull asks no rebound', { 'TQQQ rsi 10': 30.99, 'SPXL rsi 10': 28.99 }, 'BIL 100'],
    ["bear, SPXL's RSI at 29", { ...BEAR, 'SPXL rsi 10': 29 }, 'SQQQ 100'],
    ["bear, SPXL's RSI below 29", { ...BEAR, 'SPXL rsi 10': 28.99 }, 'SPXL 100'],
    ['bear, TQQQ comes before SPXL', { ...BEAR, 'TQQQ rsi 10': 30.99, 'SPXL rsi 10': 28.99 }, 'TECL 100'],
    ["bear, UVXY's RSI at 74", { ...BEAR, 'UVXY rsi 10': 74 }, 'SQQQ 100'],
    ["bear, UVXY's RSI above 74", { ...BEAR, 'UVXY rsi 10': 74.01 }, 'BIL 100'],
    ["bear, UVXY's RSI at 84", { ...BEAR, 'UVXY rsi 10': 84 }, 'BIL 100'],
    ["bear, UVXY's RSI above 84", { ...BEAR, 'UVXY rsi 10': 84.01 }, 'UVXY 15 + BIL 85'],
    ["bear, BSV's RSI above SQQQ's", { ...BEAR, 'BSV rsi 9': 51 }, 'BSV 100'],
    ["bear, SQQQ's RSI above BSV's", { ...BEAR, 'SQQQ rsi 9': 51 }, 'SQQQ 100'],
  ])('%s', (_, given, expected) => {
    expect(holdingsGiven(tecl, given)).toBe(expected);
  });

  it.each<readonly [string, Given, string]>([
    ['SPY', { 'SPY close': absent('SPY') }, 'SPY'],
    ['XLK', { 'XLK rsi 10': absent('XLK') }, 'XLK'],
    ['KMLM', { 'KMLM rsi 10': absent('KMLM') }, 'KMLM'],
    ['SQQQ, which a bear ranks', { ...BEAR, 'SQQQ rsi 9': absent('SQQQ'), 'BSV rsi 9': absent('BSV') }, 'SQQQ'],
    ['UVXY, which a bear asks', { ...BEAR, 'UVXY rsi 10': absent('UVXY') }, 'UVXY'],
  ])('refuses without %s', (_, given, ticker) => {
    const decision = decideGiven(tecl, given);
    expect(decision.ok ? decision.value.weights : decision.error.missing).toMatchObject({ code: 'ticker-unknown', tickers: [ticker] });
  });

  it('decides without what is not reached', () => {
    expect(holdingsGiven(tecl, { 'TQQQ rsi 10': 79.01, 'XLK rsi 10': absent('XLK'), 'UVXY rsi 10': absent('UVXY') })).toBe(HEDGE);
  });
});
