// Stores
export { openStores } from './stores/sqlite/stores.ts';
export type { Stores, StoresOptions } from './stores/sqlite/stores.ts';
export type { DatabaseOptions } from './stores/sqlite/database.ts';
export type { LedgerCodec } from './stores/sqlite/ledger.ts';
