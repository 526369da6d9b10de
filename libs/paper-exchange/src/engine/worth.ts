/** What an account was worth at moments of its past, oldest first: its activities folded once, and each moment's prices. */
import {
  divideNearest,
  minus,
  NO_MONEY,
  NO_SHARES,
  notional,
  plus,
  remaining,
  UNITS_PER_ONE,
  type Instant,
  type Money,
  type Price,
  type Quantity,
  type Ticker,
} from '@alchemiser/domain';
import { instantOfStamp } from './stamp.ts';
import type { Account } from './state.ts';

export interface Worth {
  readonly equity: Money;
  /** What shares that came without an order cost, up to here: no profit. */
  readonly transferred: Money;
}

/** @param moments rising. @param priceAt what a share was worth then; undefined counts it at what it cost. */
export function worthThrough(
  account: Account,
  moments: readonly Instant[],
  priceAt: (ticker: Ticker, moment: Instant) => Price | undefined,
): readonly Worth[] {
  const held = new Map<Ticker, { shares: Quantity; paid: bigint }>();
  let cash = account.openingCash;
  let transferred = NO_MONEY;
  let row = 0;
  return moments.map((moment) => {
    for (; row < account.activities.length; row++) {
      const activity = account.activities[row]!;
      if (instantOfStamp(activity.at) > moment) break;
      const { ticker, quantity, price } = activity;
      const now = held.get(ticker) ?? { shares: NO_SHARES, paid: 0n };
      const bought = activity.kind === 'shares' || activity.side === 'buy';
      const shares = bought ? plus(now.shares, quantity) : remaining(now.shares, quantity);
      const paid = bought ? now.paid + quantity * price : divideNearest(now.paid * shares, now.shares);
      if (shares === NO_SHARES) held.delete(ticker);
      else held.set(ticker, { shares, paid });
      if (activity.kind === 'fill') cash = plus(cash, activity.cash);
      else transferred = plus(transferred, notional(quantity, price));
    }
    let equity = cash;
    for (const [ticker, { shares, paid }] of held) {
      const each = priceAt(ticker, moment);
      equity = plus(equity, each === undefined ? (divideNearest(paid, UNITS_PER_ONE) as Money) : notional(shares, each));
    }
    return { equity, transferred };
  });
}

/** What was earned between two moments. */
export const earned = (from: Worth, to: Worth): Money => minus(minus(to.equity, from.equity), minus(to.transferred, from.transferred));
