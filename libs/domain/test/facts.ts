/** A day's facts through the real constructors: tests name only what they are about. */
import { instant, type Instant, sessionDate } from '../src/values/time.ts';
import { money, price, quantity, toFloat, total, notional, plus, type Money, type Price, type Quantity } from '../src/values/exact.ts';
import { ticker, type Ticker } from '../src/values/ticker.ts';
import type { Instrument } from '../src/market/instrument.ts';
import type { Quote } from '../src/market/quote.ts';
import { openLedger, post } from '../src/ledger/post.ts';
import type { BookName, Ledger, LedgerEntry } from '../src/ledger/entry.ts';
import type { VenueOrder, VenueOrderId } from '../src/orders/order.ts';
import type { Account, AccountId, Facts, Position } from '../src/run/facts.ts';
import { strategyName } from '../src/strategy/strategy.ts';

export const SESSION = sessionDate('2024-08-06');
export const AS_OF = sessionDate('2024-08-05');
export const GATHERED: Instant = instant(Date.UTC(2024, 7, 6, 19, 45));

export interface BookSpec {
  /** Cash after the holdings were bought. */
  readonly cash: string;
  /** Shares by ticker. */
  readonly holds?: Readonly<Record<string, string>>;
}

export interface DaySpec {
  /** Mid prices; a cent of spread. */
  readonly prices: Readonly<Record<string, string>>;
  readonly books: Readonly<Record<string, BookSpec>>;
  /** What no strategy bought. */
  readonly unattributed?: BookSpec;
  readonly wholeShares?: readonly string[];
  readonly account?: Partial<Account>;
  readonly positions?: readonly Position[];
  readonly openOrders?: readonly VenueOrder[];
  readonly closes?: Readonly<Record<string, number>>;
  readonly quotes?: ReadonlyMap<Ticker, Quote>;
  readonly instruments?: ReadonlyMap<Ticker, Instrument>;
}

const CENT = 10_000_000n;

export const quoteAt = (name: Ticker, mid: Price, at: Instant = GATHERED): Quote => ({
  ticker: name,
  bid: (mid - CENT / 2n) as Price,
  ask: (mid + CENT / 2n) as Price,
  bidSize: quantity('100'),
  askSize: quantity('100'),
  at,
});

export function dayOf(spec: DaySpec): Facts {
  const prices = Object.entries(spec.prices).map(([name, at]) => [ticker(name), price(at)] as const);
  const ledger = ledgerOf(spec);
  const held = heldAnywhere(ledger);
  const cash = total([...ledger.books.values()].map((book) => book.cash));
  const priceOf = new Map(prices);
  const equity = (cash + total([...held].map(([name, shares]) => notional(shares, priceOf.get(name) ?? price('1'))))) as Money;
  return {
    provenance: { market: 'synthetic', words: 'made for a test', broker: 'paper-exchange' },
    session: SESSION,
    hours: { date: SESSION, open: instant(Date.UTC(2024, 7, 6, 13, 30)), close: instant(Date.UTC(2024, 7, 6, 20)), early: false },
    asOf: AS_OF,
    gatheredAt: GATHERED,
    history: {
      sessions: [sessionDate('2024-08-02'), AS_OF],
      closes: new Map(prices.map(([name, at]) => [name, Float64Array.of(toFloat(at), spec.closes?.[name] ?? toFloat(at))])),
    },
    quotes: spec.quotes ?? new Map(prices.map(([name, at]) => [name, quoteAt(name, at)])),
    instruments:
      spec.instruments ??
      new Map(
        prices.map(([name]) => [name, { ticker: name, name, tradable: true, fractionable: spec.wholeShares?.includes(name) !== true }]),
      ),
    account: {
      id: 'PA0123456789' as AccountId,
      status: 'ACTIVE',
      currency: 'USD',
      cash,
      equity,
      lastEquity: equity,
      buyingPower: (cash * 4n) as Money,
      tradingBlocked: false,
      accountBlocked: false,
      tradeSuspendedByUser: false,
      ...spec.account,
    },
    positions: spec.positions ?? [...held].map(([name, shares]) => positionOf(name, shares, priceOf.get(name))),
    openOrders: spec.openOrders ?? [],
    ledger,
  };
}

export const positionOf = (name: Ticker, shares: Quantity, at: Price = price('1')): Position => ({
  ticker: name,
  side: 'long',
  quantity: shares,
  available: shares,
  averageEntryPrice: at,
});

/** Books that got exactly the cash their holdings cost, bought at today's prices, plus the cash they have left. */
function ledgerOf(spec: DaySpec): Ledger {
  const books: [BookName, BookSpec][] = Object.entries(spec.books).map(([name, book]) => [strategyName(name), book]);
  if (spec.unattributed !== undefined) books.push(['unattributed', spec.unattributed]);
  const fills = books.flatMap(([book, { holds }]) =>
    Object.entries(holds ?? {}).map(([name, shares]): Extract<LedgerEntry, { kind: 'fill' }> => {
      const amount = quantity(shares);
      return {
        kind: 'fill',
        at: instant(1),
        session: sessionDate('2024-07-01'),
        venueOrderId: `${book} ${name}` as VenueOrderId,
        cumulativeQuantity: amount,
        ticker: ticker(name),
        side: 'buy',
        quantity: amount,
        price: price(spec.prices[name] ?? '1'),
        shares: [{ book, quantity: amount }],
      };
    }),
  );
  const costOf = (book: BookName): Money =>
    total(fills.filter((fill) => fill.shares[0]!.book === book).map((fill) => notional(fill.quantity, fill.price)));
  const cash = books.map(([book, { cash: left }]) => ({ book, amount: plus(money(left), costOf(book)) }));
  return post(openLedger(), [{ kind: 'opened', at: instant(0), cash }, ...fills]);
}

function heldAnywhere(ledger: Ledger): ReadonlyMap<Ticker, Quantity> {
  const held = new Map<Ticker, Quantity>();
  for (const book of ledger.books.values()) {
    for (const [name, lots] of book.lots) held.set(name, ((held.get(name) ?? 0n) + total(lots.map((lot) => lot.quantity))) as Quantity);
  }
  return held;
}
