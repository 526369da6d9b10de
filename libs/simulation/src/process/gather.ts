/** Everything a decision may see, read once. A read that fails ends the day; it can be started again. */
import {
  bookExecutions,
  instant,
  post,
  pricedTickers,
  type Account,
  type Facts,
  type History,
  type Instrument,
  type Ledger,
  type LedgerEntry,
  type Position,
  type Quote,
  type Ticker,
} from '@alchemiser/domain';
import type { ListedTicker } from '../scenario/scenario.ts';
import { CAPITAL } from './mandate.ts';
import { answerOf, ask, askAll, isRefusal, type Life, type Process, type Refusal } from './process.ts';

/** Lists of executions are read from this long before the last entry, which a run that was cut short before a long weekend gets days later. */
const OVERLAP_MS = 7 * 24 * 60 * 60_000;

/** Facts, and the ledger entries that what we found calls for: they are kept before anything is decided on them. */
export interface Gathered {
  readonly facts: Facts;
  readonly entries: readonly LedgerEntry[];
}

export function* gather(process: Process, account: Account): Life<Gathered | Refusal> {
  const { errand, practices, scenario } = process;
  const { hours, trades } = errand;
  const believed = practices.hours(hours);
  if (trades && (process.now() < believed.open || process.now() >= believed.close))
    return { refused: `The session ${hours.date} is closed.` };
  const [onPositions, onOpenOrders] = yield* askAll(process, [{ of: 'positions' }, { of: 'openOrders' }]);
  const positions =
    !onPositions!.reply.ok && practices.positionsUnread !== null
      ? practices.positionsUnread()
      : yield* answerOf<'positions'>(process, onPositions!.reply);
  const openOrders = yield* answerOf<'openOrders'>(process, onOpenOrders!.reply);
  const books = yield* openBooks(process, account, positions);
  if (isRefusal(books)) return books;
  const { ledger, entries } = books;
  const quotes = trades ? yield* ask(process, { of: 'quotes', tickers: pricedTickers(process.book, ledger) }) : new Map<Ticker, Quote>();
  const facts: Facts = {
    provenance: { market: 'synthetic', words: 'simulated', broker: 'paper-exchange' },
    session: hours.date,
    hours,
    asOf: errand.asOf,
    gatheredAt: process.now(),
    history: historyOf(process),
    // An adapter drops a quote that is no price.
    quotes: new Map([...quotes].filter(([, quote]) => quote.bid > 0n && quote.ask >= quote.bid)),
    instruments: new Map(scenario.tickers.map((listed): [Ticker, Instrument] => [listed.ticker, instrumentOf(listed)])),
    account,
    positions,
    openOrders,
    ledger,
  };
  return { facts, entries };
}

const instrumentOf = ({ ticker, fractionable }: ListedTicker): Instrument => ({ ticker, name: ticker, tradable: true, fractionable });

/** Folds what happened outside our runs into the ledger; refuses what must not be traded on. */
function* openBooks(
  process: Process,
  account: Account,
  positions: readonly Position[],
): Life<{ readonly ledger: Ledger; readonly entries: readonly LedgerEntry[] } | Refusal> {
  const { practices, book } = process;
  const stored = yield* ask(process, { of: 'readLedger' });
  const before = process.books(stored);
  // What was executed before the books were opened is in what they were opened with.
  const since = instant(Math.max(stored[0]!.at, Math.max(...stored.map(({ at }) => at)) - OVERLAP_MS));
  const fills = yield* ask(process, { of: 'fills', since });
  const booked = bookExecutions(before, stored, fills, yield* ask(process, { of: 'pastTrades' }), { book, capital: CAPITAL });
  const { executions, unbooked, unlisted } = booked;
  const adjusted = practices.adjustments(booked.ledger, {
    at: process.now(),
    account,
    positions,
    book,
    capital: CAPITAL,
    executions,
    unbooked,
    unlisted,
  });
  if (!adjusted.ok) return { refused: adjusted.error.says };
  return { ledger: post(booked.ledger, adjusted.value), entries: [...booked.entries, ...adjusted.value] };
}

/** One session: the close before. */
function historyOf({ scenario, errand, lastClose }: Process): History {
  const closes = scenario.tickers.map(({ ticker }): [Ticker, Float64Array] => [ticker, Float64Array.of(lastClose(ticker))]);
  return { sessions: [errand.asOf], closes: new Map(closes) };
}
