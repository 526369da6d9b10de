/** A process that takes a lock, says so, and stays: `node lock-holder.ts <directory> <name>`. */
import { openStores } from '../src/stores/sqlite/stores.ts';

const [, , directory = '', name = ''] = process.argv;
const stores = await openStores({ directory });
const release = await stores.tryLock(name);
process.stdout.write(release === null ? 'refused\n' : 'held\n');
setInterval(() => undefined, 60_000);
