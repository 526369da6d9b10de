/** An account that one strategy trades and a person too. */
import type { Fill, VenueOrderId } from '../src/orders/order.ts';
import { hold } from '../src/strategy/build.ts';
import { strategyName, type Book } from '../src/strategy/strategy.ts';
import { price, quantity } from '../src/values/exact.ts';
import { ticker } from '../src/values/ticker.ts';
import { instant } from '../src/values/time.ts';
import { weight } from '../src/values/weight.ts';

export const NUCLEAR = strategyName('nuclear');
export const SMR = ticker('SMR');
export const AT = instant(Date.UTC(2024, 7, 6, 19, 50));
export const BOOK: Book = [
  {
    strategy: { name: NUCLEAR, title: 'Nuclear', tree: hold('SMR'), rebalance: { frequency: 'daily' } },
    share: weight(1),
    onFailure: 'stop',
  },
];

/** An order of SMR, executed whole at $10. */
export const fillOf = (id: string, side: Fill['side'], shares: string): Fill => ({
  venueOrderId: id as VenueOrderId,
  clientOrderId: null,
  ticker: SMR,
  side,
  quantity: quantity(shares),
  price: price('10'),
  cumulativeQuantity: quantity(shares),
  executionId: id,
  at: AT,
});
