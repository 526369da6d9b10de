/**
 * A series as bytes: the days (Int32, since 1970-01-01), then open, high, low, close and volume as columns of Float64, little-endian.
 * 44 bytes a bar, and every number comes back to its last bit.
 */
import { dateFromDays, daysSinceEpoch, type Bar } from '@alchemiser/domain';

const FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const;
export const BYTES_PER_BAR = 4 + 8 * FIELDS.length;

export function encodeBars(bars: readonly Bar[]): Uint8Array {
  const bytes = new Uint8Array(bars.length * BYTES_PER_BAR);
  const view = new DataView(bytes.buffer);
  bars.forEach((bar, row) => view.setInt32(row * 4, daysSinceEpoch(bar.date), true));
  FIELDS.forEach((field, column) => {
    const start = bars.length * (4 + 8 * column);
    bars.forEach((bar, row) => view.setFloat64(start + row * 8, bar[field], true));
  });
  return bytes;
}

/** @throws RangeError when the length is not one of whole bars. */
export function decodeBars(bytes: Uint8Array): readonly Bar[] {
  const count = bytes.byteLength / BYTES_PER_BAR;
  if (!Number.isInteger(count)) throw new RangeError(`Bars must be a multiple of ${BYTES_PER_BAR} bytes, were ${bytes.byteLength}`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (column: number, row: number): number => view.getFloat64(count * (4 + 8 * column) + row * 8, true);
  return Array.from({ length: count }, (_, row) => ({
    date: dateFromDays(view.getInt32(row * 4, true)),
    open: at(0, row),
    high: at(1, row),
    low: at(2, row),
    close: at(3, row),
    volume: at(4, row),
  }));
}
