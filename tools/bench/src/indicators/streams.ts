/**
 * A value at a time, against the one peer that is made for it. Every contender has a loop of its own, as it has in a program that streams
 * one indicator: a loop that several share would measure how an engine looks up their methods.
 */
import { cards } from '@alchemiser/domain';
import { EMA, RSI, SMA } from 'trading-signals';
import { figure, type Figure } from '../figure.ts';
import { BARS, walk } from './walks.ts';

const ROUNDS = 41;

function ourRsi(closes: Float64Array): number {
  const stream = cards.rsi.stream([14]);
  let last = 0;
  for (let row = 0; row < closes.length; row++) last = stream.push(closes[row]!);
  return last;
}

function theirRsi(closes: Float64Array): unknown {
  const stream = new RSI(14);
  let last: unknown;
  for (let row = 0; row < closes.length; row++) last = stream.update(closes[row]!, false);
  return last;
}

function ourEma(closes: Float64Array): number {
  const stream = cards.ema.stream([20]);
  let last = 0;
  for (let row = 0; row < closes.length; row++) last = stream.push(closes[row]!);
  return last;
}

function theirEma(closes: Float64Array): unknown {
  const stream = new EMA(20);
  let last: unknown;
  for (let row = 0; row < closes.length; row++) last = stream.update(closes[row]!, false);
  return last;
}

function ourSma(closes: Float64Array): number {
  const stream = cards.sma.stream([20]);
  let last = 0;
  for (let row = 0; row < closes.length; row++) last = stream.push(closes[row]!);
  return last;
}

function theirSma(closes: Float64Array): unknown {
  const stream = new SMA(20);
  let last: unknown;
  for (let row = 0; row < closes.length; row++) last = stream.update(closes[row]!, false);
  return last;
}

const ROWS = [
  { what: 'RSI(14)', ours: ourRsi, theirs: theirRsi, goal: 20 },
  { what: '20-day exponential average', ours: ourEma, theirs: theirEma },
  { what: '20-day average', ours: ourSma, theirs: theirSma },
] as const;

export function streamFigures(): readonly Figure[] {
  // Ten columns' worth: an instance is made once and fed for long.
  const closes = walk(1, 10 * BARS);
  return ROWS.map(({ what, ours, theirs, ...promised }) =>
    figure({
      group: 'Indicators, streaming',
      what,
      unit: 'bar',
      units: closes.length,
      ...promised,
      contenders: [
        { name: 'ours', run: () => ours(closes) },
        { name: 'trading-signals', run: () => theirs(closes) },
      ],
      rounds: ROUNDS,
      laps: 'short',
    }),
  );
}
