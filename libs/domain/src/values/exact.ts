/**
 * Exact values for anything owed or sent, held as integers of one billionth (1e-9).
 *
 * | left     | op | right    | gives    | rounding                |
 * |----------|----|----------|----------|-------------------------|
 * | T        | ±  | T        | T        | none                    |
 * | Quantity | ×  | Price    | Money    | nearest 1e-9            |
 * | Money    | ÷  | Price    | Quantity | down to the increment   |
 * | Money    | ×  | units    | Money    | down (units of 1e-9)    |
 *
 * `Price` > 0 and `Quantity` ≥ 0; `Money` is signed. Direction of a trade lives in its side, never in a sign.
 */
import { invariant } from '../result.ts';
import type { Brand } from './brand.ts';

export type Price = Brand<bigint, 'Price'>;
export type Quantity = Brand<bigint, 'Quantity'>;
export type Money = Brand<bigint, 'Money'>;
export type Exact = Price | Quantity | Money;

/** A decimal number as text, as it stands on the wire and in records: `"-12.5"`, never `"1e3"`. */
export type DecimalText = Brand<string, 'DecimalText'>;

/** How many units make one: the scale of every exact value. */
export const UNITS_PER_ONE = 1_000_000_000n;

const FORM = /^([+-]?)(\d{1,24})(?:\.(\d{1,24}))?$/;

/** @returns units of 1e-9. @throws RangeError unless `text` is a plain decimal with at most 9 significant decimals. */
function unitsFrom(text: string, what: string): bigint {
  const match = FORM.exec(text);
  if (match === null) throw new RangeError(`${what} must be a decimal number like "12.34", was ${JSON.stringify(text)}`);
  const [, sign, whole = '0', fraction = ''] = match;
  const decimals = fraction.replace(/0+$/, '');
  if (decimals.length > 9) throw new RangeError(`${what} must have at most 9 decimals, was "${text}"`);
  const units = BigInt(whole) * UNITS_PER_ONE + BigInt(decimals.padEnd(9, '0'));
  return sign === '-' ? -units : units;
}

/** USD per share. @throws RangeError unless > 0. */
export function price(text: string): Price {
  const units = unitsFrom(text, 'Price');
  if (units <= 0n) throw new RangeError(`Price must be > 0, was "${text}"`);
  return units as Price;
}

/** Shares. @throws RangeError unless ≥ 0. */
export function quantity(text: string): Quantity {
  const units = unitsFrom(text, 'Quantity');
  if (units < 0n) throw new RangeError(`Quantity must be ≥ 0, was "${text}"`);
  return units as Quantity;
}

/** USD, signed. @throws RangeError unless a plain decimal. */
export const money = (text: string): Money => unitsFrom(text, 'Money') as Money;

export const NO_SHARES = 0n as Quantity;
export const NO_MONEY = 0n as Money;
export const ONE_CENT = 10_000_000n as Money;

const ZERO = 0x30;

/** The shortest decimal text of a value; `price(toDecimal(p)) === p`. */
export function toDecimal(value: Exact): DecimalText {
  const negative = value < 0n;
  // Cut as text: records and posting keys ask for this everywhere, and dividing a bigint costs more than writing it.
  const digits = (negative ? -value : value).toString().padStart(10, '0');
  const point = digits.length - 9;
  let end = digits.length;
  while (end > point && digits.charCodeAt(end - 1) === ZERO) end -= 1;
  const fraction = end === point ? '' : `.${digits.slice(point, end)}`;
  return `${negative ? '-' : ''}${digits.slice(0, point)}${fraction}` as DecimalText;
}

/** The nearest float, for measuring and for showing only: nothing owed or sent is computed from it. */
export const toFloat = (value: Exact): number => Number(value) / 1e9;

export const plus = <T extends Exact>(a: T, b: T): T => ((a as bigint) + (b as bigint)) as T;

/** a − b. Prices and quantities cannot go below their floor by subtraction: use `shortfall` where that is expected. */
export const minus = (a: Money, b: Money): Money => ((a as bigint) - (b as bigint)) as Money;

