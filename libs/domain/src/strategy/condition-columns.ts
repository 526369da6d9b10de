/** Conditions over all sessions in three values: false, true, unknown (a measure is missing). Kleene's tables for all, any and not. */
import { assertNever, invariant } from '../result.ts';
import type { Graph } from './graph.ts';
import type { Comparator } from './node.ts';
import type { SeriesReader } from './series.ts';

export const FALSE = 0;
export const TRUE = 1;
export const UNKNOWN = 2;

export interface ConditionReader {
  column(condition: number): Uint8Array;
  /** The first measure, in written order, that leaves the condition unknown on a row, as a fault number. */
  fault(condition: number, row: number): number;
}

export function readConditions(graph: Graph, series: SeriesReader, rows: number): ConditionReader {
  const columns: Uint8Array[] = [];
  const column = (id: number): Uint8Array => (columns[id] ??= compute(id));

  function compute(id: number): Uint8Array {
    const condition = graph.conditions[id]!;
    const out = new Uint8Array(rows);
    switch (condition.kind) {
      case 'compare': {
        const right = typeof condition.right === 'number' ? condition.right : series.measure(condition.right.measure);
        compareColumn(series.measure(condition.left), condition.comparator, right, out);
        return out;
      }
      case 'all':
      case 'any': {
        const decisive = condition.kind === 'all' ? FALSE : TRUE;
        out.fill(TRUE - decisive);
        for (const inner of condition.conditions) {
          const values = column(inner);
          for (let row = 0; row < rows; row++) {
            if (out[row] !== decisive && values[row] !== TRUE - decisive) out[row] = values[row]!;
          }
        }
        return out;
      }
      case 'not': {
        const values = column(condition.condition);
        for (let row = 0; row < rows; row++) out[row] = values[row] === UNKNOWN ? UNKNOWN : TRUE - values[row]!;
        return out;
      }
      default:
        return assertNever(condition);
    }
  }

  function fault(id: number, row: number): number {
    const condition = graph.conditions[id]!;
    switch (condition.kind) {
      case 'compare': {
        if (Number.isNaN(series.measure(condition.left)[row])) return series.fault(condition.left, row);
        invariant(typeof condition.right !== 'number', 'A number is never missing');
        return series.fault(condition.right.measure, row);
      }
      case 'all':
      case 'any': {
        const unknown = condition.conditions.find((inner) => column(inner)[row] === UNKNOWN);
        invariant(unknown !== undefined, 'An unknown condition has an unknown part');
        return fault(unknown, row);
      }
      case 'not':
        return fault(condition.condition, row);
      default:
        return assertNever(condition);
    }
  }

  return { column, fault };
}

/** How the two readings compare: on floats as they are, without tolerance. */
export const COMPARE: Readonly<Record<Comparator, (left: number, right: number) => boolean>> = {
  above: (left, right) => left > right,
  below: (left, right) => left < right,
  atLeast: (left, right) => left >= right,
  atMost: (left, right) => left <= right,
  equalTo: (left, right) => left === right,
};

function compareColumn(left: Float64Array, comparator: Comparator, right: Float64Array | number, out: Uint8Array): void {
  const holds = COMPARE[comparator];
  for (let row = 0; row < out.length; row++) {
    const a = left[row]!;
    const b = typeof right === 'number' ? right : right[row]!;
    out[row] = a !== a || b !== b ? UNKNOWN : holds(a, b) ? TRUE : FALSE;
  }
}
