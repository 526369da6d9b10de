/** Tickers as Alpaca spells them, and the ids of assets. */
import { ticker, type MarketSource, type Ticker } from '@alchemiser/domain';
import { uuidOf } from '../engine/identity.ts';

/** `BRK/B` is `BRK.B` on the wire. */
export const symbolOf = (name: Ticker): string => name.replace('/', '.');

/** The same on every exchange: an id belongs to the asset, not to who trades it. */
export const assetIdOf = (name: Ticker): string => uuidOf(`asset/${name}`);

/** A ticker of the market from its symbol or asset id; undefined for anything else. */
export function tickerFrom(text: string, market: MarketSource): Ticker | undefined {
  const name = readTicker(text);
  if (name !== undefined) return market.instrument(name) === undefined ? undefined : name;
  return market.tickers.find((each) => assetIdOf(each) === text);
}

/** A ticker by its form alone; undefined for what no ticker looks like. */
export function readTicker(text: string): Ticker | undefined {
  try {
    return ticker(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
