import type { BarStore, SeriesKey, SeriesSummary, StoredSeries } from '../ports/bar-store.ts';

const nameOf = ({ source, feed, adjustment, ticker }: SeriesKey): string => JSON.stringify([source, feed, adjustment, ticker]);

/** Bars in memory. */
export function memoryBarStore(): BarStore {
  const kept = new Map<string, { readonly key: SeriesKey; readonly series: StoredSeries }>();
  return {
    get: async (key) => kept.get(nameOf(key))?.series,
    put: async (key, series) => void kept.set(nameOf(key), { key, series }),
    list: async () =>
      [...kept]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([, { key, series }]): SeriesSummary[] => {
          const { bars, askedFrom, fetchedAt } = series;
          const [first, last] = [bars[0], bars.at(-1)];
          if (first === undefined || last === undefined) return [];
          return [{ ...key, bars: bars.length, first: first.date, last: last.date, askedFrom, fetchedAt, bytes: bars.length * 44 }];
        }),
  };
}
