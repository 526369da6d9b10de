/** Opens one new data directory after another, each at a moment that its siblings open it too: `opener.ts <folder> <rounds> <first at, ms>`. */
import { join } from 'node:path';
import { openStores } from '../src/stores/sqlite/stores.ts';

const [folder = '', rounds, firstAt] = process.argv.slice(2);
/** Longer than opening takes. */
const APART_MS = 40;

for (let round = 0; round < Number(rounds); round++) {
  // Spins: a timer wakes too late to meet the others.
  while (Date.now() < Number(firstAt) + round * APART_MS);
  const stores = await openStores({ directory: join(folder, String(round)) });
  stores.close();
}
