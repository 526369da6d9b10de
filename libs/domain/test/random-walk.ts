/** A reproducible walk of prices for tests, by mulberry32 (Tommy Ettinger, public domain). */
export function randomWalk(seed: number, length: number, step = 0.02): Float64Array {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  let price = 50 + uniform() * 100;
  return Float64Array.from({ length }, () => (price *= 1 + step * (uniform() + uniform() + uniform() - 1.5)));
}
