/** The draws that a scenario is made of. */
import { instant, type Instant, type Quantity } from '@alchemiser/domain';
import type { Chance } from '../chance/chance.ts';
import type { HeldShares, ListedTicker } from './scenario.ts';

export const draw = (chance: Chance): number => chance.uniform('scenario');
export const often = (chance: Chance, share: number): boolean => draw(chance) < share;
export const pick = <T>(chance: Chance, from: readonly T[]): T => from[Math.floor(draw(chance) * from.length)]!;
export const later = (at: Instant, ms: number): Instant => instant(at + ms);

/** Shares worth up to `most` USD, on the ticker's increment. */
export function heldOf(chance: Chance, listed: ListedTicker, most: number): HeldShares {
  const each = listed.startTicks / (listed.unit === 'cent' ? 100 : 10_000);
  const shares = (most * draw(chance)) / each;
  const units = listed.fractionable ? BigInt(Math.floor(shares * 1e9)) : BigInt(Math.floor(shares)) * 1_000_000_000n;
  return { ticker: listed.ticker, quantity: units as Quantity };
}
