import type { Ticker } from '../../values/ticker.ts';
import type { Factor } from './factors.ts';

/** Daily returns made of factors and of what is its alone; fractions. */
export interface OwnStream {
  readonly kind: 'own';
  /** Return per return of each factor. */
  readonly exposures: Readonly<Partial<Record<Factor, number>>>;
  /** Deviation of what is its alone. */
  readonly deviation: number;
  /** Mean return beside its exposures. */
  readonly drift: number;
}

/** A fund that gives `times` the daily return of another listing or index, at a daily cost; fractions. */
export interface MultipleStream {
  readonly kind: 'multiple';
  /** A ticker of the market, or an index that is not traded itself. */
  readonly of: string;
  readonly times: number;
  readonly cost: number;
}

/** A ticker of the synthetic market. */
export interface Listing {
  readonly ticker: Ticker;
  readonly name: string;
  /** Close of the session before the first trading session, USD. */
  readonly level: number;
  /** Shares on an ordinary day. */
  readonly volume: number;
  readonly stream: OwnStream | MultipleStream;
  readonly fractionable: boolean;
  /** Sessions before the first trading session at which it was listed; as old as the market's history where absent. */
  readonly listedSessionsAgo?: number;
}

type Exposures = OwnStream['exposures'];
type Oddity = Partial<Pick<Listing, 'fractionable' | 'listedSessionsAgo'>>;

export const own = (exposures: Exposures, deviation: number, driftPerYear = 0): OwnStream => ({
  kind: 'own',
  exposures,
  deviation,
  drift: driftPerYear / 252,
});

export const multiple = (of: string, times: number, costPerYear = 0.01): MultipleStream => ({
  kind: 'multiple',
  of,
  times,
  cost: costPerYear / 252,
});

export const listing = (
  name: string,
  title: string,
  level: number,
  volume: number,
  stream: Listing['stream'],
  oddity: Oddity = {},
): Listing => ({
  ticker: name as Ticker,
  name: title,
  level,
  volume,
  stream,
  fractionable: true,
  ...oddity,
});
