/**
 * A day's status as one integer: 0 where a node decides, or the reason why it cannot (< 0).
 * A reason is its code and its subject: the measure that is missing, or the ranking that has nobody left.
 */
import type { Missing } from './decision.ts';

type Code = Missing['code'];

const CODES: readonly Code[] = [
  'ticker-unknown',
  'history-too-short',
  'history-not-held',
  'history-unsettled',
  'bars-missing',
  'zero-deviation',
  'stream-undecided',
  'no-candidates',
];

export interface Fault {
  readonly code: Code;
  /** A measure of the graph; for `no-candidates` a node. */
  readonly subject: number;
}

export const faultNumber = (code: Code, subject: number): number => ~(subject * CODES.length + CODES.indexOf(code));

export function faultOf(number: number): Fault {
  const packed = ~number;
  return { code: CODES[packed % CODES.length]!, subject: Math.floor(packed / CODES.length) };
}

/** A life that has only just begun: a candidate of a ranking is left out for it, everything else refuses. */
export const isTooYoung = (code: Code): boolean => code === 'history-too-short' || code === 'no-candidates';
