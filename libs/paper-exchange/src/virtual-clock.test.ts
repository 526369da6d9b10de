import { instant } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { virtualClock } from './virtual-clock.ts';

const start = instant(1_000_000);

describe('the virtual clock', () => {
  it('stands still while nobody waits', async () => {
    const clock = virtualClock(start);
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(clock.now()).toBe(start);
  });

  it('passes a day at once for someone who sleeps a day', async () => {
    const clock = virtualClock(start);
    await clock.sleep(86_400_000);
    expect(clock.now()).toBe(start + 86_400_000);
  });

  it('wakes sleepers in the order in which they are due, equal ones in the order in which they asked', async () => {
    const clock = virtualClock(start);
    const woken: string[] = [];
    const sleeper = async (name: string, ...naps: readonly number[]): Promise<void> => {
      for (const nap of naps) {
        await clock.sleep(nap);
        woken.push(`${name}@${String(clock.now() - start)}`);
      }
    };
    await Promise.all([sleeper('slow', 30, 30), sleeper('quick', 10, 10, 10), sleeper('late', 30)]);
    expect(woken).toEqual(['quick@10', 'quick@20', 'slow@30', 'late@30', 'quick@30', 'slow@60']);
  });

  it('lets sleepers wake on the way when it is advanced', async () => {
    const clock = virtualClock(start);
    const woken: number[] = [];
    const sleeping = clock.sleep(500).then(() => woken.push(clock.now() - start));
    await clock.advanceTo(instant(start + 2000));
    await sleeping;
    expect([woken, clock.now() - start]).toEqual([[500], 2000]);
  });

  it('holds time while work is under way', async () => {
    const clock = virtualClock(start);
    const seen: number[] = [];
    const work = clock.standStillFor(async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      seen.push(clock.now() - start);
    });
    await Promise.all([work, clock.sleep(100)]);
    expect([seen, clock.now() - start]).toEqual([[0], 100]);
  });

  it('never runs back', async () => {
    await expect(virtualClock(start).advanceTo(instant(start - 1))).rejects.toThrow('Time never runs back');
    await expect(virtualClock(start).sleep(Number.NaN)).rejects.toThrow('A sleep must last a number of milliseconds, was NaN');
    const clock = virtualClock(start);
    await clock.sleep(-5);
    expect(clock.now()).toBe(start);
  });
});
