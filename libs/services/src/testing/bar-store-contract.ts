import assert from 'node:assert/strict';
import { instant, sessionDate, ticker, type Bar } from '@alchemiser/domain';
import type { BarStore, SeriesKey, StoredSeries } from '../ports/bar-store.ts';
import { promise, type ContractCase } from './contract.ts';

const KEY: SeriesKey = { source: 'alpaca', feed: 'sip', adjustment: 'all', ticker: ticker('BRK/B') };
const bar = (date: string, close: number): Bar => ({
  date: sessionDate(date),
  open: close,
  high: close + 0.1,
  low: close / 3,
  close,
  volume: 1e9 + 0.5,
});
const series = (...bars: readonly Bar[]): StoredSeries => ({
  bars,
  askedFrom: sessionDate('2016-01-01'),
  fetchedAt: instant(1_722_972_900_123),
});

const LONG = series(bar('2016-01-04', 0.1 + 0.2), bar('2024-08-05', 1 / 3), bar('2024-08-06', 152_062_500.07));

/** What every store of bars promises. */
export const barStoreContract = (make: () => Promise<BarStore>): readonly ContractCase[] => [
  promise('a series comes back to the last bit', make, async (store) => {
    await store.put(KEY, LONG);
    assert.deepEqual(await store.get(KEY), LONG);
  }),
  promise('what was never put is not there', make, async (store) => {
    assert.equal(await store.get(KEY), undefined);
    assert.deepEqual(await store.list(), []);
  }),
  promise('source, feed, adjustment and ticker each keep a series apart', make, async (store) => {
    await store.put(KEY, LONG);
    for (const other of [{ source: 'synthetic' }, { feed: 'iex' }, { adjustment: 'raw' }, { ticker: ticker('SPY') }]) {
      assert.equal(await store.get({ ...KEY, ...other }), undefined);
    }
  }),
  promise('a second put replaces the first as a whole', make, async (store) => {
    await store.put(KEY, LONG);
    const shorter = series(bar('2024-08-06', 7));
    await store.put(KEY, shorter);
    assert.deepEqual(await store.get(KEY), shorter);
  }),
  promise('the list sums up what is there, in order', make, async (store) => {
    await store.put({ ...KEY, ticker: ticker('SPY') }, series(bar('2024-08-06', 7)));
    await store.put(KEY, LONG);
    const listed = await store.list();
    assert.deepEqual(
      listed.map((each) => [each.ticker, each.bars, each.first, each.last]),
      [
        ['BRK/B', 3, '2016-01-04', '2024-08-06'],
        ['SPY', 1, '2024-08-06', '2024-08-06'],
      ],
    );
    assert.deepEqual([listed[0]?.askedFrom, listed[0]?.fetchedAt], [LONG.askedFrom, LONG.fetchedAt]);
    assert.ok((listed[0]?.bytes ?? 0) > (listed[1]?.bytes ?? 0));
  }),
];
