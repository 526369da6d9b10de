/** The last look at a single order before it is sent: the plan was sound, but prices, cash and the account have moved since. */
import { NO_SHARES, notional, toFloat, type Money, type Price } from '../values/exact.ts';
import { formatMoney, formatPercent, formatPrice } from '../values/format.ts';
import type { Instant } from '../values/time.ts';
import { quantityIncrement, tickSize, type Instrument } from '../market/instrument.ts';
import { spreadBps, type Quote } from '../market/quote.ts';
import type { Ticket } from '../orders/order.ts';
import type { Account } from '../run/facts.ts';
import { accountFaults } from './account-checks.ts';
import { bpsWords, secondsWords, shown } from './check.ts';
import type { RiskLimits } from './limits.ts';

/** What an order is judged by; null is "not known", and what is not known denies. */
export interface OrderContext {
  readonly instrument: Instrument | null;
  readonly quote: Quote | null;
  readonly now: Instant;
  /** USD; the close of the last completed session. */
  readonly lastClose: number | null;
  readonly sizingEquity: Money;
  /** Confirmed cash that no other order of ours has reserved. */
  readonly cash: Money;
  /** The newest reading of it. */
  readonly account: Account;
  /** Percent lost since the last session's close, as far as it is known now; not a number stops buys. */
  readonly sessionLoss: number;
}

/** @returns why the order must not be sent, or null. */
export function denies(ticket: Ticket, context: OrderContext, limits: RiskLimits): string | null {
  const { ticker, side, quantity } = ticket;
  const { instrument, quote, account, sessionLoss } = context;
  const faults = accountFaults(account, limits);
  if (faults.length > 0) return `the account cannot trade: ${faults.join(', ')}`;
  if (side === 'buy' && !(sessionLoss <= limits.sessionLossMax)) {
    return `no new buys: lost ${shown(sessionLoss, formatPercent)} since the last close, limit ${shown(limits.sessionLossMax, formatPercent)}`;
  }
  if (instrument?.tradable !== true) return `${ticker} is not tradable`;
  if (quantity <= NO_SHARES) return `${ticker}: an order needs a quantity`;
  if (quantity % quantityIncrement(instrument) !== 0n) return `${ticker} trades in whole shares`;
  if (quote === null) return `${ticker} has no quote`;
  const age = Math.abs(context.now - quote.at);
  if (!(age <= limits.quoteAgeMsMax)) return `${ticker}'s quote is ${secondsWords(age)} old, limit ${secondsWords(limits.quoteAgeMsMax)}`;
  const spread = spreadBps(quote);
  if (!(spread <= limits.spreadBpsMax)) return `${ticker}'s spread is ${bpsWords(spread)}, limit ${bpsWords(limits.spreadBpsMax)}`;
  const at = ticket.type === 'limit' ? ticket.limitPrice : side === 'buy' ? quote.ask : quote.bid;
  if (at === undefined) return `${ticker}: a limit order needs a limit price`;
  if (ticket.type === 'limit' && at % tickSize(at) !== 0n) return `${ticker}: ${formatPrice(at)} is not on the tick`;
  return deniesPrice(ticker, at, context, limits) ?? deniesSize(ticket, notional(quantity, at), context, limits);
}

function deniesPrice(ticker: string, at: Price, { lastClose }: OrderContext, limits: RiskLimits): string | null {
  const move = lastClose === null ? Number.NaN : Math.abs(toFloat(at) / lastClose - 1) * 100;
  if (Number.isNaN(move)) return `${ticker} has no last close to compare ${formatPrice(at)} with`;
  if (move <= limits.priceCollar) return null;
  return `${ticker} at ${formatPrice(at)} is ${shown(move, formatPercent)} from its last close, limit ${shown(limits.priceCollar, formatPercent)}`;
}

function deniesSize({ ticker, side }: Ticket, cost: Money, { sizingEquity, cash }: OrderContext, limits: RiskLimits): string | null {
  const percent = (Number(cost) / Number(sizingEquity)) * 100;
  if (!(percent <= limits.orderNotionalMax)) {
    return `${ticker}: ${formatMoney(cost)} is ${shown(percent, formatPercent)} of sizing equity, limit ${shown(limits.orderNotionalMax, formatPercent)}`;
  }
  if (!(cost >= limits.notionalMin)) return `${ticker}: ${formatMoney(cost)} is below ${formatMoney(limits.notionalMin)}`;
  if (side === 'buy' && cost > cash) return `${ticker}: ${formatMoney(cost)} is more than the ${formatMoney(cash)} of confirmed cash`;
  return null;
}
