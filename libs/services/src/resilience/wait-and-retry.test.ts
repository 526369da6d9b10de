import { describe, expect, it } from 'vitest';
import { instant } from '@alchemiser/domain';
import { FAILURES, Failure, isFailure, type FailureCode } from '../failure.ts';
import { fixedClock } from '../testing/fixed-clock.ts';
import { waitAndRetry } from './wait-and-retry.ts';

const clockAtNoon = () => fixedClock(instant(1_722_960_000_000));
const failing = (code: FailureCode, times: number) => {
  let tries = 0;
  return { tries: () => tries, read: async () => (++tries <= times ? Promise.reject(new Failure(code, 'no')) : 'read') };
};
const codes = (next: string) => (Object.keys(FAILURES) as FailureCode[]).filter((code) => FAILURES[code].next === next);

describe('a read that fails', () => {
  it.each(codes('wait'))('with %s is tried again, each time after a longer pause', async (code) => {
    const clock = clockAtNoon();
    const source = failing(code, 2);
    expect(await waitAndRetry(source.read, clock)).toBe('read');
    expect([source.tries(), clock.slept]).toEqual([3, [1_000, 2_000]]);
  });

  it.each([...codes('ask'), ...codes('stop')])('with %s is not tried again', async (code) => {
    const source = failing(code, 1);
    await expect(waitAndRetry(source.read, clockAtNoon())).rejects.toMatchObject({ code });
    expect(source.tries()).toBe(1);
  });

  it('for good says so in the end, with the last failure', async () => {
    const source = failing('broker.unavailable', 99);
    await expect(waitAndRetry(source.read, clockAtNoon(), { attempts: 5, firstDelayMs: 10, delayMsMax: 25 })).rejects.toMatchObject({
      code: 'broker.unavailable',
    });
    expect(source.tries()).toBe(5);
  });

  it('because of a bug is not tried again', async () => {
    let tries = 0;
    await expect(waitAndRetry(async () => Promise.reject(new TypeError(`try ${++tries}`)), clockAtNoon())).rejects.toThrow('try 1');
  });
});

describe('a failure', () => {
  it('is recognised by its code, also when another copy of this library made it', () => {
    expect(isFailure(Object.assign(new Error('full'), { code: 'store.unwritable' }))).toBe(true);
    expect(isFailure(Object.assign(new Error('full'), { code: 'ENOSPC' }))).toBe(false);
    expect(isFailure({ code: 'store.unwritable' })).toBe(false);
    expect(isFailure(Object.assign(new Error('odd'), { code: 'constructor' }))).toBe(false);
  });
});
