/** What symphonies call the indicators, with the windows that are meant where none is written. */
import type { IndicatorName } from '../indicators/card.ts';

export interface MeasureName {
  readonly indicator: IndicatorName;
  /** In the order of the card's windows. */
  readonly windows: readonly WindowName[];
  /** Written in real files, and of no effect on this measure. */
  readonly unused: readonly string[];
}

export interface WindowName {
  readonly key: string;
  readonly byDefault: number;
}

const one = (indicator: IndicatorName, byDefault: number): MeasureName => ({
  indicator,
  windows: [{ key: 'window', byDefault }],
  unused: [],
});

const SHORT: WindowName = { key: 'short-window', byDefault: 12 };
const LONG: WindowName = { key: 'long-window', byDefault: 26 };
const SMOOTH: WindowName = { key: 'smooth-window', byDefault: 9 };

/** As printed. The population deviations are words of our own: files say `stdev-…` and leave the divisor open. */
const TEXT_NAMES = {
  'current-price': { indicator: 'close', windows: [], unused: ['window'] },
  'moving-average-price': one('sma', 200),
  'exponential-moving-average-price': one('ema', 12),
  'moving-average-return': one('movingAverageOfReturn', 21),
  'cumulative-return': one('cumulativeReturn', 60),
  'stdev-return': one('deviationOfReturn', 6),
  'stdev-price': one('deviationOfPrice', 6),
  'population-stdev-return': one('populationDeviationOfReturn', 6),
  'population-stdev-price': one('populationDeviationOfPrice', 6),
  'max-drawdown': one('maxDrawdown', 60),
  rsi: one('rsi', 14),
  'percentage-price-oscillator': { indicator: 'ppo', windows: [SHORT, LONG], unused: ['smooth-window'] },
  'percentage-price-oscillator-signal': { indicator: 'ppoSignal', windows: [SHORT, LONG, SMOOTH], unused: [] },
} as const satisfies Readonly<Record<string, MeasureName>>;

/** The JSON form spells these otherwise. */
const OTHER_NAMES: Readonly<Record<string, keyof typeof TEXT_NAMES>> = {
  'relative-strength-index': 'rsi',
  'standard-deviation-return': 'stdev-return',
  'standard-deviation-price': 'stdev-price',
};

const BY_NAME: ReadonlyMap<string, MeasureName> = new Map([
  ...Object.entries<MeasureName>(TEXT_NAMES),
  ...Object.entries(OTHER_NAMES).map(([other, name]): [string, MeasureName] => [other, TEXT_NAMES[name]]),
]);

const BY_INDICATOR: ReadonlyMap<IndicatorName, string> = new Map(
  Object.entries<MeasureName>(TEXT_NAMES).map(([name, { indicator }]) => [indicator, name]),
);

/** Which divisor a file means by `stdev-…`: n − 1, or n. */
export type Divisor = 'sample' | 'population';

export const measureNamed = (name: string, divisor: Divisor): MeasureName | undefined =>
  (divisor === 'population' ? BY_NAME.get(`population-${OTHER_NAMES[name] ?? name}`) : undefined) ?? BY_NAME.get(name);

/** "rsi" and the names of its windows. */
export function nameOfMeasure(indicator: IndicatorName): { readonly name: string; readonly windows: readonly string[] } {
  const name = BY_INDICATOR.get(indicator)!;
  return { name, windows: BY_NAME.get(name)!.windows.map(({ key }) => key) };
}

export const MEASURE_LIST: string = Object.keys(TEXT_NAMES).join(', ');
