import type { Instrument, Ticker } from '@alchemiser/domain';
import { symbolOf, type AlpacaClient } from '@alchemiser/infrastructure';
import { instrumentFrom } from './mapping.ts';
import { ASSET, ASSETS } from './wire.ts';

/** Up to here one call per ticker costs less than the whole list, which is some megabytes. */
const SINGLE_LOOKUPS_MAX = 30;

/** The instruments that Alpaca knows of those asked for. */
export async function readInstruments(trading: AlpacaClient, tickers: readonly Ticker[]): Promise<ReadonlyMap<Ticker, Instrument>> {
  const found = new Map<Ticker, Instrument>();
  let missing = [...new Set(tickers)];
  if (missing.length > SINGLE_LOOKUPS_MAX) {
    const assets = await trading.read('v2/assets', { status: 'active', asset_class: 'us_equity' }, ASSETS);
    const bySymbol = new Map(assets.map((asset) => [asset.symbol, asset]));
    for (const ticker of missing) {
      const asset = bySymbol.get(symbolOf(ticker));
      const instrument = asset && instrumentFrom(ticker, asset);
      if (instrument !== undefined) found.set(ticker, instrument);
    }
    // The list holds active assets only; what is halted or gone still answers by name.
    missing = missing.filter((ticker) => !found.has(ticker));
  }
  const answers = await Promise.all(
    missing.map(async (ticker) => trading.readIfThere(`v2/assets/${encodeURIComponent(symbolOf(ticker))}`, {}, ASSET)),
  );
  missing.forEach((ticker, index) => {
    const asset = answers[index];
    const instrument = asset && instrumentFrom(ticker, asset);
    if (instrument !== undefined) found.set(ticker, instrument);
  });
  return new Map(tickers.flatMap((ticker) => (found.has(ticker) ? [[ticker, found.get(ticker) as Instrument] as const] : [])));
}
