/**
 * A process that writes to a journal until it is stopped.
 * `node writer.ts <directory> <name> append` appends one entry after another and prints each length once it is acknowledged;
 * `node writer.ts <directory> <name> race <rounds>` competes for every position and prints how many it won.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { openStores } from '../src/stores/sqlite/stores.ts';

const [, , directory = '', name = '', task = '', rounds = '0'] = process.argv;
const run = { account: 'A1', session: '2024-08-06', ordinal: 0 };
const { journal, close } = await openStores({ directory });

if (task === 'append') {
  for (let length = (await journal.read(run)).length; ;) {
    const appended = await journal.append(run, length, [
      { kind: 'step', length, padding: 'x'.repeat(500) },
      { kind: 'half', length },
    ]);
    length = appended.length;
    process.stdout.write(`${length}\n`);
  }
}
let won = 0;
for (let round = 0; round < Number(rounds);) {
  const appended = await journal.append(run, round, [{ kind: 'claimed', by: name, round }]);
  if (appended.status === 'appended') won++;
  round = appended.length;
  // A breath between rounds, so that the others get their chance.
  await wait(1);
}
process.stdout.write(`${won}\n`);
close();
