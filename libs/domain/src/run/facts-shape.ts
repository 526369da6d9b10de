/** The part of stored facts that is text: everything but the columns of closes. */
import { money, price, quantity } from '../values/exact.ts';
import { fields, fieldsOf, flag, list, oneOf, orNull, parsed, text, whole, type Shape } from '../values/shape.ts';
import { ticker } from '../values/ticker.ts';
import { instant, sessionDate } from '../values/time.ts';
import type { BookName, Ledger, LedgerBook } from '../ledger/entry.ts';
import type { Instrument } from '../market/instrument.ts';
import type { Quote } from '../market/quote.ts';
import type { ClientOrderId, VenueOrder, VenueOrderId } from '../orders/order.ts';
import { strategyName } from '../strategy/strategy.ts';
import type { Account, AccountId, Facts, Position } from './facts.ts';

export const FACTS_VERSION = 1;

const at: Shape<ReturnType<typeof instant>> = (value, path) => instant(whole(value, path));
const day = parsed(sessionDate);
const name = parsed(ticker);
const shares = parsed(quantity);
const usd = parsed(money);
const perShare = parsed(price);
const side = oneOf('buy', 'sell');
const book = parsed((raw): BookName => (raw === 'unattributed' || raw === 'broker-rounding' ? raw : strategyName(raw)));

const quote: Shape<Quote> = fields({ ticker: name, bid: perShare, ask: perShare, bidSize: shares, askSize: shares, at });
const instrument: Shape<Instrument> = fields({ ticker: name, name: text, tradable: flag, fractionable: flag });
const account: Shape<Account> = fields({
  id: parsed((raw) => raw as AccountId),
  status: text,
  currency: text,
  cash: usd,
  equity: usd,
  lastEquity: usd,
  buyingPower: usd,
  tradingBlocked: flag,
  accountBlocked: flag,
  tradeSuspendedByUser: flag,
});
const position: Shape<Position> = fields({
  ticker: name,
  side: oneOf('long', 'short'),
  quantity: shares,
  available: shares,
  averageEntryPrice: perShare,
});
const openOrder: Shape<VenueOrder> = fields({
  venueOrderId: parsed((raw) => raw as VenueOrderId),
  clientOrderId: parsed((raw) => raw as ClientOrderId),
  ticker: name,
  side,
  quantity: orNull(shares),
  type: text,
  limitPrice: orNull(perShare),
  rawStatus: text,
  filled: shares,
  averageFillPrice: orNull(perShare),
  submittedAt: orNull(at),
  status: oneOf('pending', 'working', 'partiallyFilled', 'filled', 'canceled', 'expired', 'rejected', 'replaced', 'unrecognised'),
});
const storedBook = fields({
  book,
  cash: usd,
  realised: usd,
  lots: list(fields({ ticker: name, lots: list(fields({ quantity: shares, price: perShare, at })) })),
});
const ledger = fields({
  books: list(storedBook),
  posted: list(text),
  length: whole,
  lastRebalance: list(fields({ strategy: parsed(strategyName), session: day })),
});

/** Facts as text, but for the columns; maps and sets are sorted lists. */
export interface FactsHeader extends Omit<Facts, 'history' | 'quotes' | 'instruments' | 'ledger'> {
  readonly version: typeof FACTS_VERSION;
  readonly sessions: Facts['history']['sessions'];
  readonly columns: readonly Quote['ticker'][];
  readonly quotes: readonly Quote[];
  readonly instruments: readonly Instrument[];
  readonly ledger: ReturnType<typeof ledger>;
}

export const FACTS_HEADER: Shape<FactsHeader> = fieldsOf<FactsHeader>(
  {
    version: oneOf(FACTS_VERSION),
    provenance: fields({
      market: oneOf('synthetic', 'csv', 'alpaca'),
      words: text,
      broker: oneOf('paper-exchange', 'alpaca-paper', 'alpaca-live'),
    }),
    session: day,
    hours: fields({ date: day, open: at, close: at, early: flag }),
    asOf: day,
    gatheredAt: at,
    sessions: list(day),
    columns: list(name),
    quotes: list(quote),
    instruments: list(instrument),
    account,
    positions: list(position),
    openOrders: list(openOrder),
    ledger,
  },
  { tradedBefore: fields({ turnover: usd, trades: whole }), instruction: oneOf('flatten') },
);

const byTicker = (a: { readonly ticker: string }, b: { readonly ticker: string }): number => (a.ticker < b.ticker ? -1 : 1);
const sorted = <K extends string, V>(map: ReadonlyMap<K, V>): readonly (readonly [K, V])[] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

/** Maps and sets become sorted lists, so that the same facts are the same bytes however they were gathered. */
export function headerOf(facts: Facts): FactsHeader {
  const { provenance, session, hours, asOf, gatheredAt, history, account: read, positions, openOrders, tradedBefore, instruction } = facts;
  return {
    version: FACTS_VERSION,
    provenance,
    session,
    hours,
    asOf,
    gatheredAt,
    sessions: history.sessions,
    columns: [...history.closes.keys()].sort(),
    quotes: [...facts.quotes.values()].sort(byTicker),
    instruments: [...facts.instruments.values()].sort(byTicker),
    account: read,
    positions,
    openOrders,
    ledger: {
      books: sorted(facts.ledger.books).map(([owner, { cash, realised, lots }]) => ({
        book: owner,
        cash,
        realised,
        lots: sorted(lots).map(([held, open]) => ({ ticker: held, lots: open })),
      })),
      posted: [...facts.ledger.posted].sort(),
      length: facts.ledger.length,
      lastRebalance: sorted(facts.ledger.lastRebalance).map(([strategy, last]) => ({ strategy, session: last })),
    },
    ...(tradedBefore === undefined ? {} : { tradedBefore }),
    ...(instruction === undefined ? {} : { instruction }),
  };
}

export function factsFrom(header: FactsHeader, closes: Facts['history']['closes']): Facts {
  const {
    provenance,
    session,
    hours,
    asOf,
    gatheredAt,
    sessions,
    account: read,
    positions,
    openOrders,
    tradedBefore,
    instruction,
  } = header;
  const books = new Map(
    header.ledger.books.map(({ book: owner, cash, realised, lots }): [BookName, LedgerBook] => [
      owner,
      { cash, realised, lots: new Map(lots.map((held) => [held.ticker, held.lots])) },
    ]),
  );
  const restored: Ledger = {
    books,
    posted: new Set(header.ledger.posted),
    length: header.ledger.length,
    lastRebalance: new Map(header.ledger.lastRebalance.map((entry) => [entry.strategy, entry.session])),
  };
  return {
    provenance,
    session,
    hours,
    asOf,
    gatheredAt,
    history: { sessions, closes },
    quotes: new Map(header.quotes.map((entry) => [entry.ticker, entry])),
    instruments: new Map(header.instruments.map((entry) => [entry.ticker, entry])),
    account: read,
    positions,
    openOrders,
    ledger: restored,
    ...(tradedBefore === undefined ? {} : { tradedBefore }),
    ...(instruction === undefined ? {} : { instruction }),
  };
}
