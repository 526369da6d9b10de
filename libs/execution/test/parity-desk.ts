/** The real runner on a simulated day: `tradingDay` over the Alpaca adapter and the exchange's HTTP, on a copy of the same market. */
import { nyse, type Bar, type Ticker } from '@alchemiser/domain';
import { alpacaHttp, secret } from '@alchemiser/infrastructure';
import { accountNumber, createPaperExchange, virtualClock } from '@alchemiser/paper-exchange';
import {
  capturingLogger,
  memoryDocumentStore,
  memoryFactsStore,
  memoryJournal,
  memoryLedgerStore,
  memoryRecordStore,
} from '@alchemiser/services/testing';
import type { CalmDay } from '@alchemiser/simulation';
import { alpacaBroker } from '../src/alpaca/alpaca-broker.ts';
import type { Desk, Mandate } from '../src/engine/desk.ts';

export interface ParityDesk {
  readonly desk: Desk;
  readonly mandate: Mandate;
  /** The account as the adapter calls it. */
  readonly number: string;
}

/** The exchange opened with what the simulated account was opened with, and the books with the same entries. */
export async function parityDesk(day: CalmDay): Promise<ParityDesk> {
  const { market: source } = day;
  const clock = virtualClock(day.startAt);
  const account = { ...day.account, keyId: 'key', secret: 'secret' };
  const exchange = createPaperExchange({ ...day.exchange, market: source, clock, account });
  for (const grant of day.grants) await exchange.grant(grant);
  const urls = { tradingUrl: 'http://exchange.invalid', dataUrl: 'http://exchange.invalid' };
  const { trading } = alpacaHttp({
    ...urls,
    key: secret('key'),
    secret: secret('secret'),
    clock,
    fetch: (request) => exchange.fetch(request),
  });
  const number = accountNumber(day.account.id);
  const ledger = memoryLedgerStore();
  await ledger.append(number, 0, day.opening);
  const market: Desk['market'] = {
    market: 'synthetic',
    words: source.words,
    dailyBars: async (tickers, through) =>
      new Map(tickers.map((name): [Ticker, readonly Bar[]] => [name, source.bars(name, through) ?? []])),
    quotes: async (tickers) =>
      new Map(
        tickers.flatMap((name) => {
          const quote = source.quoteAt(name, clock.now());
          return quote === undefined ? [] : [[name, quote]];
        }),
      ),
  };
  const desk: Desk = {
    provenance: { market: 'synthetic', words: source.words, broker: 'paper-exchange' },
    broker: alpacaBroker({ http: trading, dedupe: 'permanent' }),
    market,
    clock,
    calendar: nyse,
    journal: memoryJournal(),
    ledger,
    records: memoryRecordStore(),
    facts: memoryFactsStore(),
    documents: memoryDocumentStore(),
    log: capturingLogger(),
    report: null,
  };
  const mandate: Mandate = {
    book: day.book,
    decide: day.policy,
    execution: day.execution,
    capital: { kind: 'all-cash' },
    accountId: null,
  };
  return { desk, mandate, number };
}
