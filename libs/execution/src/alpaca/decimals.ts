/** Alpaca's decimals as exact values. Money and averages may carry more than nine decimals and are rounded; executions may not. */
import { divideNearest, money, price, quantity, type Money, type Price, type Quantity } from '@alchemiser/domain';

/** Text with at most nine decimals, half away from zero. */
function toNineDecimals(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  if (fraction.length <= 9) return text;
  const scaled = divideNearest(BigInt(`${whole}${fraction}`), 10n ** BigInt(fraction.length - 9));
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(10, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

/** USD; `last_equity` comes as "100003.74258806517". */
export const wireMoney = (text: string): Money => money(toNineDecimals(text));

/** An average of executions. */
export const wireAveragePrice = (text: string): Price => price(toNineDecimals(text));

/** Null for a price that is not there: absent, null, or Alpaca's zero. */
export const wirePriceOrNull = (text: string | null | undefined): Price | null =>
  text === null || text === undefined || /^0(\.0+)?$/.test(text) ? null : wireAveragePrice(text);

/** Shares without direction: a short position's quantity is negative on the wire. */
export const wireShares = (text: string): Quantity => quantity(text.replace(/^-/, ''));
