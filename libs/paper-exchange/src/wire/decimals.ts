/** Numbers as Alpaca writes them: decimal text without trailing zeros, money to six places, ratios to five (all as recorded). */
import { divideNearest, toDecimal, UNITS_PER_ONE, type Money } from '@alchemiser/domain';

/** A value in units of 1e-9 to `places` decimals, half away from zero. */
export function rounded(units: bigint, places: number): string {
  const step = 10n ** BigInt(9 - places);
  return toDecimal((divideNearest(units, step) * step) as Money);
}

export const moneyText = (amount: bigint): string => rounded(amount, 6);

/** An amount in units of 1e-18 USD. */
export const fineMoneyText = (amount: bigint): string => moneyText(divideNearest(amount, UNITS_PER_ONE));

/** `part / whole` as a fraction of one; "0" of nothing. */
export const ratioText = (part: bigint, whole: bigint): string =>
  whole === 0n ? '0' : rounded(divideNearest(part * UNITS_PER_ONE, whole), 5);
