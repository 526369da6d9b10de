/**
 * The exchange as text and back, exactly: `snapshot(restore(text)) === text`. Amounts are decimals, sums of products digits in units
 * of 1e-18 USD. What is read is also added up again, so a damaged file cannot become an account.
 */
import { instant, money, price, quantity, sessionDate, ticker, type Instant, type SessionDate, type Ticker } from '@alchemiser/domain';
import { audit } from './audit.ts';
import { enterOrder } from './book.ts';
import { decimal, digits, either, fault, list, nullable, oneOf, shape, text, whole, type Codec } from './codec.ts';
import type { Stamp } from './stamp.ts';
import type { Account, Activity, Carried, ExchangeState, Order, OrderId, Position, Settings, Size } from './state.ts';

const FORMAT = 'alchemiser-paper-exchange';
const VERSION = 3;

const named = <T extends string>(parse: (value: string) => T, expected: string): Codec<T> => ({
  write: (value) => value,
  read: (value, where) => {
    try {
      if (typeof value === 'string' && parse(value) === value) return value as T;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    return fault(where, expected, value);
  },
});

const UUID = text(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID');
const ID = UUID as Codec<OrderId>;
const TICKER = named<Ticker>(ticker, 'a ticker');
const DATE = named<SessionDate>(sessionDate, 'a date');
const SIDE = oneOf('buy', 'sell');
const STAMP = whole<Stamp>();
const INSTANT = whole<Instant>();
const SHARES = decimal(quantity);
const PRICE = decimal(price);
const MONEY = decimal(money);
const KIND = <const K extends string>(kind: K): Codec<K> => oneOf(kind);

const SIZE = either<Size>({
  shares: shape({ kind: KIND('shares'), quantity: SHARES }),
  dollars: shape({ kind: KIND('dollars'), notional: MONEY }),
});

const ORDER = shape<Order>({
  id: ID,
  clientOrderId: text(/^.{1,128}$/su, 'text of 1 to 128 characters'),
  ticker: TICKER,
  side: SIDE,
  type: oneOf('market', 'limit', 'stop', 'stop_limit'),
  size: SIZE,
  limitPrice: nullable(PRICE),
  stopPrice: nullable(PRICE),
  timeInForce: oneOf('day', 'gtc', 'ioc', 'fok'),
  triggeredAt: nullable(STAMP),
  checkedAt: PRICE,
  sharesAsked: SHARES,
  status: oneOf('accepted', 'pending_new', 'new', 'partially_filled', 'filled', 'canceled', 'expired', 'replaced'),
  filled: SHARES,
  paid: digits,
  executions: whole(),
  createdAt: STAMP,
  submittedAt: STAMP,
  updatedAt: STAMP,
  filledAt: nullable(STAMP),
  canceledAt: nullable(STAMP),
  expiredAt: nullable(STAMP),
  replacedAt: nullable(STAMP),
  replacedBy: nullable(ID),
  replaces: nullable(ID),
  expiresAt: INSTANT,
  nextLook: INSTANT,
});

const POSITION = shape<Position>({
  ticker: TICKER,
  quantity: SHARES,
  cost: digits,
  dayCost: digits,
  day: DATE,
});

const ACTIVITY = either<Activity>({
  fill: shape<Extract<Activity, { kind: 'fill' }>>({
    kind: KIND('fill'),
    id: UUID,
    at: STAMP,
    orderId: ID,
    ticker: TICKER,
    side: SIDE,
    quantity: SHARES,
    price: PRICE,
    cumulative: SHARES,
    leaves: SHARES,
    orderStatus: oneOf('partially_filled', 'filled'),
    cash: MONEY,
  }),
  shares: shape<Extract<Activity, { kind: 'shares' }>>({
    kind: KIND('shares'),
    id: UUID,
    at: STAMP,
    ticker: TICKER,
    quantity: SHARES,
    price: PRICE,
  }),
});

const HOLDINGS = list(shape<Carried['holdings'][number]>({ ticker: TICKER, quantity: SHARES, cost: digits }));

const CARRIED = shape<Carried>({
  through: STAMP,
  cash: MONEY,
  holdings: HOLDINGS,
  transferred: MONEY,
  atClose: shape<Carried['atClose']>({ session: DATE, cash: MONEY, holdings: HOLDINGS }),
});

/** An account without its indexes. */
interface KeptAccount extends Omit<Account, 'positions' | 'orders' | 'open' | 'byClientId' | 'activities'> {
  readonly positions: readonly Position[];
  readonly orders: readonly Order[];
  readonly activities: readonly Activity[];
}

const FLAG = oneOf(true, false);

const SETTINGS = shape<Settings>({
  suspendTrade: FLAG,
  fractionalTrading: FLAG,
  maxMarginMultiplier: oneOf(1, 2, 4),
  tradeConfirmEmail: oneOf('all', 'none'),
  noShorting: FLAG,
  ptpNoExceptionEntry: FLAG,
  disableOvernightTrading: FLAG,
  maxOptionsTradingLevel: oneOf(0, 1, 2, 3),
});

const ACCOUNT = shape<KeptAccount>({
  id: text(/^.{1,128}$/su, 'text of 1 to 128 characters'),
  multiplier: oneOf(1, 2, 4),
  settings: SETTINGS,
  openedAt: STAMP,
  openingCash: MONEY,
  cash: MONEY,
  positions: list(POSITION),
  carried: nullable(CARRIED),
  orders: list(ORDER),
  activities: list(ACTIVITY),
  lastStamp: STAMP,
  identities: whole(),
});

interface Kept {
  readonly format: typeof FORMAT;
  readonly version: typeof VERSION;
  readonly seed: string;
  readonly settledThrough: Instant;
  readonly revision: number;
  readonly accounts: readonly KeptAccount[];
}

const KEPT = shape<Kept>({
  format: oneOf(FORMAT),
  version: oneOf(VERSION),
  seed: text(/^/, 'text'),
  settledThrough: INSTANT,
  revision: whole(),
  accounts: list(ACCOUNT),
});

export function snapshot(state: ExchangeState): string {
  const accounts = state.accounts.map((account) => ({
    ...account,
    positions: [...account.positions.values()],
    orders: [...account.orders.values()],
  }));
  const { seed, settledThrough, revision } = state;
  return JSON.stringify(KEPT.write({ format: FORMAT, version: VERSION, seed, settledThrough, revision, accounts }));
}

/** @throws RangeError naming what is wrong: not JSON, another version, a field, or sums that do not add up. */
export function restore(kept: string): ExchangeState {
  const { seed, settledThrough, revision, accounts } = KEPT.read(parse(kept), 'it');
  const state: ExchangeState = { seed, settledThrough, revision, accounts: accounts.map(accountFrom) };
  audit(state);
  return state;
}

/** The virtual instant at which a snapshot was taken: a clock for it starts there or later. @throws RangeError as `restore`. */
export const snapshotInstant = (kept: string): Instant => instant(restore(kept).settledThrough);

function accountFrom({ positions, orders, activities, ...rest }: KeptAccount): Account {
  const account: Account = {
    ...rest,
    positions: new Map(positions.map((position) => [position.ticker, position])),
    orders: new Map(),
    open: new Set(),
    byClientId: new Map(),
    activities: [...activities],
  };
  for (const order of orders) {
    if (account.orders.has(order.id)) fault(`order ${order.id}`, 'there once', order.id);
    enterOrder(account, order);
  }
  if (account.positions.size !== positions.length)
    fault(
      'positions',
      'one per ticker',
      positions.map(({ ticker }) => ticker),
    );
  return account;
}

function parse(kept: string): unknown {
  try {
    return JSON.parse(kept);
  } catch {
    return fault('it', 'JSON', kept);
  }
}
