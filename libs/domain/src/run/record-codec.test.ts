import { describe, expect, it } from 'vitest';
import { run } from '../../test/runs.ts';
import { decodeRecord, encodeRecord } from './record-codec.ts';

describe('a stored record', () => {
  const stored = JSON.parse(encodeRecord(run())) as Record<string, unknown>;
  it.each<[string, object, RegExp]>([
    ['another version', { version: 2 }, /^record\.version must be one of 1, was 2$/],
    ['an unknown status', { status: 'done' }, /^record\.status must be one of traded/],
    [
      'a number where a decimal belongs',
      { account: { ...(stored['account'] as object), cashBefore: 12 } },
      /^record\.account\.cashBefore must be text, was 12$/,
    ],
    ['an instant that is none', { startedAt: 'yesterday' }, /^record\.startedAt: Instant must look like/],
    [
      'a flip of an older shape',
      {
        sleeves: (stored['sleeves'] as { flips: Record<string, unknown>[] }[]).map((sleeve) => ({
          ...sleeve,
          flips: sleeve.flips.map(({ side: _, ...flip }) => flip),
        })),
      },
      /^record\.sleeves\[0\]\.flips\[0\]\.side must be there, was missing$/,
    ],
    ['a field too many', { mood: 'good' }, /^record\.mood must be absent/],
  ])('with %s is refused by the name of the field', (_, change, says) => {
    expect(() => decodeRecord(JSON.stringify({ ...stored, ...change }))).toThrow(says);
  });
  it('without a field is refused by its name', () => {
    // What not every record has is no field that can be lost.
    for (const lost of Object.keys(stored).filter((name) => name !== 'reconciliationBefore')) {
      const { [lost]: _, ...rest } = stored;
      expect(() => decodeRecord(JSON.stringify(rest))).toThrow(`record.${lost} must be there, was missing`);
    }
  });
});