/** What remains of `a` after taking `b`. */
export function remaining(a: Quantity, b: Quantity): Quantity {
  invariant(b <= a, () => `What is taken (${toDecimal(b)}) never exceeds what is there (${toDecimal(a)})`);
  return ((a as bigint) - (b as bigint)) as Quantity;
}

export const negate = (a: Money): Money => -(a as bigint) as Money;
export const absolute = (a: Money): Money => (a < 0n ? -(a as bigint) : a) as Money;
export const least = <T extends Exact>(a: T, b: T): T => (a < b ? a : b);
export const most = <T extends Exact>(a: T, b: T): T => (a > b ? a : b);
export const total = <T extends Money | Quantity>(values: Iterable<T>): T => {
  let sum = 0n;
  for (const value of values) sum += value;
  return sum as T;
};

/** Integer division rounding half away from zero. */
export function divideNearest(numerator: bigint, denominator: bigint): bigint {
  invariant(denominator > 0n, 'A divisor is positive');
  const half = denominator >> 1n;
  return numerator >= 0n ? (numerator + half) / denominator : -((-numerator + half) / denominator);
}

/** Integer division rounding towards minus infinity. */
export function divideDown(numerator: bigint, denominator: bigint): bigint {
  invariant(denominator > 0n, 'A divisor is positive');
  const floor = numerator / denominator;
  return numerator < 0n && numerator % denominator < 0n ? floor - 1n : floor;
}

const HALF_OF_ONE = UNITS_PER_ONE / 2n;

/** Quantity × Price → Money, to the nearest 1e-9 USD. Neither is ever negative, and everything asks for it: one division, no more. */
export const notional = (shares: Quantity, at: Price): Money => ((shares * at + HALF_OF_ONE) / UNITS_PER_ONE) as Money;

/** Money ÷ Price → Quantity, rounded DOWN to `increment`: a buy never exceeds its budget. Nothing for a budget ≤ 0. */
export function sharesFor(budget: Money, at: Price, increment: Quantity): Quantity {
  invariant(increment > 0n, 'A quantity increment is positive');
  if (budget <= 0n) return NO_SHARES;
  const shares = (budget * UNITS_PER_ONE) / at;
  return ((shares / increment) * increment) as Quantity;
}

/** Shares rounded down to a multiple of `increment`. */
export function downTo(shares: Quantity, increment: Quantity): Quantity {
  invariant(increment > 0n, 'A quantity increment is positive');
  return ((shares / increment) * increment) as Quantity;
}

/** `units`/1e9 of an amount, rounded DOWN to 1e-9 USD. Units come from `weight.ts`. */
export const portionOf = (amount: Money, units: bigint): Money => divideDown(amount * units, UNITS_PER_ONE) as Money;

/** To the cent, half away from zero: how a broker books cash. */
export const toCents = (amount: Money): Money => (divideNearest(amount, ONE_CENT) * ONE_CENT) as Money;

/** The volume-weighted price of an amount for a quantity, to the nearest 1e-9. @throws InvariantViolation for no shares. */
export function averagePrice(paid: Money, shares: Quantity): Price {
  invariant(shares > 0n && paid > 0n, 'An average price needs shares and an amount');
  return divideNearest(paid * UNITS_PER_ONE, shares) as Price;
}

/** A measured float price as an exact one, on the nearest `tick`. @throws RangeError unless finite and > 0. */
export function priceFromFloat(value: number, tick: Price): Price {
  if (!Number.isFinite(value) || value <= 0) throw new RangeError(`Price must be finite and > 0, was ${String(value)}`);
  const units = BigInt(Math.round(value * 1e6)) * 1000n;
  const onTick = (divideNearest(units, tick) * tick) as Price;
  return onTick > 0n ? onTick : tick;
}

/** `price` moved to the tick grid: `down` for a sell limit that must fill, `up` for a buy limit. */
export const tickDown = (value: Price, tick: Price): Price => ((value / tick) * tick) as Price;
export const tickUp = (value: Price, tick: Price): Price => (((value + tick - 1n) / tick) * tick) as Price;

/** Signed difference of two prices in basis points of `from`: for showing and for limits on measured things. */
export const basisPoints = (from: Price, to: Price): number => (Number((to as bigint) - (from as bigint)) / Number(from)) * 10_000;
