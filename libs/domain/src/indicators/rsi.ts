import { relativeStrength, RelativeStrengthStream } from '../math/wilder.ts';
import type { IndicatorCard } from './card.ts';
import { checkWindows, columnFor } from './windows.ts';

/**
 * Wilder's relative strength index, points 0–100: averages of gains and losses seeded with the simple mean of the first `window`
 * changes, then smoothed with 1 / window. 100 when nothing fell, 50 when nothing moved.
 *
 * Settling: the seed keeps the weight (1 − 1/window)ⁿ, at most e⁻¹⁰ = 4.5e-5 after ten windows. RSI = 100 g/(g + l) moves by at most
 * 25 · (relative error of g + that of l), so the beginning is worth less than 0.01 points as long as its moves were
 * not more than about four times as large as those since. On ten years of 62 tickers that holds for 99.9 % of beginnings at windows up to
 * 21; a beginning inside a collapse, or a fund that decays a hundredfold, keeps up to 0.1 points (0.2 at a window of 70).
 * @see Wilder, New Concepts in Technical Trading Systems (1978). Cutler's variant uses simple means; a zero-seeded one starts from nothing.
 */
export const rsi: IndicatorCard<'points'> = {
  name: 'rsi',
  unit: 'points',
  windowCount: 1,
  leastWindow: 1,
  lastClose: 'rises',
  warmUp: ([window = 0]) => window + 1,
  settling: ([window = 0]) => 10 * window + 1,
  words: ([window = 0]) => `RSI(${window})`,
  compute(closes, windows, out) {
    checkWindows(rsi, windows);
    const [window = 0] = windows;
    return relativeStrength(closes, window, columnFor(closes, out));
  },
  stream(windows) {
    checkWindows(rsi, windows);
    const [window = 0] = windows;
    return new RelativeStrengthStream(window);
  },
};
