/** What an account was worth at moments of its past, oldest first: its activities folded once, and each moment's prices. */
import { divideNearest, minus, notional, plus, UNITS_PER_ONE, type Instant, type Money, type Price, type Ticker } from '@alchemiser/domain';
import { addTo, carriedOf, heldIn } from './forget.ts';
import { instantOfStamp } from './stamp.ts';
import type { Account } from './state.ts';

export interface Worth {
  readonly equity: Money;
  /** What shares that came without an order cost, up to here: no profit. */
  readonly transferred: Money;
}

/** @param moments rising, and none before what the account still knows. @param priceAt what a share was worth then; undefined counts it at what it cost. */
export function worthThrough(
  account: Account,
  moments: readonly Instant[],
  priceAt: (ticker: Ticker, moment: Instant) => Price | undefined,
): readonly Worth[] {
  const carried = carriedOf(account);
  const held = heldIn(carried);
  let { cash, transferred } = carried;
  let row = 0;
  return moments.map((moment) => {
    for (; row < account.activities.length; row++) {
      const activity = account.activities[row]!;
      if (instantOfStamp(activity.at) > moment) break;
      addTo(held, activity);
      if (activity.kind === 'fill') cash = plus(cash, activity.cash);
      else transferred = plus(transferred, notional(activity.quantity, activity.price));
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
