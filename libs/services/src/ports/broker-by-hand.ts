import type { Price, Quantity, Ticker, VenueOrderId } from '@alchemiser/domain';
import type { Submission } from './broker.ts';

/** What came of asking for every open order to be taken off. `asked`: one row each; an order asked for may still fill before it is gone. */
export type CancelledAll =
  | { readonly status: 'asked'; readonly orders: readonly { readonly venueOrderId: VenueOrderId; readonly accepted: boolean }[] }
  | { readonly status: 'refused' | 'unknown'; readonly says: string };

/** What a replacement changes; the rest stays. */
export interface OrderChanges {
  /** Whole shares: fractions cannot be replaced. */
  readonly quantity?: Quantity;
  readonly limitPrice?: Price;
}

/** What the account's owner may set at the broker. */
export interface AccountSettings {
  /** No order is taken while it is true. */
  readonly tradingSuspended: boolean;
  readonly shortingForbidden: boolean;
  readonly fractionalTrading: boolean;
  /** "1" · "2" · "4"; null where the broker does not say. */
  readonly marginMultiplierMax: string | null;
}

/**
 * What a person does at the broker by hand, to any order and position of the account. Nothing here has an id of ours: sent twice it
 * happens twice, so the runner must never reach it. Reads throw a `Failure`; writes report doubt as `unknown`.
 */
export interface BrokerByHand {
  /** Every open order of the account, ours and strangers'. */
  cancelAll(): Promise<CancelledAll>;
  /** A market order for all or some of what is held. Open orders stay, and so do the shares they hold. */
  closePosition(ticker: Ticker, shares: Quantity | 'all'): Promise<Submission>;
  /** The answer is the new order, with an id of its own. Accepted is not replaced: the old one may fill first. */
  replaceOrder(id: VenueOrderId, changes: OrderChanges): Promise<Submission>;
  settings(): Promise<AccountSettings>;
  /** The broker's own kill switch. @returns the settings as the broker shows them afterwards, whatever it answered. */
  suspendTrading(suspended: boolean): Promise<AccountSettings>;
}
