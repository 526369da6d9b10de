/**
 * A strategy beside holdings that somebody else says it had: how far the two agree on each session, and where they do not, why.
 * It measures and never claims: an instrument for whoever brings a strategy from elsewhere.
 */
import type { History } from '../market/history.ts';
import type { Ticker } from '../values/ticker.ts';
import type { SessionDate } from '../values/time.ts';
import { readColumns } from './columns.ts';
import type { Flip, TickerWeight } from './decision.ts';
import { evaluate } from './evaluate.ts';
import { flips } from './flips.ts';
import type { Strategy } from './strategy.ts';

/** What somebody held at a close; what is missing to 1 is cash. */
export interface HeldDay {
  readonly date: SessionDate;
  readonly weights: readonly TickerWeight[];
}

export interface ParityDay {
  readonly date: SessionDate;
  /** What both hold of the same, a fraction: 1 is equal. */
  readonly agreement: number;
  readonly ours: readonly TickerWeight[];
  readonly theirs: readonly TickerWeight[];
  /** Where they differ. `data`: we cannot decide · `knife-edge`: another close within reach decides as they did · `definition`: neither. */
  readonly cause?: 'data' | 'knife-edge' | 'definition';
  readonly says?: string;
}

export interface ParityOptions {
  /** Agreement from which two days count as equal; exports round weights. */
  readonly equalFrom: number;
  /** How far a close may be from the one that decides as they did and still be called an edge, percent. */
  readonly edgePercent: number;
}

export const PARITY_OPTIONS: ParityOptions = Object.freeze({ equalFrom: 0.995, edgePercent: 0.5 });

/** @param held days of the history; others are left out. */
export function compareWithHoldings(
  strategy: Strategy,
  history: History,
  held: readonly HeldDay[],
  { equalFrom, edgePercent }: ParityOptions = PARITY_OPTIONS,
): readonly ParityDay[] {
  const columns = readColumns(strategy.tree, history);
  const rowOf = new Map(history.sessions.map((date, row) => [date, row]));
  return held.flatMap(({ date, weights: theirs }): readonly ParityDay[] => {
    const row = rowOf.get(date);
    if (row === undefined) return [];
    const decided = columns.weightsAt(row);
    if (!decided.ok) {
      const decision = evaluate(strategy, columns.lookupAt(row), date);
      return [{ date, agreement: 0, ours: [], theirs, cause: 'data', says: decision.ok ? '' : decision.error.says }];
    }
    const ours = decided.value;
    const agreement = overlap(ours, theirs);
    const day = { date, agreement, ours, theirs };
    if (agreement >= equalFrom) return [day];
    const until = upTo(history, row);
    const edge = flips(strategy, until).find(
      (flip) => Math.abs(flip.changePercent) <= edgePercent && overlap(decisionWith(strategy, until, flip), theirs) >= equalFrom,
    );
    return [edge === undefined ? { ...day, cause: 'definition' } : { ...day, cause: 'knife-edge', says: edgeWords(edge) }];
  });
}

const edgeWords = ({ ticker, side, price, changePercent }: Flip): string =>
  `${ticker} ${side} ${price} (${changePercent > 0 ? '+' : '−'}${Math.abs(changePercent).toFixed(2)} %) decides as they did`;

/** Σ of the smaller weight of each ticker, cash among them. */
export function overlap(one: readonly TickerWeight[], other: readonly TickerWeight[]): number {
  const weightsOf = new Map(other.map(({ ticker, weight }) => [ticker, weight]));
  const shared = one.reduce((sum, { ticker, weight }) => sum + Math.min(weight, weightsOf.get(ticker) ?? 0), 0);
  return shared + Math.min(cashOf(one), cashOf(other));
}

const cashOf = (weights: readonly TickerWeight[]): number => Math.max(0, 1 - weights.reduce((sum, { weight }) => sum + weight, 0));

const upTo = ({ sessions, closes }: History, row: number): History => ({
  sessions: sessions.slice(0, row + 1),
  closes: new Map(Array.from(closes, ([ticker, column]): [Ticker, Float64Array] => [ticker, column.slice(0, row + 1)])),
});

/** What the strategy decides when the last close of a ticker is the flip's. */
function decisionWith(strategy: Strategy, history: History, { ticker, price }: Flip): readonly TickerWeight[] {
  const column = history.closes.get(ticker)!.slice();
  column[column.length - 1] = Number(price);
  const moved = { ...history, closes: new Map(history.closes).set(ticker, column) };
  const decided = readColumns(strategy.tree, moved).weightsAt(column.length - 1);
  return decided.ok ? decided.value : [];
}
