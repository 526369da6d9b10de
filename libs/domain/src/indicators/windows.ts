import type { IndicatorName } from './card.ts';

/** How many windows an indicator takes, and how short they may be. */
export interface Appetite {
  readonly name: IndicatorName;
  readonly windowCount: number;
  readonly leastWindow: number;
}

/** What is wrong with `windows` for an indicator, in words, or nothing. */
export function windowsFault(card: Appetite, windows: readonly number[]): string | undefined {
  if (windows.length !== card.windowCount) {
    const takes = card.windowCount === 0 ? 'no window' : card.windowCount === 1 ? 'one window' : `${card.windowCount} windows`;
    return `${card.name} takes ${takes}, was given ${windows.length === 0 ? 'none' : windows.length}`;
  }
  const odd = windows.find((window) => !Number.isSafeInteger(window) || window < card.leastWindow);
  return odd === undefined ? undefined : `${card.name} needs windows of whole sessions ≥ ${card.leastWindow}, was ${odd}`;
}

/** @throws RangeError in the words of `windowsFault`. */
export function checkWindows(card: Appetite, windows: readonly number[]): void {
  const fault = windowsFault(card, windows);
  if (fault !== undefined) throw new RangeError(fault);
}

/** The column to write into. @throws RangeError unless it is as long as the closes and not the closes themselves. */
export function columnFor(closes: Float64Array, out: Float64Array | undefined): Float64Array {
  if (out === undefined) return new Float64Array(closes.length);
  if (out.length !== closes.length) throw new RangeError(`An indicator's column has ${closes.length} rows, was given ${out.length}`);
  if (out === closes) throw new RangeError('An indicator writes beside its closes, never over them');
  return out;
}
