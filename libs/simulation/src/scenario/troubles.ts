/** What befalls a day from outside: breaks in the market, a person at the same account, a split overnight. */
import { money, type Instant, type Side } from '@alchemiser/domain';
import type { Chance } from '../chance/chance.ts';
import type { Mix } from '../chance/mix.ts';
import { draw, heldOf, later, often, pick } from './luck.ts';
import type { ByHand, ListedTicker, MarketBreak, Overnight } from './scenario.ts';

/** How long after the start things still happen. */
const SPAN_MS = 45_000;

export function breaksOf(chance: Chance, mix: Mix, tickers: readonly ListedTicker[], startAt: Instant): readonly MarketBreak[] {
  const breaks: MarketBreak[] = [];
  while (breaks.length < 4 && often(chance, mix.marketBreaks)) {
    const { ticker } = pick(chance, tickers);
    const at = later(startAt, chance.between('scenario', 0, SPAN_MS));
    const to = later(at, chance.between('scenario', 1_000, 4 * SPAN_MS));
    const luck = draw(chance);
    if (luck < 0.5) breaks.push({ kind: 'gap', ticker, at, factor: 1 + (draw(chance) - 0.5) * (often(chance, 0.2) ? 0.4 : 0.03) });
    else if (luck < 0.75) breaks.push({ kind: 'halt', ticker, from: at, to, refuses: often(chance, 0.5) });
    else breaks.push({ kind: 'wide', ticker, from: at, to, factor: chance.between('scenario', 2, 30) });
  }
  return breaks;
}

export function byHandOf(chance: Chance, mix: Mix, tickers: readonly ListedTicker[], startAt: Instant, equity: number): readonly ByHand[] {
  const acts: ByHand[] = [];
  while (acts.length < 3 && often(chance, mix.stranger)) {
    const at = later(startAt, chance.between('scenario', -5_000, SPAN_MS));
    if (often(chance, 0.2)) {
      acts.push({ kind: 'cancel', at });
      continue;
    }
    const side: Side = often(chance, 0.5) ? 'buy' : 'sell';
    acts.push({ kind: 'order', at, side, rests: often(chance, 0.4), ...heldOf(chance, pick(chance, tickers), equity / 8) });
  }
  return acts;
}

export function overnightOf(chance: Chance, tickers: readonly ListedTicker[]): Overnight | null {
  const luck = draw(chance);
  if (luck < 0.4) return null;
  if (luck < 0.6) return { kind: 'dividend', amount: money((draw(chance) * 50).toFixed(2)) };
  const ratio = pick(chance, [
    [2n, 1n],
    [3n, 1n],
    [10n, 1n],
    [1n, 2n],
    [1n, 10n],
  ] as const);
  return { kind: 'split', ticker: pick(chance, tickers).ticker, ratio };
}
