import type { VenueOrder, VenueOrderId } from '@alchemiser/domain';
import type { Cancellation } from './broker.ts';

/**
 * What a person may do at the broker beside a run. Kept apart from `Broker`: nothing here has an id of ours that makes it
 * repeatable, so the runner must not reach it. Reads throw a `Failure`; a cancel reports doubt as `unknown`.
 */
export interface BrokerControl {
  /** Every open order of the account, ours and strangers'. */
  openOrders(): Promise<readonly VenueOrder[]>;
  /** An order as it stands, open or closed; undefined where the venue does not know it. */
  order(id: VenueOrderId): Promise<VenueOrder | undefined>;
  cancelOrder(id: VenueOrderId): Promise<Cancellation>;
}
