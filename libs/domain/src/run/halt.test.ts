import { describe, expect, it } from 'vitest';
import { instant } from '../values/time.ts';
import { decodeHalt, encodeHalt, encodeResumption } from './halt.ts';

const AT = instant(Date.UTC(2024, 7, 6, 19, 46));

describe('a halt', () => {
  it('is read back as it was written', () => {
    const halt = { at: AT, by: 'mara', why: 'the feed is wrong' };
    expect(decodeHalt(encodeHalt(halt))).toEqual(halt);
  });

  it('stands until it is taken back', () => {
    expect(decodeHalt(encodeResumption({ at: AT, by: 'mara' }))).toBeNull();
  });

  it.each([
    ['nothing', ''],
    ['another word', '{"status":"running"}'],
    ['a halt without a reason', '{"status":"halted","at":"2024-08-06T19:46:00.000Z","by":"mara"}'],
    ['a time that is none', '{"status":"resumed","at":"yesterday","by":"mara"}'],
  ])('that reads as %s is refused, never taken for "resumed"', (_, encoded) => {
    expect(() => decodeHalt(encoded)).toThrow(RangeError);
  });
});
