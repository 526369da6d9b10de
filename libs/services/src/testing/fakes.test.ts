import { describe, expect, it } from 'vitest';
import { instant, price, sessionDate, ticker, quantity, type Bar, type ClientOrderId, type Quote } from '@alchemiser/domain';
import {
  barStoreContract,
  brokerContract,
  capturingLogger,
  capturingMailer,
  documentStoreContract,
  factsStoreContract,
  fixedClock,
  journalContract,
  ledgerStoreContract,
  mailerContract,
  marketDataContract,
  memoryBarStore,
  memoryBroker,
  memoryDocumentStore,
  memoryFactsStore,
  memoryJournal,
  memoryLedgerStore,
  memoryMarketData,
  memoryRecordStore,
  recordStoreContract,
  type BrokerSubject,
  type ContractCase,
} from './index.ts';

const SPY = ticker('SPY');
const QQQ = ticker('QQQ');
const AT = instant(1_722_972_900_000);

const bar = (date: string, close: number): Bar => ({
  date: sessionDate(date),
  open: close,
  high: close + 1,
  low: close - 1,
  close,
  volume: 1000,
});
const BARS = new Map([
  [SPY, [bar('2024-08-01', 543), bar('2024-08-02', 532), bar('2024-08-05', 517), bar('2024-08-06', 522)]],
  [QQQ, [bar('2024-08-01', 459), bar('2024-08-02', 448), bar('2024-08-05', 434), bar('2024-08-06', 438)]],
]);
const quote = (name: typeof SPY, bid: string, ask: string): Quote => ({
  ticker: name,
  bid: price(bid),
  ask: price(ask),
  bidSize: quantity('100'),
  askSize: quantity('100'),
  at: AT,
});

async function broker(): Promise<BrokerSubject> {
  let last = 0;
  return {
    broker: memoryBroker({ clock: fixedClock(AT), quotes: new Map([[SPY, { bid: price('522.14'), ask: price('522.16') }]]) }),
    ticker: SPY,
    unknown: ticker('NOSUCH'),
    marketableBuy: price('522.17'),
    marketableSell: price('522.13'),
    restingBuy: price('400'),
    since: AT,
    nextId: () => `id-${++last}` as ClientOrderId,
    settle: async () => undefined,
  };
}

const suites: readonly [string, readonly ContractCase[]][] = [
  ['the journal in memory', journalContract(async () => memoryJournal())],
  ['the ledger store in memory', ledgerStoreContract(async () => memoryLedgerStore())],
  ['the record store in memory', recordStoreContract(async () => memoryRecordStore())],
  ['the facts store in memory', factsStoreContract(async () => memoryFactsStore())],
  ['the document store in memory', documentStoreContract(async () => memoryDocumentStore())],
  ['the bar store in memory', barStoreContract(async () => memoryBarStore())],
  ['the broker in memory', brokerContract(broker)],
  [
    'market data in memory',
    marketDataContract(async () => ({
      marketData: memoryMarketData(BARS, new Map([[SPY, quote(SPY, '522.14', '522.16')]])),
      known: [SPY, QQQ],
      unknown: ticker('NOSUCH'),
      through: sessionDate('2024-08-05'),
      quoted: [SPY],
    })),
  ],
  [
    'the capturing mailer',
    mailerContract(async () => {
      const mailer = capturingMailer();
      return { mailer, arrived: async () => mailer.sent.map(({ mail }) => mail) };
    }),
  ],
];

describe.each(suites)('%s', (_name, cases) => {
  it.each(cases)('$name', async ({ run }) => run());
});

describe('the contract suites', () => {
  it('catch a journal that lets two writers win', async () => {
    const honest = memoryJournal();
    const greedy = {
      ...honest,
      append: async (...[run, , entries]: Parameters<typeof honest.append>) => honest.append(run, (await honest.read(run)).length, entries),
    };
    const failed = await Promise.allSettled(journalContract(async () => ({ ...greedy, ...{} })).map(async ({ run }) => run()));
    expect(failed.some(({ status }) => status === 'rejected')).toBe(true);
  });

  it('catch a broker that takes an id twice', async () => {
    const careless = brokerContract(async () => {
      const subject = await broker();
      let n = 0;
      const submit: typeof subject.broker.submit = async (ticket) =>
        subject.broker.submit({ ...ticket, clientOrderId: `${ticket.clientOrderId}-${n++}` as ClientOrderId });
      return {
        ...subject,
        broker: { ...subject.broker, submit, orderByClientId: async (id) => subject.broker.orderByClientId(`${id}-0` as ClientOrderId) },
      };
    });
    const twice = careless.find(({ name }) => name === 'an id sent twice is one order');
    await expect(twice?.run()).rejects.toThrow();
  });

  it('catch market data that shows tomorrow', async () => {
    const honest = memoryMarketData(BARS);
    const peeking = {
      ...honest,
      dailyBars: async (tickers: Parameters<typeof honest.dailyBars>[0]) => honest.dailyBars(tickers, sessionDate('2024-08-06')),
    };
    const cases = marketDataContract(async () => ({
      marketData: peeking,
      known: [SPY, QQQ],
      unknown: ticker('NOSUCH'),
      through: sessionDate('2024-08-05'),
      quoted: [],
    }));
    await expect(cases.find(({ name }) => name.startsWith('nothing after'))?.run()).rejects.toThrow();
  });
});

describe('the capturing logger', () => {
  it('keeps level, message and fields', () => {
    const log = capturingLogger();
    log.warn('quote left out', { ticker: 'SPY' });
    log.info('planned');
    expect(log.lines).toEqual([
      { level: 'warn', message: 'quote left out', fields: { ticker: 'SPY' } },
      { level: 'info', message: 'planned', fields: {} },
    ]);
  });
});
