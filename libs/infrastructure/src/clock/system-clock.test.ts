import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { instant } from '@alchemiser/domain';
import { systemClock, venueClock } from './system-clock.ts';

describe('systemClock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_722_972_900_000 }));
  afterEach(() => void vi.useRealTimers());

  it('shows the machine’s time, and moves with it', () => {
    const clock = systemClock();
    expect(clock.now()).toBe(1_722_972_900_000);
    vi.advanceTimersByTime(1_500);
    expect(clock.now()).toBe(1_722_972_901_500);
  });

  it.each([0, -5])('sleeps %i ms by letting others run', async (milliseconds) => {
    const slept = systemClock().sleep(milliseconds);
    await vi.advanceTimersByTimeAsync(0);
    await expect(slept).resolves.toBeUndefined();
  });

  it('shows a venue’s time at the venue’s pace', async () => {
    const clock = venueClock(instant(1_000_000), 60);
    vi.advanceTimersByTime(1_000);
    expect(clock.now()).toBe(1_060_000);
    let woken = false;
    void clock.sleep(60_000).then(() => (woken = true));
    await vi.advanceTimersByTimeAsync(999);
    expect(woken).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(woken).toBe(true);
    expect(clock.now()).toBe(1_120_000);
  });

  it.each([1, 250, 3_600_000, 30 * 86_400_000])('sleeps %i ms, not less', async (milliseconds) => {
    const clock = systemClock();
    const before = clock.now();
    let woken = false;
    void clock.sleep(milliseconds).then(() => (woken = true));
    await vi.advanceTimersByTimeAsync(milliseconds - 1);
    expect(woken).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(woken).toBe(true);
    expect(clock.now() - before).toBeGreaterThanOrEqual(milliseconds);
  });
});
