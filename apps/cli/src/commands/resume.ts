import { toIsoInstant, type Halt } from '@alchemiser/domain';
import { haltWords, liftHalts } from '@alchemiser/execution';
import { systemClock } from '@alchemiser/infrastructure';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { person } from '../person.ts';
import { Problem } from '../present/problem.ts';
import { wrap } from '../present/screen.ts';
import { switchPorts } from '../switch-ports.ts';

/** Takes every halt back, the file's and the store's. What was stopped stays stopped: the next run plans anew. */
export async function resumeCommand(console: Console, options: CommonOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const ports = await switchPorts(options, env);
  if (ports.guess !== null)
    throw new Problem(EXIT.usage, `${ports.guess} Nothing was taken back.`, 'Name it: `alchemiser resume --data DIR`.');
  const stood = await lifted(ports);
  if (console.json) console.document({ lifted: stood.map((halt) => ({ ...halt, at: toIsoInstant(halt.at) })) });
  else if (stood.length === 0) console.page('No halt stands: there is nothing to take back.');
  else console.page([...stood.map(wordsIn(console)), 'Taken back: `alchemiser trade` trades again.'].join('\n'));
  return EXIT.done;
}

async function lifted(ports: Awaited<ReturnType<typeof switchPorts>>): Promise<readonly Halt[]> {
  if (!ports.hasDatabase) {
    const laid = await ports.haltFlag.read().catch(() => null);
    await ports.haltFlag.lift();
    return laid === null ? [] : [laid];
  }
  const stores = await ports.openStores();
  try {
    return await liftHalts({ documents: stores.documents, haltFlag: ports.haltFlag }, { at: systemClock().now(), by: person() });
  } finally {
    stores.close();
  }
}

const wordsIn =
  ({ screen }: Console) =>
  (halt: Halt): string =>
    wrap(haltWords(halt), screen.width, '');
