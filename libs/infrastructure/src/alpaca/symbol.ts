import { ticker, type Ticker } from '@alchemiser/domain';

/** Our `BRK/B` as Alpaca writes it: `BRK.B`. */
export const symbolOf = (name: Ticker): string => name.replace('/', '.');

/** OCC option symbol: root, expiry, C or P, strike in thousandths. */
const OPTION = /^[A-Z0-9]{1,6}\d{6}[CP]\d{8}$/;

/**
 * Alpaca's symbol as our ticker; undefined for what is no stock or ETF: crypto pairs (`BTC/USD`), options, and the empty symbol of a
 * multi-leg order. @throws RangeError for text that is none of these.
 */
export function tickerOf(symbol: string): Ticker | undefined {
  if (symbol === '' || symbol.includes('/') || OPTION.test(symbol)) return undefined;
  return ticker(symbol);
}
