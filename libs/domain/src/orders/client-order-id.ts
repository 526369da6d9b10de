import { sha256 } from '../values/digest.ts';
import type { Ticker } from '../values/ticker.ts';
import type { SessionDate } from '../values/time.ts';
import type { AccountId } from '../run/facts.ts';
import type { Side } from '../rebalance/trade.ts';
import type { ClientOrderId } from './order.ts';

/** What an order's name is made of: the same six, the same name, in every process and after every restart. */
export interface OrderName {
  readonly account: AccountId;
  readonly session: SessionDate;
  /** Of the run: 0, and higher only by an explicit command. */
  readonly ordinal: number;
  readonly ticker: Ticker;
  readonly side: Side;
  /** Of the leg's ladder, from 0. */
  readonly step: number;
}

/** Ours begin with this, so that a person recognises them in the broker's list. */
const PREFIX = 'alch-';

/**
 * `alch-` and 31 hex digits (124 bits) of the SHA-256 of the name: exactly 36 characters of `[a-z0-9-]`, which fit the
 * shortest limit any broker of ours is known to have (48 at Alpaca in 2025, 128 since).
 */
export function clientOrderId(name: OrderName): ClientOrderId {
  // A list, not an object: its text does not depend on the order in which someone wrote the fields.
  const text = JSON.stringify([name.account, name.session, name.ordinal, name.ticker, name.side, name.step]);
  return `${PREFIX}${sha256(text).slice(0, 31)}` as ClientOrderId;
}
