/**
 * Wire → domain, pure. `undefined` for what is no stock or ETF (options, crypto, multi-leg): left out and reported by the caller.
 * Everything else that cannot be read throws a RangeError.
 */
import { fromIsoInstant, price, quantity, toDecimal } from '@alchemiser/domain';
import type {
  Account,
  AccountId,
  ClientOrderId,
  Fill,
  Instrument,
  Position,
  Side,
  Ticker,
  Ticket,
  VenueOrder,
  VenueOrderId,
  VenueStatus,
} from '@alchemiser/domain';
import { symbolOf, tickerOf } from '@alchemiser/infrastructure';
import { wireAveragePrice, wireMoney, wirePriceOrNull, wireShares } from './decimals.ts';
import type { AccountSettings } from '@alchemiser/services';
import type { WireAccount, WireAsset, WireFill, WireOrder, WirePosition, WireSettings } from './wire.ts';

export const accountFrom = (wire: WireAccount): Account => ({
  // The number a person sees at Alpaca, not the internal UUID beside it.
  id: wire.account_number as AccountId,
  status: wire.status,
  currency: wire.currency,
  cash: wireMoney(wire.cash),
  equity: wireMoney(wire.equity),
  lastEquity: wireMoney(wire.last_equity),
  buyingPower: wireMoney(wire.buying_power),
  tradingBlocked: wire.trading_blocked,
  accountBlocked: wire.account_blocked,
  tradeSuspendedByUser: wire.trade_suspended_by_user,
});

export function positionFrom(wire: WirePosition): Position | undefined {
  const name = equity(wire.symbol, wire.asset_class);
  if (name === undefined) return undefined;
  if (wire.side !== 'long' && wire.side !== 'short') throw new RangeError(`side must be long or short, was ${JSON.stringify(wire.side)}`);
  return {
    ticker: name,
    side: wire.side,
    quantity: wireShares(wire.qty),
    available: wireShares(wire.qty_available ?? wire.qty),
    averageEntryPrice: wireAveragePrice(wire.avg_entry_price),
  };
}

/** Words that say an order may still fill are never read as its end: `done_for_day` and `calculated` are asked about again. */
const STATUSES: Readonly<Record<string, VenueStatus>> = {
  pending_new: 'pending',
  accepted: 'pending',
  accepted_for_bidding: 'pending',
  held: 'pending',
  new: 'working',
  pending_cancel: 'working',
  pending_replace: 'working',
  stopped: 'working',
  suspended: 'working',
  calculated: 'working',
  done_for_day: 'working',
  partially_filled: 'partiallyFilled',
  filled: 'filled',
  canceled: 'canceled',
  expired: 'expired',
  rejected: 'rejected',
  replaced: 'replaced',
};

export const statusFrom = (raw: string): VenueStatus => (Object.hasOwn(STATUSES, raw) ? (STATUSES[raw] ?? 'unrecognised') : 'unrecognised');

export function orderFrom(wire: WireOrder): VenueOrder | undefined {
  const name = equity(wire.symbol, wire.asset_class);
  if (name === undefined) return undefined;
  return {
    venueOrderId: wire.id as VenueOrderId,
    clientOrderId: wire.client_order_id as ClientOrderId,
    ticker: name,
    side: sideFrom(wire.side),
    quantity: wire.qty === null || wire.qty === undefined ? null : quantity(wire.qty),
    type: wire.type ?? wire.order_type ?? 'unknown',
    limitPrice: wirePriceOrNull(wire.limit_price),
    status: statusFrom(wire.status),
    rawStatus: wire.status,
    filled: quantity(wire.filled_qty),
    averageFillPrice: wirePriceOrNull(wire.filled_avg_price),
    submittedAt: wire.submitted_at === null || wire.submitted_at === undefined ? null : fromIsoInstant(wire.submitted_at),
  };
}

export function fillFrom(wire: WireFill): Fill | undefined {
  const name = tickerOf(wire.symbol);
  if (name === undefined) return undefined;
  return {
    venueOrderId: wire.order_id as VenueOrderId,
    clientOrderId: null,
    ticker: name,
    side: sideFrom(wire.side),
    quantity: quantity(wire.qty),
    price: price(wire.price),
    cumulativeQuantity: quantity(wire.cum_qty),
    executionId: wire.id,
    at: fromIsoInstant(wire.transaction_time),
  };
}

/** Undefined when the asset answered is not the one asked for: a renamed ticker is not traded under its old name. */
export const instrumentFrom = (asked: Ticker, wire: WireAsset): Instrument | undefined =>
  wire.symbol === symbolOf(asked)
    ? { ticker: asked, name: wire.name ?? asked, tradable: wire.tradable && wire.status === 'active', fractionable: wire.fractionable }
    : undefined;

export const settingsFrom = (wire: WireSettings): AccountSettings => ({
  tradingSuspended: wire.suspend_trade,
  shortingForbidden: wire.no_shorting,
  fractionalTrading: wire.fractional_trading,
  marginMultiplierMax: wire.max_margin_multiplier ?? null,
});

/** The body of a submission. */
export const orderBody = (ticket: Ticket): Readonly<Record<string, string | boolean>> => ({
  symbol: symbolOf(ticket.ticker),
  qty: toDecimal(ticket.quantity),
  side: ticket.side,
  type: ticket.type,
  time_in_force: ticket.timeInForce,
  ...(ticket.limitPrice === undefined ? {} : { limit_price: toDecimal(ticket.limitPrice) }),
  client_order_id: ticket.clientOrderId,
  extended_hours: false,
});

const equity = (symbol: string, assetClass: string | null | undefined): Ticker | undefined =>
  assetClass === undefined || assetClass === null || assetClass === 'us_equity' ? tickerOf(symbol) : undefined;

function sideFrom(raw: string): Side {
  if (raw === 'buy') return 'buy';
  // A short sale takes shares out of the account like any other: the position's own side tells the rest.
  if (raw === 'sell' || raw === 'sell_short') return 'sell';
  throw new RangeError(`side must be buy or sell, was ${JSON.stringify(raw)}`);
}
