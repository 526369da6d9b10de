import type { MarketSource } from '@alchemiser/domain';
import type { Faults } from './faults.ts';

/** A market without a quote where trading is halted. */
export function haltingMarket(market: MarketSource, faults: Faults): MarketSource {
  return {
    words: market.words,
    tickers: market.tickers,
    firstSession: market.firstSession,
    lastSession: market.lastSession,
    instrument: (name) => market.instrument(name),
    bars: (name, through) => market.bars(name, through),
    quoteAt: (name, at) => (faults.isHalted(name, at) ? undefined : market.quoteAt(name, at)),
  };
}
