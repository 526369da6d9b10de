import type { SessionDate } from '../values/time.ts';

/** One session of a ticker. USD per share as floats, because bars are measured and never owed; adjusted for splits and dividends. */
export interface Bar {
  readonly date: SessionDate;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** What is wrong with a bar, in words, or nothing. */
export function barFault(bar: Bar): string | undefined {
  for (const field of ['open', 'high', 'low', 'close'] as const) {
    if (!Number.isFinite(bar[field]) || bar[field] <= 0) return `${field} must be a finite price > 0, was ${String(bar[field])}`;
  }
  if (!Number.isFinite(bar.volume) || bar.volume < 0) return `volume must be ≥ 0, was ${String(bar.volume)}`;
  if (bar.high < Math.max(bar.open, bar.close, bar.low)) return `high ${String(bar.high)} must be the highest of the four prices`;
  if (bar.low > Math.min(bar.open, bar.close)) return `low ${String(bar.low)} must be the lowest of the four prices`;
  return undefined;
}
