/**
 * The engine's refusals as Alpaca words them. Recorded: insufficient quantity, duplicate id, not fractionable; the others as collected
 * in Alpaca's documents, forum and issues. Clients may rely on status and code; Alpaca says that messages can change.
 */
import { assertNever, toDecimal } from '@alchemiser/domain';
import type { CancelRefusal, Refusal, ReplaceRefusal } from '../engine/refusal.ts';
import { forbidden, invalid, notFound, unprocessable, type Reply } from './reply.ts';
import { symbolOf } from './symbols.ts';

export function refusalReply(refusal: Refusal): Reply {
  switch (refusal.kind) {
    case 'duplicateClientOrderId':
      return invalid('client_order_id must be unique');
    case 'unknownAsset':
      return unprocessable(`asset "${symbolOf(refusal.ticker)}" not found`);
    case 'notTradable':
      return unprocessable(`asset "${symbolOf(refusal.ticker)}" is not tradable`);
    case 'notFractionable':
      return forbidden(`asset "${symbolOf(refusal.ticker)}" is not fractionable`);
    case 'subPenny':
      return unprocessable(
        `invalid limit_price ${toDecimal(refusal.limitPrice)}. sub-penny increment does not fulfill minimum pricing criteria`,
      );
    case 'subPennyStop':
      return unprocessable(
        `invalid stop_price ${toDecimal(refusal.stopPrice)}. sub-penny increment does not fulfill minimum pricing criteria`,
      );
    case 'stopIsBehind':
      return unprocessable(`stop price must be ${refusal.side === 'buy' ? 'greater' : 'less'} than current price`, {
        market_price: toDecimal(refusal.market),
        stop_price: toDecimal(refusal.stopPrice),
      });
    case 'fractionBeyondTheDay':
      return unprocessable('fractional orders must be DAY orders');
    case 'notAtOnce':
      return unprocessable(`invalid time_in_force "${refusal.timeInForce}" for a ${refusal.type} order`);
    case 'suspended':
      return forbidden('new orders are rejected by user request');
    case 'fractionsOff':
      return forbidden('account is not allowed to trade fractional shares');
    case 'belowMinimum':
      return forbidden(`cost basis must be >= minimal amount of order ${toDecimal(refusal.least)}`);
    case 'washTrade':
      return forbidden('potential wash trade detected. use complex orders', {
        existing_order_id: refusal.existing,
        reject_reason: `opposite side ${refusal.opposite === 'market' ? 'market/stop' : 'limit'} order exists`,
      });
    case 'noShorting':
      return forbidden('account is not allowed to short');
    case 'insufficientShares':
      return insufficientShares(refusal);
    case 'insufficientFunds':
      return forbidden('insufficient buying power', { buying_power: toDecimal(refusal.buyingPower), cost_basis: toDecimal(refusal.cost) });
    default:
      return assertNever(refusal);
  }
}

/** Names the orders that hold the shares only when some do: the recorded refusal without any has no such field. */
function insufficientShares({
  ticker,
  requested,
  available,
  existing,
  held,
  related,
}: Extract<Refusal, { kind: 'insufficientShares' }>): Reply {
  const [asked, free] = [toDecimal(requested), toDecimal(available)];
  return forbidden(`insufficient qty available for order (requested: ${asked}, available: ${free})`, {
    available: free,
    existing_qty: toDecimal(existing),
    held_for_orders: toDecimal(held),
    symbol: symbolOf(ticker),
    ...(related.length > 0 ? { related_orders: related } : {}),
  });
}

/** Texts after "order parameters are not changed" are ours: Alpaca's are not known. */
export function replaceReply(refusal: ReplaceRefusal, id: string): Reply {
  switch (refusal.kind) {
    case 'unknownOrder':
    case 'alreadyClosed':
      return cancelReply(refusal, id);
    case 'notYetWorking':
      return unprocessable("unable to replace order, order isn't sent to exchange yet");
    case 'nothingChanged':
      return unprocessable('order parameters are not changed');
    case 'dollarsStay':
      return unprocessable('notional orders cannot be replaced');
    case 'fractionsStay':
      return unprocessable('qty of fractional orders cannot be replaced, and only with whole shares');
    case 'noSuchPrice':
      return unprocessable(`${refusal.type} orders require no ${refusal.price} price`);
    case 'alreadyFilled':
      return unprocessable(`qty must be greater than filled_qty ${toDecimal(refusal.filled)}`);
    default:
      return refusalReply(refusal);
  }
}

export const cancelReply = (refusal: CancelRefusal, id: string): Reply =>
  refusal.kind === 'unknownOrder' ? orderNotFound(id) : unprocessable(`order is already in "${refusal.status}" state`);

export const orderNotFound = (id: string): Reply => notFound(`order not found for ${id}`);
