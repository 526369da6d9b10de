/** Why the exchange says no, in its own words; `wire/refusals.ts` says them as Alpaca does. */
import type { Money, Price, Quantity, Ticker } from '@alchemiser/domain';
import type { OrderId, OrderStatus, OrderType } from './state.ts';

export type Refusal =
  | { readonly kind: 'duplicateClientOrderId' }
  | { readonly kind: 'unknownAsset'; readonly ticker: Ticker }
  | { readonly kind: 'notTradable'; readonly ticker: Ticker }
  | { readonly kind: 'notFractionable'; readonly ticker: Ticker }
  | { readonly kind: 'subPenny'; readonly limitPrice: Price }
  | { readonly kind: 'belowMinimum'; readonly least: Money }
  | { readonly kind: 'washTrade'; readonly existing: OrderId; readonly opposite: OrderType }
  | { readonly kind: 'noShorting' }
  | {
      readonly kind: 'insufficientShares';
      readonly ticker: Ticker;
      readonly requested: Quantity;
      readonly available: Quantity;
      readonly existing: Quantity;
      readonly held: Quantity;
      /** The open sells that hold them. */
      readonly related: readonly OrderId[];
    }
  | { readonly kind: 'insufficientFunds'; readonly buyingPower: Money; readonly cost: Money };

export type CancelRefusal = { readonly kind: 'unknownOrder' } | { readonly kind: 'alreadyClosed'; readonly status: OrderStatus };
