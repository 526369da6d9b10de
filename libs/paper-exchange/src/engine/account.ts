/** Opening an exchange, and shares that come by another way than an order. */
import { money, ONE_CENT, toDecimal, type Instant, type Money, type Price, type Quantity, type Ticker } from '@alchemiser/domain';
import { nextIdentity, stampAt } from './book.ts';
import { addShares, positionOn } from './position.ts';
import { stampOf } from './stamp.ts';
import type { Account, ExchangeState, Settings } from './state.ts';
import type { Venue } from './venue.ts';

export interface Opening {
  readonly id: string;
  /** USD in whole cents, ≥ 0. */
  readonly cash: string;
  readonly multiplier: Account['multiplier'];
}

/** As Alpaca opens a paper account, apart from what this exchange does not trade. */
export const DEFAULT_SETTINGS: Settings = {
  suspendTrade: false,
  fractionalTrading: true,
  maxMarginMultiplier: 4,
  tradeConfirmEmail: 'all',
  noShorting: false,
  ptpNoExceptionEntry: false,
  disableOvernightTrading: false,
  maxOptionsTradingLevel: 0,
};

/** Changes what the owner may set. */
export function configure(state: ExchangeState, account: Account, settings: Settings): void {
  account.settings = settings;
  state.revision += 1;
}

/** @throws RangeError for cash that is negative or no whole number of cents. */
export function openExchange(seed: string, openings: readonly Opening[], now: Instant): ExchangeState {
  return { seed, accounts: openings.map((opening) => openAccount(opening, now)), settledThrough: now, revision: 0 };
}

function openAccount({ id, cash: text, multiplier }: Opening, now: Instant): Account {
  const cash: Money = money(text);
  if (cash < 0n || cash % ONE_CENT !== 0n) throw new RangeError(`Opening cash must be ≥ 0 and in whole cents, was "${toDecimal(cash)}"`);
  const at = stampOf(now);
  return {
    id,
    multiplier,
    settings: DEFAULT_SETTINGS,
    openedAt: at,
    openingCash: cash,
    cash,
    positions: new Map(),
    carried: null,
    orders: new Map(),
    open: new Set(),
    byClientId: new Map(),
    activities: [],
    lastStamp: at,
    identities: 0,
  };
}

/** Shares in, at what they cost; cash stays as it is. */
export function grant(
  state: ExchangeState,
  account: Account,
  venue: Venue,
  shares: { readonly ticker: Ticker; readonly quantity: Quantity; readonly price: Price },
  now: Instant,
): void {
  const { ticker, quantity, price } = shares;
  const at = stampAt(account, now);
  addShares(positionOn(account, venue, ticker, now), quantity, price);
  account.activities.push({ kind: 'shares', id: nextIdentity(account, venue.seed, 'transfer'), at, ticker, quantity, price });
  state.revision += 1;
}
