import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { at } from '../test/market.ts';
import { pacedClock } from './paced-clock.ts';

const START = at('2026-10-08T15:10:00Z');
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a paced clock', () => {
  it.each([
    ['as fast as outside', 1, 5000],
    ['sixty times as fast', 60, 300_000],
    ['half as fast', 0.5, 2500],
  ])('passes %s', (_, speed, milliseconds) => {
    const clock = pacedClock({ start: START, speed });
    vi.advanceTimersByTime(5000);
    expect(clock.now() - START).toBe(milliseconds);
  });

  it('wakes who sleeps when its own time has come', async () => {
    const clock = pacedClock({ start: START, speed: 10 });
    const woken: string[] = [];
    void clock.sleep(2000).then(() => woken.push('two seconds'));
    void clock.standby((START + 1000) as never).then(() => woken.push('one'));
    await vi.advanceTimersByTimeAsync(150);
    expect(woken).toEqual(['one']);
    await vi.advanceTimersByTimeAsync(60);
    expect(woken).toEqual(['one', 'two seconds']);
  });

  it('can be pushed forward, and everybody due on the way wakes in turn', async () => {
    const clock = pacedClock({ start: START, speed: 1 });
    const woken: number[] = [];
    for (const hours of [3, 1, 2, 5]) void clock.standby((START + hours * 3_600_000) as never).then(() => woken.push(hours));
    await clock.advanceTo((START + 4 * 3_600_000) as never);
    await vi.advanceTimersByTimeAsync(0);
    expect(woken).toEqual([1, 2, 3]);
    expect(clock.now() - START).toBe(4 * 3_600_000);
    await expect(clock.advanceTo(START)).rejects.toThrow('Time never runs back');
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('has no speed of %s', (speed) => {
    expect(() => pacedClock({ start: START, speed })).toThrow('must be > 0');
  });
});
