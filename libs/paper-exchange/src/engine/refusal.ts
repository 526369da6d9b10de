/** Why the exchange says no, in its own words; `wire/refusals.ts` says them as Alpaca does. */
import type { Money, Price, Quantity, Side, Ticker } from '@alchemiser/domain';
import type { OrderId, OrderStatus, OrderType, TimeInForce } from './state.ts';

export type Refusal =
  | { readonly kind: 'duplicateClientOrderId' }
  | { readonly kind: 'unknownAsset'; readonly ticker: Ticker }
  | { readonly kind: 'notTradable'; readonly ticker: Ticker }
  | { readonly kind: 'notFractionable'; readonly ticker: Ticker }
  | { readonly kind: 'subPenny'; readonly limitPrice: Price }
  | { readonly kind: 'subPennyStop'; readonly stopPrice: Price }
  | { readonly kind: 'stopIsBehind'; readonly side: Side; readonly stopPrice: Price; readonly market: Price }
  | { readonly kind: 'fractionBeyondTheDay' }
  | { readonly kind: 'notAtOnce'; readonly type: OrderType; readonly timeInForce: TimeInForce }
  | { readonly kind: 'suspended' }
  | { readonly kind: 'fractionsOff' }
  | { readonly kind: 'belowMinimum'; readonly least: Money }
  | { readonly kind: 'washTrade'; readonly existing: OrderId; readonly opposite: 'market' | 'limit' }
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

/** Why an order is not replaced; what a replacement may not be is a refusal like any order's. */
export type ReplaceRefusal =
  | Refusal
  | CancelRefusal
  | { readonly kind: 'notYetWorking' }
  | { readonly kind: 'nothingChanged' }
  | { readonly kind: 'dollarsStay' }
  | { readonly kind: 'fractionsStay' }
  | { readonly kind: 'noSuchPrice'; readonly type: OrderType; readonly price: 'limit' | 'stop' }
  | { readonly kind: 'alreadyFilled'; readonly filled: Quantity };

export type CancelRefusal = { readonly kind: 'unknownOrder' } | { readonly kind: 'alreadyClosed'; readonly status: OrderStatus };
