/**
 * Neutral mode for sentences written elsewhere. Three nets: whatever is marked as dollars; every number of two or more
 * decimals that equals an amount the record holds (equity, cash, prices, values), however it was rounded; and, where orders
 * are spoken of, every number without a unit that could be a price of theirs (a quote, a limit the record does not keep).
 */
import { divideNearest, money, type DecimalText, type RunRecord, type Trace } from '@alchemiser/domain';
import { shownFlips } from './flips-section.ts';
import { usdReadings } from './usd-conditions.ts';

export const WITHHELD = '[withheld]';

const MARKED = /[+−-]?\$\s?[\d.,]*\d|\$|(?:\bUSD\s?[+−-]?\d[\d.,]*)|(?:[+−-]?\d[\d.,]*\s?(?:USD|dollars?|cents?)\b)/gi;
const NUMBER = /(?<![\w.])\d[\d,]*(?:\.\d+)?(?![\w])/g;
/** Amounts of this size are recognised even without their cents. */
const LARGE = 1000n * 1_000_000_000n;

/** Every amount in dollars that the record holds, in each rounding a sentence could show it with. */
export function amountsOf(record: RunRecord): ReadonlySet<string> {
  const amounts: (DecimalText | null)[] = [
    record.account.cashBefore,
    record.account.equityBefore,
    record.account.cashAfter,
    record.account.equityAfter,
    ...(record.plan === null ? [] : [record.plan.sizingEquity, record.plan.reserve, record.plan.openingCash]),
    ...(record.plan?.rows.map((row) => row.price) ?? []),
    ...(record.plan?.trades.flatMap((trade) => [trade.decisionPrice, trade.notional]) ?? []),
    ...(record.plan?.crosses.map((cross) => cross.price) ?? []),
    ...record.legs.flatMap((leg) => [
      leg.averagePrice,
      leg.decisionPrice,
      ...leg.orders.flatMap((order) => [order.limitPrice, order.averagePrice]),
    ]),
    ...record.fills.map((fill) => fill.price),
    ...record.positions.flatMap((position) => [position.price, position.value]),
    ...record.books.flatMap((book) => [book.cash, book.value, book.realised, book.unrealised]),
    ...record.sleeves.flatMap((sleeve) => shownFlips(sleeve).map((flip) => flip.price)),
  ];
  const exact = amounts.filter((amount) => amount !== null).map((amount) => money(amount) as bigint);
  const measured = record.sleeves.flatMap((sleeve) => measuredAmounts(sleeve.trace));
  return new Set([...exact, ...measured].flatMap(roundings));
}

const measuredAmounts = (trace: Trace | null): readonly bigint[] =>
  trace === null ? [] : usdReadings(trace).map((usd) => BigInt(Math.round(usd * 1e6)) * 1000n);

function roundings(units: bigint): readonly string[] {
  const size = units < 0n ? -units : units;
  const decimals = size >= LARGE ? [0, 1, 2, 3, 4, 6, 9] : [2, 3, 4, 6, 9];
  return decimals.map((places) => normal(divideNearest(size, 10n ** BigInt(9 - places)), places));
}

const normal = (scaled: bigint, places: number): string => {
  const digits = scaled.toString().padStart(places + 1, '0');
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
};

/** How far from its decision price a quote or a limit of an order may lie and still be taken for one. */
const NEAR = 0.25;
const UNIT_AFTER = /^\s?(?:%|bps\b|s\b|orders?\b|shares?\b)/;
const PRICE_WORD_BEFORE = /(?:\b(?:of|at|beyond|limit|than|bid|ask)|→)\s$/;

/** "the ask of 62.7 is beyond 62.53, 20 bps from …" → both prices withheld, for an order decided at 62.41. */
export const withholdPricesNear = (text: string, decisionPrices: readonly DecimalText[]): string =>
  text.replace(NUMBER, (number, at: number) => {
    if (UNIT_AFTER.test(text.slice(at + number.length))) return number;
    if (!number.includes('.') && !PRICE_WORD_BEFORE.test(text.slice(0, at))) return number;
    const value = Number(number.replaceAll(',', ''));
    return decisionPrices.some((price) => Math.abs(value / Number(price) - 1) <= NEAR) ? WITHHELD : number;
  });

export function withholdAmounts(text: string, known: ReadonlySet<string>): string {
  return text.replace(MARKED, WITHHELD).replace(NUMBER, (number) => (known.has(number.replaceAll(',', '')) ? WITHHELD : number));
}
