import { ticker, type ConditionTrace, type Trace } from '@alchemiser/domain';

const rsi = (of: string, value: number, words: string): ConditionTrace => ({
  kind: 'compare',
  left: {
    measure: { kind: 'measure', yardstick: { indicator: 'rsi', windows: [10], unit: 'points' }, of: ticker(of) },
    words: `${of}'s RSI(10)`,
    value,
  },
  comparator: 'below',
  right: 30,
  holds: value < 30,
  words,
});

/** Reads two prices and one oscillator. */
export const TRACE: Trace = {
  kind: 'when',
  taken: true,
  condition: {
    kind: 'compare',
    left: {
      measure: { kind: 'measure', yardstick: { indicator: 'close', windows: [], unit: 'usd' }, of: ticker('SPY') },
      words: "SPY's close",
      value: 517.38,
    },
    comparator: 'above',
    right: {
      measure: { kind: 'measure', yardstick: { indicator: 'sma', windows: [200], unit: 'usd' }, of: ticker('SPY') },
      words: "SPY's 200-day average",
      value: 500.12,
    },
    holds: true,
    words: "SPY's close is 517.38, above SPY's 200-day average (500.12)",
  },
  then: {
    kind: 'when',
    taken: true,
    condition: rsi('TQQQ', 24.1, "TQQQ's RSI(10) is 24.1, below 30"),
    then: { kind: 'hold', taken: true, ticker: ticker('TQQQ') },
    otherwise: { kind: 'hold', taken: false, ticker: ticker('SMR') },
  },
  otherwise: { kind: 'hold', taken: false, ticker: ticker('SQQQ') },
};
