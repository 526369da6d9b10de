import type { LedgerEntry } from '@alchemiser/domain';
import type { LedgerCodec } from '../src/stores/sqlite/ledger.ts';

/** Exact values as tagged text: enough for the store's own tests, which care for order and bytes and not for the form. */
export const taggedCodec: LedgerCodec = {
  encode: (entry) => JSON.stringify(entry, (_, value: unknown) => (typeof value === 'bigint' ? { exact: value.toString() } : value)),
  decode: (text) =>
    JSON.parse(text, (_, value: unknown) =>
      typeof value === 'object' && value !== null && 'exact' in value && typeof value.exact === 'string' ? BigInt(value.exact) : value,
    ) as LedgerEntry,
};
