import type { IndicatorCard } from './card.ts';
import { checkWindows, columnFor } from './windows.ts';

/** The close itself, USD: what the other price levels are compared with. */
export const close: IndicatorCard<'usd'> = {
  name: 'close',
  unit: 'usd',
  windowCount: 0,
  leastWindow: 1,
  lastClose: 'rises',
  warmUp: () => 1,
  settling: () => 1,
  words: () => 'price',
  compute(closes, windows, out) {
    checkWindows(close, windows);
    const column = columnFor(closes, out);
    column.set(closes);
    return column;
  },
  stream(windows) {
    checkWindows(close, windows);
    return { push: (value) => value, peek: (value) => value };
  },
};
