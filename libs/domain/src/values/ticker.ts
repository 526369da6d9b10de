import type { Brand } from './brand.ts';

/** An instrument's name as we write it: upper case, share classes after a slash (`BRK/B`). Vendors map it to their spelling. */
export type Ticker = Brand<string, 'Ticker'>;

const FORM = /^[A-Z][A-Z0-9]{0,9}(?:\/[A-Z]{1,3})?$/;

/** @throws RangeError unless like `SPY` or `BRK/B`. Dots are read as share-class slashes. */
export function ticker(text: string): Ticker {
  const canonical = text.trim().toUpperCase().replace('.', '/');
  if (!FORM.test(canonical)) throw new RangeError(`Ticker must look like SPY or BRK/B, was ${JSON.stringify(text)}`);
  return canonical as Ticker;
}
