/** Whole days as records, one per outcome. */
import { RECORD_VERSION, ticker, type RunRecord } from '@alchemiser/domain';
import { decimal, leg, MORNING, passed, plan, position } from './record-parts.ts';
import { TRACE } from './traces.ts';

const CHECKS = [
  passed('ticker weight', 'Largest weight 99.0 %, limit 100.0 %'),
  passed('gross exposure', 'Gross exposure 99.0 %, limit 100.0 %'),
  passed('turnover', 'Turnover 197.9 %, limit 210.0 %'),
  passed('minimum notional', 'Smallest trade $32,755.07, minimum $1.00'),
];

/** Sold the basket, bought TQQQ, everything reconciles. */
export function traded(overrides: Partial<RunRecord> = {}): RunRecord {
  return {
    version: RECORD_VERSION,
    runId: 'run-5f3c9a1e77d04b21',
    status: 'traded',
    says: 'Traded all 4 orders; our books equal the broker’s in shares and cents.',
    provenance: { market: 'synthetic', words: 'synthetic market, seed 7', broker: 'paper-exchange' },
    session: '2024-08-06',
    asOf: '2024-08-05',
    historyFrom: '2020-01-02',
    hours: { open: '2024-08-06T13:30:00.000Z', close: '2024-08-06T20:00:00.000Z', early: false },
    startedAt: '2024-08-06T19:45:00.000Z',
    endedAt: '2024-08-06T19:45:12.400Z',
    account: {
      endsWith: '6789',
      cashBefore: decimal('1261.42'),
      equityBefore: decimal('100020.11'),
      cashAfter: decimal('1002.87'),
      equityAfter: decimal('100214.33'),
    },
    sleeves: [
      {
        strategy: 'nuclear',
        title: 'Nuclear',
        share: 1,
        action: 'rebalance',
        weights: [{ ticker: ticker('TQQQ'), weight: 1 }],
        reasons: [
          "SPY's close is 517.38, above SPY's 200-day average (500.12)",
          "SPY's RSI(10) is 28.4, not above 79",
          "TQQQ's RSI(10) is 24.1, below 30 → TQQQ",
        ],
        trace: TRACE,
        flips: [
          {
            ticker: ticker('TQQQ'),
            side: 'above',
            price: decimal('65.04'),
            changePercent: 4.21,
            turns: 'branch',
            because: "TQQQ's RSI(10) is 30.01, not below 30",
            becomes: 'Nuclear basket: SMR, OKLO, EXC',
            changesHoldings: true,
          },
          {
            ticker: ticker('VOX'),
            side: 'above',
            price: decimal('152.1'),
            changePercent: 19.74,
            turns: 'branch',
            because: "VOX's RSI(10) is 79.003, above 79",
            becomes: 'Overbought communications: UVXY 75.0 %, BTAL 25.0 %',
            changesHoldings: true,
          },
        ],
      },
    ],
    plan: plan(),
    risk: CHECKS,
    legs: MORNING.map((trade) => leg(trade)),
    fills: MORNING.map((trade) => ({
      ticker: trade.ticker,
      side: trade.side,
      quantity: decimal(trade.shares),
      price: decimal(trade.average ?? trade.at),
      at: '2024-08-06T19:45:02.000Z',
      venueOrderId: `venue-${trade.ticker}`,
      cumulativeQuantity: decimal(trade.shares),
    })),
    positions: [position('TQQQ', '1588.40211', '62.46', 0.99), { ...position('BND', '12', '73.2', 0.0088, 'unattributed') }],
    books: [
      { book: 'nuclear', cash: decimal('1002.87'), value: decimal('99211.60'), realised: decimal('172.91'), unrealised: decimal('41.30') },
      { book: 'unattributed', cash: decimal('0'), value: decimal('878.40'), realised: decimal('0'), unrealised: decimal('-3.12') },
    ],
    reconciliation: { status: 'equal', words: 'equal in shares and cents', differences: [] },
    factsDigest: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    planDigest: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
    notes: [],
    ...overrides,
  };
}

