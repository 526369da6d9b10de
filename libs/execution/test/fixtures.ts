import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientOrderId, VenueOrderId } from '@alchemiser/domain';

export type Wire = Readonly<Record<string, unknown>>;
const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../src/alpaca/fixtures', `${name}.json`), 'utf8'));

/** Alpaca's shapes with values of our own. */
export const ACCOUNT = read('account') as Wire;
export const ORDER = read('order') as Wire;
export const FILLS = read('fills') as readonly Wire[];
export const POSITIONS = read('positions') as readonly Wire[];
export const ID = ORDER['client_order_id'] as ClientOrderId;
export const VENUE_ID = ORDER['id'] as VenueOrderId;
