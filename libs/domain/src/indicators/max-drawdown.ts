import { FallStream, windowFall } from '../math/fall.ts';
import { scaled } from '../math/stream.ts';
import type { IndicatorCard } from './card.ts';
import { checkWindows, columnFor } from './windows.ts';

/** The largest fall from a running peak inside the last `window` closes, percent of the peak, ≥ 0. */
export const maxDrawdown: IndicatorCard<'percent'> = {
  name: 'maxDrawdown',
  unit: 'percent',
  windowCount: 1,
  leastWindow: 1,
  lastClose: 'falls',
  warmUp: ([window = 0]) => window,
  settling: ([window = 0]) => window,
  words: ([window = 0]) => `${window}-day maximum drawdown`,
  compute(closes, windows, out) {
    checkWindows(maxDrawdown, windows);
    const [window = 0] = windows;
    const column = windowFall(closes, window, columnFor(closes, out));
    for (let row = 0; row < column.length; row++) column[row] = column[row]! * 100;
    return column;
  },
  stream(windows) {
    checkWindows(maxDrawdown, windows);
    const [window = 0] = windows;
    return scaled(new FallStream(window), 100);
  },
};
