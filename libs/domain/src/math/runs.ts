/**
 * A column is a sequence of clean runs with NaN between them. A measure begins afresh with every run, so a kernel is written
 * for one run and never asks for gaps behind it.
 */

/** Writes the rows of the run that begins at `start`. @returns the row after the last it wrote: of a NaN, or the column's end. */
export type RunKernel = (start: number) => number;

/** Every run through a kernel; NaN stays NaN. */
export function overRuns(values: Float64Array, out: Float64Array, kernel: RunKernel): Float64Array {
  let row = 0;
  while (row < values.length) {
    if (Number.isNaN(values[row]!)) out[row++] = Number.NaN;
    else row = kernel(row);
  }
  return out;
}

/** The first `count` rows of a run have no value yet. @returns the row after them, or where the run ends before. */
export function fillWarmUp(values: Float64Array, start: number, count: number, out: Float64Array): number {
  const end = Math.min(start + count, values.length);
  let row = start;
  while (row < end && !Number.isNaN(values[row]!)) out[row++] = Number.NaN;
  return row;
}
