import type { SimulatedMarket } from '@alchemiser/domain';
import type { Clock, MarketData } from '@alchemiser/services';

/** Quotes of a simulated market as of this moment; a ticker it does not list has none. */
export const quotesNow =
  (source: SimulatedMarket, clock: Clock): MarketData['quotes'] =>
  async (tickers) =>
    new Map(
      tickers.flatMap((name) => {
        const quote = source.quoteAt(name, clock.now());
        return quote === undefined ? [] : [[name, { ...quote, at: clock.now() }]];
      }),
    );
