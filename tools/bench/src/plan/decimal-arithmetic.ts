/** The unit algebra of the exact values, in decimals: nine places, the same roundings. */
import { Decimal } from 'decimal.js';

/** Digits enough for dollars times shares, both to nine places. */
export const Exact = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -30, toExpPos: 40 });
export const NOTHING = new Exact(0);
const NANO = new Exact('0.000000001');

export const sum = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.plus(value), NOTHING);

export const notional = (shares: Decimal, price: Decimal): Decimal =>
  new Exact(shares).times(price).toDecimalPlaces(9, Decimal.ROUND_HALF_UP);

export const portion = (amount: Decimal, fraction: Decimal): Decimal =>
  new Exact(amount).times(fraction).toDecimalPlaces(9, Decimal.ROUND_FLOOR);

export const downTo = (shares: Decimal, increment: Decimal): Decimal =>
  new Exact(shares).div(increment).toDecimalPlaces(0, Decimal.ROUND_DOWN).times(increment);

export const sharesFor = (budget: Decimal, price: Decimal, increment: Decimal): Decimal =>
  budget.lte(0) ? NOTHING : downTo(new Exact(budget).div(price).toDecimalPlaces(9, Decimal.ROUND_DOWN), increment);

/** Exactly in proportion, by largest remainder; written order breaks ties. */
export function split(amount: Decimal, parts: readonly Decimal[]): readonly Decimal[] {
  const whole = sum(parts);
  const shares = parts.map((part) => new Exact(amount).times(part).div(whole));
  const floors = shares.map((share) => share.toDecimalPlaces(9, Decimal.ROUND_DOWN));
  const rests = shares.map((share, at) => share.minus(floors[at]!));
  let left = amount.minus(sum(floors));
  const result = [...floors];
  const order = rests.map((_, at) => at).sort((a, b) => rests[b]!.cmp(rests[a]!) || a - b);
  for (const at of order) {
    if (left.lte(0)) break;
    result[at] = result[at]!.plus(NANO);
    left = left.minus(NANO);
  }
  return result;
}
