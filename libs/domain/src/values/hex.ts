const BYTES: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** A word of 32 bits, signed or not, as 8 lower-case hex digits. By table: digests and ids are written by the million. */
export const hexOf = (word: number): string =>
  BYTES[word >>> 24]! + BYTES[(word >>> 16) & 0xff]! + BYTES[(word >>> 8) & 0xff]! + BYTES[word & 0xff]!;