/** A late listing stops the strategy before anything is planned. */
export function refused(overrides: Partial<RunRecord> = {}): RunRecord {
  const says = 'Nuclear cannot decide for Tue 6 Aug 2024: OKLO needs 91 bars for its 90-day average return and has 12.';
  return traded({
    status: 'refused',
    says: `Refused: ${says} Nothing was sent.`,
    provenance: { market: 'csv', words: 'CSV folder bars', broker: 'paper-exchange' },
    sleeves: [
      {
        strategy: 'nuclear',
        title: 'Nuclear',
        share: 1,
        action: 'undecided',
        weights: [],
        reasons: ["SPY's RSI(10) is 45.1, not above 79"],
        trace: null,
        flips: [],
        undecided: {
          says,
          missing: {
            code: 'history-too-short',
            what: "OKLO's 90-day average return",
            tickers: [ticker('OKLO')],
            barsNeeded: 91,
            barsPresent: 12,
          },
        },
      },
    ],
    plan: null,
    planDigest: null,
    risk: [],
    legs: [],
    fills: [],
    positions: [position('SMR', '3523.402918', '9.41', 0.335), position('EXC', '891.2', '36.755', 0.331)],
    reconciliation: null,
    account: { endsWith: '6789', cashBefore: decimal('33405.20'), equityBefore: decimal('100020.11'), cashAfter: null, equityAfter: null },
    ...overrides,
  });
}

/** The broker never answered for the buy. */
export function halted(overrides: Partial<RunRecord> = {}): RunRecord {
  const [smr, oklo, exc, tqqq] = MORNING.map((trade) => leg(trade));
  if (smr === undefined || oklo === undefined || exc === undefined || tqqq === undefined) throw new Error('The story has four legs');
  const part = {
    ...oklo,
    filled: decimal('4000'),
    status: 'partly' as const,
    says: 'not filled in 3 orders inside 20 bps of the decision price',
  };
  const lost = {
    ...tqqq,
    filled: decimal('0'),
    averagePrice: null,
    slippageBps: null,
    status: 'halted' as const,
    says: 'what became of order alc-TQQQ-0 is unknown: look it up at the broker',
    orders: tqqq.orders.map((order) => ({
      ...order,
      status: 'unknown' as const,
      venueOrderId: null,
      filled: decimal('0'),
      averagePrice: null,
      limitPrice: decimal('62.44'),
    })),
  };
  return traded({
    status: 'halted',
    says: 'Halted: the broker did not say what became of the TQQQ order; 3 of 4 orders were traded.',
    provenance: { market: 'alpaca', words: 'Alpaca, sip feed', broker: 'alpaca-live' },
    legs: [smr, part, exc, lost],
    positions: [position('OKLO', '204.113', '7.81', 0.016)],
    reconciliation: {
      status: 'different',
      words: 'different in 2 places',
      differences: [
        { what: 'TQQQ', ours: decimal('0'), brokers: decimal('1588.40211'), difference: decimal('-1588.40211') },
        { what: 'cash', ours: decimal('98426.17'), brokers: decimal('-742.11'), difference: decimal('99168.28') },
      ],
    },
    account: { endsWith: '6789', cashBefore: decimal('1261.42'), equityBefore: decimal('100020.11'), cashAfter: null, equityAfter: null },
    ...overrides,
  });
}

export const unchanged = (overrides: Partial<RunRecord> = {}): RunRecord =>
  traded({
    status: 'unchanged',
    says: 'Nothing to trade: TQQQ is off by 0.4 %, inside the 1.0 % tolerance.',
    provenance: { market: 'alpaca', words: 'Alpaca, sip feed', broker: 'alpaca-paper' },
    plan: plan([], {
      rows: [
        {
          ticker: 'TQQQ',
          held: decimal('1588.40211'),
          price: decimal('62.46'),
          heldWeight: 0.986,
          targetWeight: 0.99,
          action: 'leave',
          why: 'off by 0.4 %, inside the 1.0 % tolerance',
        },
      ],
    }),
    legs: [],
    fills: [],
    ...overrides,
  });

export const planned = (overrides: Partial<RunRecord> = {}): RunRecord =>
  traded({ status: 'planned', says: 'Planned 4 trades; nothing was sent.', legs: [], fills: [], reconciliation: null, ...overrides });

export function partly(overrides: Partial<RunRecord> = {}): RunRecord {
  const legs = MORNING.map((trade) => leg(trade));
  return traded({
    status: 'partly',
    says: 'Traded 3 of 4 orders; TQQQ moved out of reach.',
    legs: legs.map((one) =>
      one.ticker === 'TQQQ'
        ? {
            ...one,
            filled: decimal('0'),
            averagePrice: null,
            slippageBps: null,
            status: 'unfilled' as const,
            says: 'the ask of 62.7 is beyond 62.53, 20 bps from the decision price',
          }
        : one,
    ),
    ...overrides,
  });
}
