import { exchangeInstant, sessionDate, ticker, type Bar, type Ticker } from '@alchemiser/domain';
import { Failure } from '@alchemiser/services';
import { capturingLogger, fixedClock, memoryBarStore } from '@alchemiser/services/testing';
import { describe, expect, it } from 'vitest';
import { barsFor, rewritingSource } from '../../test/rewriting-source.ts';
import { pullBars, type CachedBarsPorts } from './cached-bars.ts';

const [SPY, TLT] = [ticker('SPY'), ticker('TLT')];
const evening = (date: string) => exchangeInstant(sessionDate(date), 17 * 60);
const morning = (date: string) => exchangeInstant(sessionDate(date), 9 * 60);

function cache(market: Map<Ticker, readonly Bar[]>) {
  const { source, asked, actions } = rewritingSource(market);
  const ports = { source, store: memoryBarStore(), clock: fixedClock(evening('2024-08-05')), log: capturingLogger() };
  const pull = async (through: string, tickers: readonly Ticker[] = [SPY], override: Partial<CachedBarsPorts> = {}) => {
    asked.length = 0;
    const { bars, pulled } = await pullBars({ ...ports, ...override }, tickers, sessionDate(through));
    return { bars, pulled: Object.fromEntries(pulled), asked: [...asked] };
  };
  return { ...ports, actions, pull };
}

const rising = (last = '2024-08-30') => barsFor('2024-01-02', last, (row) => 400 + row / 4);

