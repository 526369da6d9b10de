/** `scale` · (value / the value `distance` rows earlier − 1): 1 for fractions, 100 for percents. */
import { fillWarmUp, overRuns } from './runs.ts';
import type { Stream } from './stream.ts';

/** At each row, aligned; NaN until `distance` rows before it are clean. `out` must not be `values`. */
export function relativeChange(values: Float64Array, distance: number, scale: number, out: Float64Array): Float64Array {
  return overRuns(values, out, (start) => {
    const row = fillWarmUp(values, start, distance, out);
    return row < start + distance ? row : row + changesOfRun(values.subarray(start), distance, scale, out.subarray(row));
  });
}

/** @returns how many changes there are until a NaN or the end. */
function changesOfRun(values: Float64Array, distance: number, scale: number, out: Float64Array): number {
  // A view that begins `distance` later: the same index reads a value here and its earlier one there.
  const later = values.subarray(distance);
  const { length } = later;
  for (let row = 0; row < length; row++) {
    const value = later[row]!;
    if (value !== value) return row;
    out[row] = (value / values[row]! - 1) * scale;
  }
  return length;
}

export class ChangeStream implements Stream {
  private readonly scale: number;
  private readonly ring: Float64Array;
  private taken = 0;
  private place = 0;

  constructor(distance: number, scale: number) {
    this.scale = scale;
    this.ring = new Float64Array(distance);
  }

  peek(value: number): number {
    return this.taken < this.ring.length ? Number.NaN : (value / this.ring[this.place]! - 1) * this.scale;
  }

  push(value: number): number {
    if (value !== value) {
      this.taken = 0;
      this.place = 0;
      return value;
    }
    const change = this.peek(value);
    const { length } = this.ring;
    this.ring[this.place] = value;
    this.place = this.place + 1 === length ? 0 : this.place + 1;
    if (this.taken < length) this.taken += 1;
    return change;
  }
}
