import { expect, it } from 'vitest';
import { hexOf } from './hex.ts';

it.each([
  [0, '00000000'],
  [0xf, '0000000f'],
  [0x0102_a0ff, '0102a0ff'],
  [0xffff_ffff, 'ffffffff'],
  [-1, 'ffffffff'],
  [0x8000_0000 | 0, '80000000'],
])('%d in hex', (word, digits) => {
  expect(hexOf(word)).toBe(digits);
});
