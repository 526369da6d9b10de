import { price, quantity, type Price, type Quantity } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';

/** What the broker lets us do with a ticker. */
export interface Instrument {
  readonly ticker: Ticker;
  readonly name: string;
  readonly tradable: boolean;
  readonly fractionable: boolean;
}

const CENT = price('0.01');
const HUNDREDTH_OF_A_CENT = price('0.0001');
const ONE_DOLLAR = price('1');

/** SEC Rule 612: a cent from one dollar up, a hundredth of a cent below. */
export const tickSize = (at: Price): Price => (at >= ONE_DOLLAR ? CENT : HUNDREDTH_OF_A_CENT);

const NANO_SHARE = quantity('0.000000001');
const WHOLE_SHARE = quantity('1');

/** The smallest step of an order's quantity. */
export const quantityIncrement = (instrument: Instrument): Quantity => (instrument.fractionable ? NANO_SHARE : WHOLE_SHARE);
