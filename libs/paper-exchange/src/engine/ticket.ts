import { notional, quantity, sharesFor, type Money, type Price, type Quantity, type Side, type Ticker } from '@alchemiser/domain';
import type { OrderType, Size, TimeInForce } from './state.ts';

const WHOLE_SHARE = quantity('1');
const NANO_SHARE = quantity('0.000000001');

/** An order as it is asked for. */
export interface Ticket {
  /** Ours is made up when there is none. */
  readonly clientOrderId: string | null;
  readonly ticker: Ticker;
  readonly side: Side;
  readonly type: OrderType;
  readonly size: Size;
  /** Present exactly for limit and stop-limit orders. */
  readonly limitPrice: Price | null;
  /** Present exactly for stops of either type. Default: none. */
  readonly stopPrice?: Price | null;
  /** Default: day. */
  readonly timeInForce?: TimeInForce;
}

export const isStop = (type: OrderType): boolean => type === 'stop' || type === 'stop_limit';
export const hasLimit = (type: OrderType): boolean => type === 'limit' || type === 'stop_limit';

/** Shares that a ticket asks for; of one for dollars, as many as `each` gives, rounded down. */
export const sharesAskedBy = ({ size }: Ticket, each: Price): Quantity =>
  size.kind === 'shares' ? size.quantity : sharesFor(size.notional, each, NANO_SHARE);

/** USD that a ticket spends or raises at `each`. */
export const costOf = ({ size }: Ticket, each: Price): Money => (size.kind === 'dollars' ? size.notional : notional(size.quantity, each));
/** Dollars count as a fraction: they hardly ever come out whole. */
export const isFraction = ({ size }: Ticket): boolean => size.kind === 'dollars' || size.quantity % WHOLE_SHARE !== 0n;
