/** What moves many tickers at once: daily returns of the market, of sectors and of other markets, one column each. */
import { randomFamily } from '../../values/random.ts';
import { MOODS, regimes, type Regime } from './regimes.ts';

export type Factor =
  | 'market'
  | 'tech'
  | 'semiconductors'
  | 'nuclear'
  | 'power'
  | 'energy'
  | 'banks'
  | 'shops'
  | 'defensive'
  | 'biotech'
  | 'small'
  | 'bonds'
  | 'gold'
  | 'dollar'
  | 'trend'
  | 'fear';

export interface Factors {
  readonly moods: readonly Regime[];
  readonly returns: Readonly<Record<Factor, Float64Array>>;
}

/** Deviation of each factor's own daily return beside the market. */
const BESIDE_THE_MARKET: readonly (readonly [Factor, number])[] = [
  ['tech', 0.0055],
  ['semiconductors', 0.011],
  ['nuclear', 0.015],
  ['power', 0.006],
  ['energy', 0.011],
  ['banks', 0.006],
  ['shops', 0.006],
  ['defensive', 0.0045],
  ['biotech', 0.012],
  ['small', 0.006],
  ['gold', 0.0085],
  ['dollar', 0.004],
  ['trend', 0.006],
];
/** A slow drift of its own makes a sector lead or lag for months. */
const SLOW_DRIFT_KEPT = 0.98;
const SLOW_DRIFT_SHARE = 0.02;

/** @param days whole numbers that name the sessions, oldest first. */
export function factors(seed: number, days: readonly number[]): Factors {
  const moods = regimes(days, randomFamily(seed, 'regimes'));
  const column = (): Float64Array => new Float64Array(days.length);
  const market = column();
  const ofMarket = randomFamily(seed, 'market');
  moods.forEach((name, row) => (market[row] = MOODS[name].drift + MOODS[name].deviation * ofMarket(days[row]!).normal()));

  const beside = BESIDE_THE_MARKET.map(([name, deviation]) => {
    const random = randomFamily(seed, `factor ${name}`);
    let drift = 0;
    const returns = column().map((_, row) => {
      const draw = random(days[row]!);
      drift = SLOW_DRIFT_KEPT * drift + SLOW_DRIFT_SHARE * deviation * draw.normal();
      return drift + deviation * MOODS[moods[row]!].stress * draw.normal();
    });
    return [name, returns] as const;
  });

  const ofBonds = randomFamily(seed, 'bonds');
  const bonds = market.map((moved, row) => {
    const { flightToBonds, stress } = MOODS[moods[row]!];
    return flightToBonds * moved + 0.0075 * stress * ofBonds(days[row]!).normal();
  });

  const ofFear = randomFamily(seed, 'fear');
  return { moods, returns: { ...Object.fromEntries(beside), market, bonds, fear: fear(market, days, ofFear) } as Factors['returns'] };
}

/**
 * One-month volatility futures: they rise when the market falls, more than in proportion, and lose their premium on every other day.
 * Shape and size after VIX short-term futures indices: about four times the market's move against it.
 */
function fear(market: Float64Array, days: readonly number[], random: ReturnType<typeof randomFamily>): Float64Array {
  return market.map((moved, row) => {
    const panic = moved < 0 ? 25 * moved * moved : 0;
    return Math.min(Math.max(-4 * moved + panic - 0.0004 + 0.016 * random(days[row]!).normal(), -0.25), 0.6);
  });
}
