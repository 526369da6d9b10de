/** Ours against the broker's: equal, or each difference in shares and cents. */
import { minus, negate, NO_MONEY, notional, ONE_CENT, toDecimal, type DecimalText, type Money, type Quantity } from '../values/exact.ts';
import { formatCount, formatMoney, formatSignedMoney } from '../values/format.ts';
import type { Instant } from '../values/time.ts';
import { compareHoldings } from '../portfolio/holdings.ts';
import type { Position } from '../run/facts.ts';
import type { CertificateRecord } from '../run/record.ts';
import { cashOf } from './books.ts';
import type { ComparedOrders } from './compare-orders.ts';
import type { Ledger, LedgerEntry } from './entry.ts';

/**
 * The broker books every execution to the cent, we book it exactly. What differs by at most half a cent per execution is that.
 * @param executions since cash was last equal. @returns no entry when cash is equal, or when more than rounding is missing.
 */
export function roundingEntries(ledger: Ledger, brokersCash: Money, executions: number, at: Instant): readonly LedgerEntry[] {
  const amount = minus(brokersCash, cashOf(ledger));
  return amount === NO_MONEY || !isRounding(amount, executions) ? [] : [{ kind: 'rounding', at, amount }];
}

/**
 * Executions since the cash was last equal, each of which the broker may have rounded. Where a run ended with cash that differed for
 * another reason too (an order that nobody knows of), its roundings wait in the books for the next time that cash is compared.
 * @param added what is about to be posted.
 */
export function unrounded(stored: readonly LedgerEntry[], added: readonly LedgerEntry[] = []): number {
  let count = added.filter(({ kind }) => kind === 'fill').length;
  for (let i = stored.length - 1; i >= 0; i--) {
    const entry = stored[i]!;
    if (entry.kind === 'rounding') break;
    if (entry.kind === 'fill' && notional(entry.quantity, entry.price) % ONE_CENT !== 0n) count += 1;
  }
  return count;
}

/** At most half a cent per execution. */
export const isRounding = (difference: Money, executions: number): boolean =>
  2n * (difference < 0n ? negate(difference) : difference) <= ONE_CENT * BigInt(executions);

/** @param compared our orders against the broker's; left out before a run, when there are none. */
export function reconcile(
  ledger: Ledger,
  brokersCash: Money,
  positions: readonly Position[],
  compared: ComparedOrders | null = null,
): CertificateRecord {
  const rows = compareHoldings(ledger, positions);
  const shares = rows
    .map((row) => ({
      what: `${row.ticker} shares`,
      ours: (row.strategies + row.unattributed) as Quantity,
      brokers: row.brokers as Quantity,
    }))
    .filter((row) => row.ours !== row.brokers);
  const ours = cashOf(ledger);
  const cash = ours === brokersCash ? [] : [{ what: 'cash', ours, brokers: brokersCash }];
  const differences = [...shares, ...cash, ...(compared?.differences ?? [])].map(({ what, ours: own, brokers }) => ({
    what,
    ours: toDecimal(own),
    brokers: toDecimal(brokers),
    difference: toDecimal(((brokers as bigint) - (own as bigint)) as Money),
  }));
  if (differences.length === 0) {
    const held = rows.filter((row) => row.brokers !== 0n).length;
    const orders =
      compared === null ? '' : `; ${formatCount(compared.orders, 'order')} with ${formatCount(compared.executions, 'execution')}`;
    return {
      status: 'equal',
      words: `Equal in shares and cents: ${formatCount(held, 'ticker')} and ${formatMoney(brokersCash)} in cash${orders}`,
      differences,
    };
  }
  return { status: 'different', words: `Different: ${differences.map(differenceWords).join('; ')}`, differences };
}

interface Difference {
  readonly what: string;
  readonly ours: DecimalText;
  readonly brokers: DecimalText;
  readonly difference: DecimalText;
}

function differenceWords({ what, ours, brokers, difference }: Difference): string {
  if (what === 'cash') return `cash ours ${formatMoney(ours)}, the broker's ${formatMoney(brokers)} (${formatSignedMoney(difference)})`;
  return `${what} ours ${ours}, the broker's ${brokers.replace('-', '−')} (${difference.startsWith('-') ? difference.replace('-', '−') : `+${difference}`})`;
}
