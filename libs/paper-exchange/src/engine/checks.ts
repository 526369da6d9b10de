/**
 * What an order must pass, in the order in which it is asked. Whether Alpaca asks for the id's uniqueness before funds and shares is
 * not known; here it comes first, as recorded refusals of filled ids suggest.
 */
import { least, money, NO_SHARES, tickSize, type Instant, type Price, type Quantity } from '@alchemiser/domain';
import { available, buyingPower, centsUp, heldForOrders, sharesHeldBy } from './funds.ts';
import { heldOf } from './position.ts';
import type { Refusal } from './refusal.ts';
import type { Account, Order } from './state.ts';
import { costOf, isFraction, isStop, sharesAskedBy, type Ticket } from './ticket.ts';
import { lastPrice, type Venue } from './venue.ts';

/** A ticket with what the market says of it. */
export interface Asked {
  readonly account: Account;
  readonly venue: Venue;
  readonly ticket: Ticket;
  readonly now: Instant;
  /** The limit, or the far side of the quote, or the last price while closed; undefined for a ticker without a price. */
  readonly each: Price | undefined;
  /** The order whose place it takes: what that holds is free for it. */
  readonly replacing?: Order | undefined;
}

type Check = (asked: Asked) => Refusal | undefined;

/** Alpaca's least order for a fraction or for dollars. */
const LEAST_ORDER = money('1');

const idIsFresh: Check = ({ account, ticket }) =>
  ticket.clientOrderId !== null && account.byClientId.has(ticket.clientOrderId) ? { kind: 'duplicateClientOrderId' } : undefined;

const assetIsKnown: Check = ({ venue, ticket: { ticker } }) =>
  venue.market.instrument(ticker) === undefined ? { kind: 'unknownAsset', ticker } : undefined;

const assetTrades: Check = ({ venue, ticket: { ticker }, each }) =>
  each === undefined || venue.market.instrument(ticker)?.tradable !== true ? { kind: 'notTradable', ticker } : undefined;

const accountTrades: Check = ({ account }) => (account.settings.suspendTrade ? { kind: 'suspended' } : undefined);

const fractionIsAllowed: Check = ({ account, venue, ticket }) => {
  if (!isFraction(ticket)) return undefined;
  if (venue.market.instrument(ticket.ticker)?.fractionable !== true) return { kind: 'notFractionable', ticker: ticket.ticker };
  if (!account.settings.fractionalTrading) return { kind: 'fractionsOff' };
  return (ticket.timeInForce ?? 'day') === 'day' ? undefined : { kind: 'fractionBeyondTheDay' };
};

/** A stop waits, and what is wanted at once does not. */
const timeFitsType: Check = ({ ticket: { type, timeInForce = 'day' } }) =>
  isStop(type) && (timeInForce === 'ioc' || timeInForce === 'fok') ? { kind: 'notAtOnce', type, timeInForce } : undefined;

const limitIsOnTheTick: Check = ({ ticket: { limitPrice } }) =>
  limitPrice !== null && limitPrice % tickSize(limitPrice) !== 0n ? { kind: 'subPenny', limitPrice } : undefined;

const stopIsOnTheTick: Check = ({ ticket: { stopPrice = null } }) =>
  stopPrice !== null && stopPrice % tickSize(stopPrice) !== 0n ? { kind: 'subPennyStop', stopPrice } : undefined;

/** A stop that the market has already reached is a mistake, unless it takes the place of one that was reached. */
const stopIsAhead: Check = ({ venue, now, replacing, ticket: { ticker, side, stopPrice = null } }) => {
  if (stopPrice === null || (replacing !== undefined && replacing.triggeredAt !== null)) return undefined;
  const market = lastPrice(venue, ticker, now);
  if (market === undefined || (side === 'buy' ? stopPrice > market : stopPrice < market)) return undefined;
  return { kind: 'stopIsBehind', side, stopPrice, market };
};

const isWorthTheTrouble: Check = ({ ticket, each }) =>
  isFraction(ticket) && each !== undefined && costOf(ticket, each) < LEAST_ORDER ? { kind: 'belowMinimum', least: LEAST_ORDER } : undefined;

/** A market or stop order may not meet anything on the other side; two limits may as long as they could not trade with each other. */
const tradesWithOthers: Check = ({ account, ticket, replacing }) => {
  for (const open of account.open) {
    if (open.ticker !== ticket.ticker || open.side === ticket.side || open === replacing) continue;
    const opposite = open.type === 'limit' && ticket.type === 'limit' ? 'limit' : 'market';
    const [bought, sold] = ticket.side === 'buy' ? [ticket.limitPrice, open.limitPrice] : [open.limitPrice, ticket.limitPrice];
    if (opposite === 'market' || (bought ?? 0n) >= (sold ?? 0n)) return { kind: 'washTrade', existing: open.id, opposite };
  }
  return undefined;
};

const sharesAreThere: Check = ({ account, ticket, each, replacing }) => {
  if (ticket.side === 'buy' || each === undefined) return undefined;
  const { ticker } = ticket;
  const existing = heldOf(account, ticker);
  if (existing === NO_SHARES) return { kind: 'noShorting' };
  const requested = sharesAskedBy(ticket, each);
  const free = available(account, ticker, replacing);
  if (requested <= free) return undefined;
  const holding = [...account.open].filter((order) => order.ticker === ticker && order !== replacing && sharesHeldBy(order) > NO_SHARES);
  const [held, related] = [heldForOrders(account, ticker, replacing), holding.map(({ id }) => id)];
  return { kind: 'insufficientShares', ticker, requested, available: free, existing, held, related };
};

const fundsAreThere: Check = ({ account, venue, ticket, now, each, replacing }) => {
  if (ticket.side === 'sell' || each === undefined) return undefined;
  const cost = centsUp(costOf(ticket, each));
  const power = buyingPower(account, venue, now, replacing);
  return cost > power ? { kind: 'insufficientFunds', buyingPower: power, cost } : undefined;
};

const CHECKS: readonly Check[] = [
  idIsFresh,
  assetIsKnown,
  assetTrades,
  accountTrades,
  fractionIsAllowed,
  timeFitsType,
  limitIsOnTheTick,
  stopIsOnTheTick,
  stopIsAhead,
  isWorthTheTrouble,
  tradesWithOthers,
  sharesAreThere,
  fundsAreThere,
];

/** The first thing wrong with a ticket, or nothing. */
export function refusalOf(asked: Asked): Refusal | undefined {
  for (const check of CHECKS) {
    const refusal = check(asked);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Shares that a sell keeps from others: never more than are free, so that what is available stays ≥ 0. */
export const sharesToHold = (account: Account, ticket: Ticket, each: Price): Quantity =>
  ticket.side === 'buy' ? NO_SHARES : least(sharesAskedBy(ticket, each), available(account, ticket.ticker));
