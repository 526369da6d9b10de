/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- technicalindicators documents its inputs as plain objects and types them as classes. */
/**
 * Every indicator beside the same one of each npm peer that has it, called as its own documentation calls it. Where a peer has only the parts
 * (a mean, a rate of change), it is written out of them as its user would. Where nobody has it, the textbook stands in: each window afresh.
 * `agreement.test.ts` holds every contender to the same values, so that equal work is compared.
 */
import { cards, type IndicatorName } from '@alchemiser/domain';
import { IndicatorsSync } from '@ixjb94/indicators';
import * as indicatorts from 'indicatorts';
import * as technical from 'technicalindicators';
import * as signals from 'trading-signals';
import { deviationsAfresh, fallsAfresh } from './afresh.ts';

/** Values oldest first; the newest belong to the newest closes, and a peer may leave out the warm-up. */
export type Values = ArrayLike<number>;

export interface Peer {
  readonly name: string;
  compute(closes: number[]): Values;
  /** Its values times this are ours. */
  readonly factor?: number;
}

export interface IndicatorRow {
  readonly indicator: IndicatorName;
  readonly windows: readonly number[];
  /** Values from here on are the same whatever an average was seeded with. */
  readonly settledFrom: number;
  readonly peers: readonly Peer[];
  /** How many times as long the fastest of them shall take, at least. */
  readonly goal: number;
}

const IXJB = '@ixjb94/indicators';
const INDICATORTS = 'indicatorts';
const TECHNICAL = 'technicalindicators';
const SIGNALS = 'trading-signals';
const TEXTBOOK = 'each window afresh';

const ixjb = new IndicatorsSync();

/** trading-signals has no batch: a value at a time through an instance. */
function streamed(make: () => { update(value: number, replace: boolean): number | null }): Peer['compute'] {
  return (closes) => {
    const indicator = make();
    const values: number[] = [];
    for (const close of closes) {
      const value = indicator.update(close, false);
      if (value !== null) values.push(value);
    }
    return values;
  };
}

const row = (
  indicator: IndicatorName,
  windows: readonly number[],
  peers: readonly Peer[],
  goal = 1.2,
  settledFrom = cards[indicator].settling(windows),
): IndicatorRow => ({ indicator, windows, settledFrom, peers, goal });

const oneDay = (closes: number[]): number[] => ixjb.roc(closes, 1);

export const indicatorRows: readonly IndicatorRow[] = [
  row(
    'rsi',
    [14],
    [
      { name: IXJB, compute: (closes) => ixjb.rsi(closes, 14) },
      { name: INDICATORTS, compute: (closes) => indicatorts.rsi(closes, { period: 14 }) },
      { name: TECHNICAL, compute: (values) => technical.rsi({ values, period: 14 }) },
      { name: SIGNALS, compute: streamed(() => new signals.RSI(14)) },
    ],
    5,
  ),
  row(
    'ema',
    [20],
    [
      { name: IXJB, compute: (closes) => ixjb.ema(closes, 20) },
      { name: INDICATORTS, compute: (closes) => indicatorts.ema(closes, { period: 20 }) },
      { name: TECHNICAL, compute: (values) => technical.ema({ values, period: 20 }) },
      { name: SIGNALS, compute: streamed(() => new signals.EMA(20)) },
    ],
    3,
  ),
  row(
    'sma',
    [20],
    [
      { name: IXJB, compute: (closes) => ixjb.sma(closes, 20) },
      { name: INDICATORTS, compute: (closes) => indicatorts.sma(closes, { period: 20 }) },
      { name: TECHNICAL, compute: (values) => technical.sma({ values, period: 20 }) },
      { name: SIGNALS, compute: streamed(() => new signals.SMA(20)) },
    ],
  ),
  row(
    'cumulativeReturn',
    [20],
    [
      { name: IXJB, compute: (closes) => ixjb.roc(closes, 20), factor: 100 },
      { name: INDICATORTS, compute: (closes) => indicatorts.roc(closes, { period: 20 }) },
      { name: TECHNICAL, compute: (values) => technical.roc({ values, period: 20 }) },
      { name: SIGNALS, compute: streamed(() => new signals.ROC(20)), factor: 100 },
    ],
  ),
  row(
    'movingAverageOfReturn',
    [20],
    [
      { name: IXJB, compute: (closes) => ixjb.sma(oneDay(closes), 20), factor: 100 },
      { name: INDICATORTS, compute: (closes) => indicatorts.sma(indicatorts.roc(closes, { period: 1 }), { period: 20 }) },
      { name: TECHNICAL, compute: (values) => technical.sma({ values: technical.roc({ values, period: 1 }), period: 20 }) },
    ],
  ),
  row(
    'populationDeviationOfPrice',
    [20],
    [
      { name: IXJB, compute: (closes) => ixjb.stddev(closes, 20) },
      { name: INDICATORTS, compute: (closes) => indicatorts.mstd(closes, { period: 20 }) },
      { name: TECHNICAL, compute: (values) => technical.sd({ values, period: 20 }) },
    ],
  ),
  row(
    'deviationOfPrice',
    [20],
    [
      { name: IXJB, compute: (closes) => ixjb.stddev(closes, 20), factor: Math.sqrt(20 / 19) },
      { name: TEXTBOOK, compute: (closes) => deviationsAfresh(closes, 20) },
    ],
  ),
  row(
    'populationDeviationOfReturn',
    [20],
    [
      { name: IXJB, compute: (closes) => ixjb.stddev(oneDay(closes), 20), factor: 100 },
      { name: TECHNICAL, compute: (values) => technical.sd({ values: technical.roc({ values, period: 1 }), period: 20 }) },
    ],
  ),
  row(
    'deviationOfReturn',
    [20],
    [
      { name: IXJB, compute: (closes) => ixjb.stddev(oneDay(closes), 20), factor: 100 * Math.sqrt(20 / 19) },
      { name: TEXTBOOK, compute: (closes) => deviationsAfresh(oneDay(closes), 20), factor: 100 },
    ],
  ),
  row('maxDrawdown', [60], [{ name: TEXTBOOK, compute: (closes) => fallsAfresh(closes, 60), factor: 100 }]),
  row(
    'ppo',
    [12, 26],
    [
      { name: IXJB, compute: (closes) => ixjb.ppo(closes, 12, 26) },
      { name: INDICATORTS, compute: (closes) => indicatorts.ppo(closes, { fast: 12, slow: 26 }).ppoResult },
      { name: SIGNALS, compute: streamed(() => new signals.PPO({ fastPeriod: 12, slowPeriod: 26 })) },
    ],
  ),
  row(
    'ppoSignal',
    [12, 26, 9],
    [
      { name: IXJB, compute: (closes) => ixjb.ema(ixjb.ppo(closes, 12, 26), 9) },
      { name: INDICATORTS, compute: (closes) => indicatorts.ppo(closes, { fast: 12, slow: 26, signal: 9 }).signal },
    ],
  ),
];
