/** How rough a seed's world is. */

export type MixName = 'light' | 'heavy' | 'chaos';

export interface Mix {
  /** Factor on every rate of the fault menu. */
  readonly strength: number;
  /** Share of seeds in which each circumstance occurs. */
  readonly secondStart: number;
  readonly kill: number;
  readonly stranger: number;
  readonly marketBreaks: number;
  readonly halfDay: number;
  readonly nextDay: number;
  readonly oddBroker: number;
  readonly tickersMax: number;
  /** How long clocks may disagree, ±. */
  readonly skewMsMax: number;
}

export const MIXES: Readonly<Record<MixName, Mix>> = {
  light: {
    strength: 0.15,
    secondStart: 0.05,
    kill: 0.02,
    stranger: 0.02,
    marketBreaks: 0.1,
    halfDay: 0.05,
    nextDay: 0,
    oddBroker: 0.1,
    tickersMax: 4,
    skewMsMax: 100,
  },
  heavy: {
    strength: 1,
    secondStart: 0.15,
    kill: 0.08,
    stranger: 0.1,
    marketBreaks: 0.3,
    halfDay: 0.15,
    nextDay: 0.03,
    oddBroker: 0.3,
    tickersMax: 5,
    skewMsMax: 1_000,
  },
  chaos: {
    strength: 1.6,
    secondStart: 0.4,
    kill: 0.12,
    stranger: 0.2,
    marketBreaks: 0.4,
    halfDay: 0.2,
    nextDay: 0.08,
    oddBroker: 0.5,
    tickersMax: 5,
    skewMsMax: 2_000,
  },
};

export const MIX_NAMES = Object.keys(MIXES) as readonly MixName[];
