/** Made-up closes: seeded walks. */
import { randomFamily } from '@alchemiser/domain';

/** Ten years of daily bars. */
export const BARS = 2_520;

const walker = randomFamily(20_260_101, 'bench');

export function walk(number: number, bars: number): Float64Array {
  const random = walker(number);
  let price = 40 + 60 * random.uniform();
  return Float64Array.from({ length: bars }, () => (price *= 1 + 0.01 * random.normal()));
}
