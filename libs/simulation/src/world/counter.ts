/** The broker's and the market's answers to a call: the truth, or what they show of it a little later. */
import { NO_SHARES, type Account, type Fill, type Instant, type Price, type Quote, type Ticker, type VenueOrder } from '@alchemiser/domain';
import type { Chance } from '../chance/chance.ts';
import { FAULTS } from '../chance/faults.ts';
import type { Call, Reply } from '../process/calls.ts';
import type { BookedOrder, BrokerTwin } from './broker.ts';
import type { MarketTwin } from './market.ts';

export type BrokerCall = Extract<Call, { readonly of: 'account' | 'positions' | 'openOrders' | 'orders' | 'order' | 'fills' | 'quotes' }>;

/** How far a read may lag behind. */
const LAG_MS_MAX = 6_000;
const STALE_MS = 15 * 60_000;

export function answerTo(call: BrokerCall, broker: BrokerTwin, market: MarketTwin, chance: Chance, now: Instant): Reply {
  if (call.of === 'quotes') return { ok: true, value: quotesFor(call.tickers, market, chance, now) };
  const asOf = (chance.strikes(FAULTS['read-lags']) ? now - chance.between('severity', 100, LAG_MS_MAX) : now) as Instant;
  return { ok: true, value: read(call, broker, market, chance, now, asOf) };
}

function read(
  call: Exclude<BrokerCall, { readonly of: 'quotes' }>,
  broker: BrokerTwin,
  market: MarketTwin,
  chance: Chance,
  now: Instant,
  asOf: Instant,
): unknown {
  switch (call.of) {
    case 'account':
      return accountOf(broker, market, now, asOf);
    case 'positions':
      return broker.positions();
    case 'openOrders':
      return sights(broker.orders, broker, asOf).filter(
        ({ status }) => status === 'pending' || status === 'working' || status === 'partiallyFilled',
      );
    case 'orders':
      return doubled(chance, sights(since(broker.orders, call.since), broker, asOf));
    case 'order': {
      const booked = broker.orders.findLast(({ order }) => order.clientOrderId === call.id);
      return (booked === undefined ? undefined : broker.sight(booked, asOf)) ?? null;
    }
    case 'fills':
      return doubled(chance, fillsSince(broker.fills, call.since, asOf));
  }
}

const accountOf = (broker: BrokerTwin, market: MarketTwin, now: Instant, asOf: Instant): Account =>
  broker.readAccount(asOf, (ticker) => market.markAt(ticker, now));

function sights(orders: readonly BookedOrder[], broker: BrokerTwin, asOf: Instant): readonly VenueOrder[] {
  const seen: VenueOrder[] = [];
  for (const booked of orders) {
    const sight = broker.sight(booked, asOf);
    if (sight !== undefined) seen.push(sight);
  }
  return seen;
}

const since = (orders: readonly BookedOrder[], from: Instant): readonly BookedOrder[] =>
  orders.filter(({ order }) => order.submittedAt / 1_000 >= from);

const fillsSince = (fills: readonly Fill[], from: Instant, asOf: Instant): readonly Fill[] =>
  fills.filter(({ at }) => at >= from && at <= asOf);

const doubled = <T>(chance: Chance, rows: readonly T[]): readonly T[] =>
  rows.length > 0 && chance.strikes(FAULTS['rows-twice']) ? [...rows, rows.at(-1)!] : rows;

function quotesFor(tickers: readonly Ticker[], market: MarketTwin, chance: Chance, now: Instant): ReadonlyMap<Ticker, Quote> {
  const quotes = new Map<Ticker, Quote>();
  for (const ticker of tickers) {
    const quote = spoiled(market.quoteAt(ticker, now), chance, now);
    if (quote !== undefined) quotes.set(ticker, quote);
  }
  return quotes;
}

/** What a feed may hand out instead. */
function spoiled(quote: Quote | undefined, chance: Chance, now: Instant): Quote | undefined {
  if (quote === undefined || chance.strikes(FAULTS['quote-missing'])) return undefined;
  if (chance.strikes(FAULTS['quote-crossed'])) return { ...quote, bid: quote.ask, ask: quote.bid };
  if (chance.strikes(FAULTS['quote-one-sided'])) return { ...quote, bid: 0n as Price, bidSize: NO_SHARES };
  if (chance.strikes(FAULTS['quote-stale'])) {
    const factor = BigInt(chance.between('severity', 970, 1_030));
    const worth = (price: Price): Price => ((price * factor) / 1_000n) as Price;
    return { ...quote, bid: worth(quote.bid), ask: worth(quote.ask), at: (now - STALE_MS) as Instant };
  }
  return quote;
}
