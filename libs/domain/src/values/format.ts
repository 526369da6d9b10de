/**
 * Values as a person reads them, the same in terminal, mail and dashboard: thousands separated, a sign on every change,
 * the true minus sign (U+2212), as few decimals as are true. Prices and quantities come bare, their column names the unit.
 * Written without `Intl`, so that a record prints to the same bytes on every machine.
 */
import {
  divideNearest,
  ONE_CENT,
  price,
  money,
  quantity,
  UNITS_PER_ONE,
  type DecimalText,
  type Money,
  type Price,
  type Quantity,
} from './exact.ts';
import { civilDay, dayOfWeek, type SessionDate } from './time.ts';

const MINUS = '−';
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** Dollars and cents, half a cent away from zero: `$100,214.33` · `−$0.50`. */
export const formatMoney = (value: Money | DecimalText): string => dollars(value, '');

/** A change of money: `+$214.33` · `−$0.50` · `$0.00`. */
export const formatSignedMoney = (value: Money | DecimalText): string => dollars(value, '+');

/**
 * Shares with as few decimals as are true, never rounded: `1,204.113` · `12`.
 * With `decimals` the fraction is padded to that many digits, to stand in a column: `1,204.113000`.
 */
export function formatQuantity(value: Quantity | DecimalText, decimals = 0): string {
  const units = typeof value === 'string' ? quantity(value) : value;
  const fraction = trimmed(units % UNITS_PER_ONE).padEnd(decimals, '0');
  return withFraction(units / UNITS_PER_ONE, fraction);
}

/** Shares held, or owed where there are fewer than none. */
export const formatHolding = (units: bigint): string =>
  units < 0n ? `${MINUS}${formatQuantity(-units as Quantity)}` : formatQuantity(units as Quantity);

/** USD per share, two to four decimals, no dollar sign: `9.41` · `9.4081` · `2,164,500.00`. Below a hundredth of a cent all digits. */
export function formatPrice(value: Price | DecimalText): string {
  const units = typeof value === 'string' ? price(value) : value;
  const rounded = divideNearest(units, 100_000n) * 100_000n;
  const shown = rounded > 0n ? rounded : units;
  return withFraction(shown / UNITS_PER_ONE, trimmed(shown % UNITS_PER_ONE).padEnd(2, '0'));
}

/** A fraction as percent, one decimal: 0.331 → `33.1 %`. */
export const formatWeight = (fraction: number): string => `${fixed(fraction * 100, 1, '')} %`;

/** Percent, one decimal: 4.21 → `4.2 %`. */
export const formatPercent = (percent: number): string => `${fixed(percent, 1, '')} %`;

/** A change in percent: 4.21 → `+4.2 %`; what rounds to nothing has no sign. */
export const formatSignedPercent = (percent: number): string => `${fixed(percent, 1, '+')} %`;

/** A cost or a change in basis points: −0.83 → `−0.8 bps`. */
export const formatSignedBps = (bps: number): string => `${fixed(bps, 1, '+')} bps`;

/** `Tue 6 Aug 2024` */
export const formatSession = (date: SessionDate): string => `${formatSessionShort(date)} ${String(civilDay(date).year)}`;

/** `Tue 6 Aug`: where the year goes without saying. */
export function formatSessionShort(date: SessionDate): string {
  const { month, day } = civilDay(date);
  return `${WEEKDAYS[dayOfWeek(date)]!} ${String(day)} ${MONTHS[month - 1]!}`;
}

function dollars(value: Money | DecimalText, plusSign: '+' | ''): string {
  const units = typeof value === 'string' ? money(value) : value;
  const cents = divideNearest(units, ONE_CENT);
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
  return `${signOf(cents, plusSign)}$${grouped(digits.slice(0, -2))}.${digits.slice(-2)}`;
}

/** "1 order", "3 orders". @param what in the singular. */
export const formatCount = (count: number, what: string): string => `${String(count)} ${what}${count === 1 ? '' : 's'}`;

/** A measured number with that many decimals, thousands separated: `1,204.50` · `−0.8`; what rounds to nothing has no sign. */
export function fixed(value: number, decimals: number, plusSign: '+' | '' = ''): string {
  if (!Number.isFinite(value)) throw new RangeError(`A shown number must be finite, was ${String(value)}`);
  const digits = Math.abs(value).toFixed(decimals);
  const point = digits.indexOf('.');
  const whole = point < 0 ? digits : digits.slice(0, point);
  const sign = signOf(value, plusSign);
  const isNothing = sign !== '' && Math.abs(value) < 1 && !/[1-9]/.test(digits);
  return `${isNothing ? '' : sign}${grouped(whole)}${digits.slice(whole.length)}`;
}

const signOf = (value: bigint | number, plusSign: '+' | ''): string => (value < 0 ? MINUS : value > 0 ? plusSign : '');

/** Nine digits of a fraction without the zeros at its end. */
const trimmed = (units: bigint): string => units.toString().padStart(9, '0').replace(/0+$/, '');

const withFraction = (whole: bigint, fraction: string): string => `${grouped(whole.toString())}${fraction === '' ? '' : `.${fraction}`}`;

const grouped = (digits: string): string => (digits.length < 4 ? digits : digits.replace(/\B(?=(\d{3})+$)/g, ','));
