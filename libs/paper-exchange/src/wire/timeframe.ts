/** How long a bar is: `1Min`, `15T`, `4Hour`, `1D`, `1Week`, `3Month`, in Alpaca's limits. */
export interface Timeframe {
  readonly unit: 'minute' | 'day' | 'week' | 'month';
  /** Minutes of an intraday bar, months of a monthly one; otherwise 1. */
  readonly count: number;
}

const UNITS = [
  { names: ['Min', 'T'], unit: 'minute', times: 1, allows: (count: number) => count <= 59 },
  { names: ['Hour', 'H'], unit: 'minute', times: 60, allows: (count: number) => count <= 23 },
  { names: ['Day', 'D'], unit: 'day', times: 1, allows: (count: number) => count === 1 },
  { names: ['Week', 'W'], unit: 'week', times: 1, allows: (count: number) => count === 1 },
  { names: ['Month', 'M'], unit: 'month', times: 1, allows: (count: number) => [1, 2, 3, 4, 6, 12].includes(count) },
] as const;

/** Undefined for what is no timeframe. */
export function readTimeframe(text: string): Timeframe | undefined {
  const found = /^(\d{1,2})([A-Z][a-z]*)$/.exec(text);
  const count = Number(found?.[1]);
  const named = UNITS.find(({ names }) => (names as readonly string[]).includes(found?.[2] ?? ''));
  return named === undefined || count < 1 || !named.allows(count) ? undefined : { unit: named.unit, count: count * named.times };
}
