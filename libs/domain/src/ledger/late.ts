/** Executions of our own orders that came to light after their run had ended: they belong to the sleeves the trade was made for. */
import { NO_SHARES, least, plus, remaining, total, type Quantity } from '../values/exact.ts';
import type { Instant, SessionDate } from '../values/time.ts';
import { filledOf, type LegLog } from '../orders/machine/log.ts';
import type { Fill, VenueOrderId } from '../orders/order.ts';
import type { Trade } from '../rebalance/trade.ts';
import { bookIn, sharesIn } from './books.ts';
import type { BookName, Ledger, LedgerEntry } from './entry.ts';
import { fillEntry } from './fill-entries.ts';
import { executionKey, post } from './post.ts';
import { splitFilled } from './split.ts';

type FillEntry = Extract<LedgerEntry, { kind: 'fill' }>;

/** A trade of a run that is over, with the ids its orders have at the venue. */
export interface PastTrade {
  readonly session: SessionDate;
  readonly trade: Pick<Trade, 'ticker' | 'side' | 'shares'>;
  readonly ids: ReadonlySet<VenueOrderId>;
  /** What the ends of its orders say was filled, and when the last of them was told; null when nothing was. */
  readonly told: { readonly filled: Quantity; readonly at: Instant } | null;
}

/** What a leg's journal tells of its orders' executions, before any of those is seen. */
export function toldOf(leg: LegLog): PastTrade['told'] {
  const filled = filledOf(leg);
  return filled === NO_SHARES ? null : { filled, at: Math.max(...leg.orders.flatMap(({ closed }) => closed?.at ?? [])) as Instant };
}

/** A trade more of which was filled than the broker's list of executions shows. */
export interface UnlistedTrade {
  readonly session: SessionDate;
  readonly trade: PastTrade['trade'];
  readonly told: { readonly filled: Quantity; readonly at: Instant };
  readonly listed: Quantity;
}

/** @param entries the ledger with every listed execution in it that could be booked; @param unbooked the others. */
export function unlistedTrades(
  past: readonly PastTrade[],
  entries: readonly LedgerEntry[],
  unbooked: readonly Fill[],
): readonly UnlistedTrade[] {
  const listedOf = new Map<VenueOrderId, Quantity>();
  const list = ({ venueOrderId, quantity }: Pick<Fill, 'venueOrderId' | 'quantity'>): void =>
    void listedOf.set(venueOrderId, plus(listedOf.get(venueOrderId) ?? NO_SHARES, quantity));
  for (const entry of entries) if (entry.kind === 'fill') list(entry);
  unbooked.forEach(list);
  const unlisted: UnlistedTrade[] = [];
  for (const { session, trade, ids, told } of past) {
    if (told === null) continue;
    const listed = total([...ids].map((id) => listedOf.get(id) ?? NO_SHARES));
    if (listed < told.filled) unlisted.push({ session, trade, told, listed });
  }
  return unlisted;
}

/**
 * One entry per execution that is not posted yet. It is split as what comes next after all that is posted of its trade, because those
 * entries stand: each sleeve's part only grows, and is exact once the trade is whole. What exceeds the trade is nobody's.
 * @param before the fold of `stored`.
 * @returns entries in the order of `fills`. A sale of more than a sleeve holds is left out, and the day is refused for it.
 */
export function lateEntries(
  before: Ledger,
  stored: readonly LedgerEntry[],
  fills: readonly Fill[],
  past: readonly PastTrade[],
): readonly FillEntry[] {
  const entries: FillEntry[] = [];
  let ledger = before;
  for (const fill of fills) {
    if (ledger.posted.has(executionKey(fill))) continue;
    const of = past.find(({ ids }) => ids.has(fill.venueOrderId));
    if (of === undefined) continue;
    const entry = fillEntry(fill, of.session, partsOf(fill.quantity, postedOf(of, [...stored, ...entries]), of.trade));
    if (!isHeld(ledger, entry)) continue;
    entries.push(entry);
    ledger = post(ledger, [entry]);
  }
  return entries;
}

const postedOf = ({ ids }: PastTrade, entries: readonly LedgerEntry[]): Quantity =>
  total(entries.flatMap((entry) => (entry.kind === 'fill' && ids.has(entry.venueOrderId) ? [entry.quantity] : [])));

function partsOf(quantity: Quantity, before: Quantity, { shares }: PastTrade['trade']): FillEntry['shares'] {
  const parts = shares.map((share) => share.quantity);
  const whole = total(parts);
  const splitBefore = splitFilled(least(before, whole), parts);
  const splitAfter = splitFilled(least(plus(before, quantity), whole), parts);
  const own: { book: BookName; quantity: Quantity }[] = shares.map(({ strategy }, i) => ({
    book: strategy,
    quantity: remaining(splitAfter[i]!, splitBefore[i]!),
  }));
  const beyond = remaining(quantity, total(own.map((part) => part.quantity)));
  return [...own, { book: 'unattributed' as const, quantity: beyond }].filter((part) => part.quantity > NO_SHARES);
}

const isHeld = (ledger: Ledger, { side, ticker, shares }: FillEntry): boolean =>
  side === 'buy' || shares.every(({ book, quantity }) => sharesIn(bookIn(ledger, book), ticker) >= quantity);
