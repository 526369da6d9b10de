/** How far a weight may be off before it is worth a trade. */
import { absolute, minus, UNITS_PER_ONE, type Money } from '../values/exact.ts';
import type { Weight } from '../values/weight.ts';

/** `absolute`: a fraction of sizing equity · `relative`: a fraction of the target itself. */
export interface Tolerance {
  readonly kind: 'absolute' | 'relative';
  readonly fraction: Weight;
}

/** True while held and wanted differ by less than the tolerance; at the tolerance it is time to trade. */
export function isWithinTolerance(held: Money, wanted: Money, sizingEquity: Money, { kind, fraction }: Tolerance): boolean {
  const base = kind === 'absolute' ? sizingEquity : wanted;
  return absolute(minus(held, wanted)) * UNITS_PER_ONE < base * BigInt(Math.round(fraction * 1e9));
}
