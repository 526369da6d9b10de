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
 * One entry per execution that is not posted yet. It is split over what each sleeve lacks of its trade, because what is posted stands:
 * in whichever order they come to light, each sleeve has exactly its part once the trade is whole. What exceeds the trade is nobody's.
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
    const entry = fillEntry(fill, of.session, partsOf(fill.quantity, of, [...stored, ...entries]));
    if (!isHeld(ledger, entry)) continue;
    entries.push(entry);
    ledger = post(ledger, [entry]);
  }
  return entries;
}

function partsOf(quantity: Quantity, { trade, ids }: PastTrade, entries: readonly LedgerEntry[]): FillEntry['shares'] {
  const posted = entries.flatMap((entry) => (entry.kind === 'fill' && ids.has(entry.venueOrderId) ? entry.shares : []));
  const has = (book: BookName): Quantity => total(posted.flatMap((part) => (part.book === book ? [part.quantity] : [])));
  const lacking = trade.shares.map(({ strategy, quantity: part }) => remaining(part, least(has(strategy), part)));
  const parts = splitFilled(least(quantity, total(lacking)), lacking);
  const own = trade.shares.map(({ strategy }, i): { book: BookName; quantity: Quantity } => ({ book: strategy, quantity: parts[i]! }));
  const beyond = remaining(quantity, total(parts));
  return [...own, { book: 'unattributed' as const, quantity: beyond }].filter((part) => part.quantity > NO_SHARES);
}

/** Whether the books have what a sale takes from each of them. */
export const isHeld = (ledger: Ledger, { side, ticker, shares }: FillEntry): boolean =>
  side === 'buy' || shares.every(({ book, quantity }) => sharesIn(bookIn(ledger, book), ticker) >= quantity);
