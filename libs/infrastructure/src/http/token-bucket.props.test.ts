import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '@alchemiser/domain';
import { fixedClock } from '@alchemiser/services/testing';
import { tokenBucket } from './token-bucket.ts';

const START = instant(1_722_972_900_000);

/** The largest number of instants within any half-open 60 seconds. */
function busiestMinute(taken: readonly number[]): number {
  return Math.max(...taken.map((from) => taken.filter((at) => at >= from && at < from + 60_000).length));
}

describe('the token bucket', () => {
  it('never lets more than its calls through in any minute, whatever the pauses between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.integer({ min: 0, max: 90_000 }), { maxLength: 12 }),
        async (perMinute, pauses) => {
          const clock = fixedClock(START);
          const bucket = tokenBucket(clock, perMinute);
          const taken: number[] = [];
          for (const pause of [...pauses, 0]) {
            await clock.sleep(pause);
            for (let i = 0; i < perMinute; i++) {
              await bucket.take();
              taken.push(clock.now());
            }
          }
          expect(busiestMinute(taken)).toBeLessThanOrEqual(Math.max(2, perMinute));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lets a burst through at once, and the rest evenly', async () => {
    const clock = fixedClock(START);
    const bucket = tokenBucket(clock, 200);
    for (let i = 0; i < 50; i++) await bucket.take();
    expect(clock.now()).toBe(START);
    for (let i = 0; i < 150; i++) await bucket.take();
    expect(clock.now() - START).toBeGreaterThanOrEqual(60_000);
    expect(clock.now() - START).toBeLessThan(61_000);
  });

  it('serves in the order of asking', async () => {
    const bucket = tokenBucket(fixedClock(START), 4);
    const served: number[] = [];
    await Promise.all(Array.from({ length: 10 }, async (_, n) => bucket.take().then(() => served.push(n))));
    expect(served).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('stands a clock that is set back', async () => {
    const clock = fixedClock(START);
    const bucket = tokenBucket(clock, 60);
    for (let i = 0; i < 15; i++) await bucket.take();
    clock.set(instant(START - 3_600_000));
    await bucket.take();
    expect(clock.now()).toBeLessThan(START);
  });
});
