/** What can be said of the last session while one ticker's last close lies anywhere in a stretch of cents, everything before it as it was. */
import { cards } from '../indicators/cards.ts';
import type { Stream } from '../math/stream.ts';
import { asOf } from '../market/history.ts';
import { invariant } from '../result.ts';
import type { OpenReading } from './columns.ts';
import { faultOf, isTooYoung } from './faults.ts';

/** What may be there, as bits: a value (a decision), a life that is too short, a refusal. */
export const VALUE = 1;
export const YOUNG = 2;
export const REFUSED = 4;

export const outcomeOf = (fault: number): number => (fault === 0 ? VALUE : isTooYoung(faultOf(fault).code) ? YOUNG : REFUSED);

/** From one price in cents to another; one cent where they are equal. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Reach {
  /** Bits of what may be there. */
  readonly can: number;
  /** Where it may be a value: not below, not above; and what it is at the stretch's first cent. */
  readonly low: number;
  readonly high: number;
  readonly first: number;
}

export const dollars = (cents: number): number => cents / 100;

export const always = (value: number): Reach => ({ can: VALUE, low: value, high: value, first: value });
export const never = (can: number): Reach => ({ can, low: Number.NaN, high: Number.NaN, first: Number.NaN });

export type LastRow = ReturnType<typeof lastRowOf>;

/** The last session of a reading: what stays as it is, and streams that have taken every value before it. */
export function lastRowOf(reading: OpenReading) {
  const { graph, history, nodes, live } = reading;
  const { series } = nodes;
  const row = history.sessions.length - 1;
  const streams: Stream[] = [];
  const closes = (ticker: number): Float64Array | undefined => history.closes.get(graph.tickers[ticker]!);

  function streamOf(measure: number): Stream {
    const known = streams[measure];
    if (known !== undefined) return known;
    const { yardstick, source } = graph.measures[measure]!;
    const stream = cards[yardstick.indicator].stream(yardstick.windows);
    const values = source.kind === 'ticker' ? closes(source.id) : series.index(source.id);
    invariant(values !== undefined, 'Only what exists is measured again');
    for (let before = 0; before < row; before++) stream.push(values[before]!);
    return (streams[measure] = stream);
  }

  function unchanged(measure: number): Reach {
    const value = series.measure(measure)[row]!;
    return Number.isNaN(value) ? never(outcomeOf(series.fault(measure, row))) : always(value);
  }

  /** Of a sub-tree's measure: whether it counts once the sub-tree decides today, and what is there where it does not. */
  function standing(measure: number): number {
    const { yardstick, source } = graph.measures[measure]!;
    const card = cards[yardstick.indicator];
    const run = row === 0 ? 1 : series.presence(source)!.run[row - 1]! + 1;
    const beginning = row - run;
    const beginsYoung = beginning >= 0 && outcomeOf(nodes.status(source.id)[beginning]!) === YOUNG;
    if (run < card.warmUp(yardstick.windows)) return beginsYoung ? YOUNG : REFUSED;
    return live && run < card.settling(yardstick.windows) && !beginsYoung ? REFUSED : VALUE;
  }

  return { ...reading, row, asOf: asOf(history), closes, streamOf, unchanged, standing };
}
