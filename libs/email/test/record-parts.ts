/** Parts of a record from a few named figures: what a fixture does not say follows from what it says. */
import {
  money,
  notional,
  price,
  quantity,
  toDecimal,
  type DecimalText,
  type LegRecord,
  type PlanRecord,
  type PositionRecord,
  type RunRecord,
} from '@alchemiser/domain';

export const decimal = (text: string): DecimalText => toDecimal(money(text));

export interface TradeStory {
  readonly side: 'buy' | 'sell';
  readonly ticker: string;
  readonly shares: string;
  readonly at: string;
  readonly average?: string;
  readonly bps?: number;
}

/** The basket sold, TQQQ bought. */
export const MORNING: readonly TradeStory[] = [
  { side: 'sell', ticker: 'SMR', shares: '3523.402918', at: '9.41', average: '9.4081', bps: 2.02 },
  { side: 'sell', ticker: 'OKLO', shares: '4204.113', at: '7.81', average: '7.8102', bps: -0.26 },
  { side: 'sell', ticker: 'EXC', shares: '891.2', at: '36.755', average: '36.751', bps: 1.09 },
  { side: 'buy', ticker: 'TQQQ', shares: '1588.40211', at: '62.41', average: '62.434', bps: 3.85 },
];

export function plan(trades: readonly TradeStory[] = MORNING, overrides: Partial<PlanRecord> = {}): PlanRecord {
  return {
    sizingEquity: decimal('100020.11'),
    reserve: decimal('1000.20'),
    openingCash: decimal('1261.42'),
    rows: trades.map((trade) => ({
      ticker: trade.ticker,
      held: decimal(trade.side === 'sell' ? trade.shares : '0'),
      price: decimal(trade.at),
      heldWeight: trade.side === 'sell' ? 0.329 : 0,
      targetWeight: trade.side === 'sell' ? 0 : 0.99,
      action: trade.side,
      why: trade.side === 'sell' ? 'leaves the target' : 'enters the target',
    })),
    trades: trades.map((trade) => ({
      ticker: trade.ticker,
      side: trade.side,
      quantity: decimal(trade.shares),
      decisionPrice: decimal(trade.at),
      notional: toDecimal(notional(quantity(trade.shares), price(trade.at))),
      reason: trade.side === 'sell' ? 'leaves' : 'enters',
      shares: [{ strategy: 'nuclear', quantity: decimal(trade.shares) }],
    })),
    crosses: [],
    ...overrides,
  };
}

export function leg(trade: TradeStory, overrides: Partial<LegRecord> = {}): LegRecord {
  const average = decimal(trade.average ?? trade.at);
  return {
    ticker: trade.ticker,
    side: trade.side,
    planned: decimal(trade.shares),
    target: decimal(trade.shares),
    filled: decimal(trade.shares),
    averagePrice: average,
    decisionPrice: decimal(trade.at),
    slippageBps: trade.bps ?? 0,
    status: 'filled',
    says: `filled ${trade.shares} at ${average}`,
    orders: [
      {
        clientOrderId: `alc-${trade.ticker}-0`,
        venueOrderId: `venue-${trade.ticker}`,
        step: 0,
        type: 'limit',
        quantity: decimal(trade.shares),
        limitPrice: decimal(trade.at),
        status: 'filled',
        filled: decimal(trade.shares),
        averagePrice: average,
        submittedAt: '2024-08-06T19:45:01.000Z',
      },
    ],
    ...overrides,
  };
}

export const position = (of: string, shares: string, at: string, weight: number, book = 'nuclear'): PositionRecord => ({
  ticker: of,
  quantity: decimal(shares),
  price: decimal(at),
  value: toDecimal(notional(quantity(shares), price(at))),
  weight,
  books: [{ book, quantity: decimal(shares) }],
});

export const passed = (name: string, says: string): RunRecord['risk'][number] => ({ name, passed: true, says });