describe('a bar cache', () => {
  it('fetches a new series whole, and afterwards only its end with five sessions before it', async () => {
    const market = new Map([[SPY, rising()]]);
    const { clock, pull } = cache(market);
    expect(await pull('2024-08-05')).toMatchObject({ pulled: { SPY: 'fetched' }, asked: ['SPY 2024-01-02…2024-08-05'] });
    clock.set(morning('2024-08-08'));
    const next = await pull('2024-08-07');
    expect(next).toMatchObject({ pulled: { SPY: 'extended' }, asked: ['SPY 2024-07-30…2024-08-07'] });
    expect(next.bars.get(SPY)).toEqual(market.get(SPY)?.filter(({ date }) => date <= '2024-08-07'));
  });

  it('asks for nothing while what it has is final', async () => {
    const { clock, pull } = cache(new Map([[SPY, rising()]]));
    clock.set(morning('2024-08-06'));
    await pull('2024-08-05');
    expect((await pull('2024-08-05')).asked).toEqual([]);
    const earlier = await pull('2024-07-01');
    expect(earlier).toMatchObject({ asked: [], pulled: { SPY: 'kept' } });
    expect(earlier.bars.get(SPY)?.at(-1)?.date).toBe('2024-07-01');
  });

  it('reads the end again once the day’s tape is final', async () => {
    const market = new Map([[SPY, rising()]]);
    const { clock, pull } = cache(market);
    await pull('2024-08-05');
    expect((await pull('2024-08-05')).asked).toEqual([]);
    clock.set(morning('2024-08-06'));
    const corrected = rising().map((bar) => (bar.date === '2024-08-05' ? { ...bar, volume: 77 } : bar));
    market.set(SPY, corrected);
    const again = await pull('2024-08-05');
    expect(again).toMatchObject({ pulled: { SPY: 'kept' }, asked: ['SPY 2024-07-30…2024-08-05'] });
    expect(again.bars.get(SPY)?.at(-1)?.volume).toBe(77);
    expect((await pull('2024-08-05')).asked).toEqual([]);
  });

  it('fetches the whole series when a split rewrote the overlap, and only that one', async () => {
    const market = new Map([
      [SPY, rising()],
      [TLT, rising()],
    ]);
    const { clock, log, pull } = cache(market);
    await pull('2024-08-05', [SPY, TLT]);
    clock.set(morning('2024-08-07'));
    market.set(
      SPY,
      rising().map((bar) => ({ ...bar, open: bar.open / 4, high: bar.high / 4, low: bar.low / 4, close: bar.close / 4 })),
    );
    const next = await pull('2024-08-06', [SPY, TLT]);
    expect(next.pulled).toEqual({ SPY: 'rewritten', TLT: 'extended' });
    expect(next.asked).toEqual(['SPY,TLT 2024-07-30…2024-08-06', 'SPY 2024-01-02…2024-08-06']);
    expect(next.bars.get(SPY)?.[0]?.close).toBe(100);
    expect(next.bars.get(TLT)?.[0]?.close).toBe(400);
    expect(log.lines).toMatchObject([{ message: 'history rewritten', fields: { ticker: 'SPY' } }]);
  });

  it('fetches the whole series after a dividend too small to show on the overlap', async () => {
    const market = new Map([[SPY, rising()]]);
    const { clock, actions, pull } = cache(market);
    await pull('2024-08-05');
    market.set(
      SPY,
      rising().map((bar, row) => (row === 0 ? { ...bar, high: 400.01 } : bar)),
    );
    actions.push({ ticker: SPY, exDate: sessionDate('2024-08-06') });
    clock.set(morning('2024-08-07'));
    expect((await pull('2024-08-06')).pulled).toEqual({ SPY: 'rewritten' });
    clock.set(morning('2024-08-09'));
    expect((await pull('2024-08-08')).pulled).toEqual({ SPY: 'extended' });
  });

  it('leaves it to the overlap when the source refuses to tell of dividends', async () => {
    const { source, clock, log, pull } = cache(new Map([[SPY, rising()]]));
    await pull('2024-08-05');
    clock.set(morning('2024-08-07'));
    const refusing = { ...source, corporateActions: async () => Promise.reject(new Failure('market.refused', 'not in your plan')) };
    expect((await pull('2024-08-06', [SPY], { source: refusing })).pulled).toEqual({ SPY: 'extended' });
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'corporate actions refused' }]);
    clock.set(morning('2024-08-08'));
    const silent = { ...source, corporateActions: async () => Promise.reject(new Failure('market.unreachable', 'no answer')) };
    await expect(pull('2024-08-07', [SPY], { source: silent })).rejects.toMatchObject({ code: 'market.unreachable' });
  });

  it('takes a bar that vanished for a rewritten history', async () => {
    const market = new Map([[SPY, rising()]]);
    const { clock, pull } = cache(market);
    await pull('2024-08-05');
    clock.set(morning('2024-08-07'));
    market.set(
      SPY,
      rising().filter(({ date }) => date !== '2024-08-01'),
    );
    const next = await pull('2024-08-06');
    expect(next.pulled).toEqual({ SPY: 'rewritten' });
    expect(next.bars.get(SPY)?.some(({ date }) => date === '2024-08-01')).toBe(false);
  });

  it('asks again for a series that was once asked for from a later day', async () => {
    const { source, clock, pull } = cache(new Map([[SPY, rising()]]));
    await pull('2024-08-05', [SPY], { source: { ...source, from: sessionDate('2024-06-03') } });
    clock.set(morning('2024-08-06'));
    const all = await pull('2024-08-05');
    expect(all).toMatchObject({ pulled: { SPY: 'fetched' }, asked: ['SPY 2024-01-02…2024-08-05'] });
    expect(all.bars.get(SPY)?.[0]?.date).toBe('2024-01-02');
  });

  it('knows a ticker that ended, and does not serve one that the source has forgotten', async () => {
    const market = new Map([[SPY, rising('2024-08-02')]]);
    const { clock, pull } = cache(market);
    await pull('2024-08-05', [SPY, TLT]);
    clock.set(morning('2024-08-20'));
    const later = await pull('2024-08-19', [SPY, TLT]);
    expect(later.pulled).toEqual({ SPY: 'kept', TLT: 'absent' });
    expect(later.bars.get(SPY)?.at(-1)?.date).toBe('2024-08-02');
    market.delete(SPY);
    clock.set(morning('2024-08-21'));
    expect(await pull('2024-08-20', [SPY, TLT])).toMatchObject({ pulled: { SPY: 'absent', TLT: 'absent' }, bars: new Map() });
  });

  it('keeps feeds apart', async () => {
    const { source, pull } = cache(new Map([[SPY, rising()]]));
    await pull('2024-08-05');
    expect((await pull('2024-08-05', [SPY], { source: { ...source, feed: 'iex' } })).pulled).toEqual({ SPY: 'fetched' });
  });
});
