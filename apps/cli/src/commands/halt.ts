import { toIsoInstant, type Halt } from '@alchemiser/domain';
import { halt, haltWords, standingHalts, stopAllRuns } from '@alchemiser/execution';
import { systemClock } from '@alchemiser/infrastructure';
import type { RunKey } from '@alchemiser/services';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { person } from '../person.ts';
import { wrap } from '../present/screen.ts';
import { switchPorts, type SwitchPorts } from '../switch-ports.ts';

export interface HaltOptions extends CommonOptions {
  readonly why?: string;
}

/** The kill switch: no order leaves any process of this data directory from now on. Asks nobody and nothing. */
export async function haltCommand(console: Console, options: HaltOptions, env: NodeJS.ProcessEnv): Promise<number> {
  const ports = await switchPorts(options, env);
  const clock = systemClock();
  const because: Halt = { at: clock.now(), by: person(), why: reasonIn(options.why) };
  // The flag needs no database, so it is laid before one is opened.
  const before = await ports.haltFlag.read().catch(() => null);
  await ports.haltFlag.lay(because);
  const stores = await ports.openStores().catch((error: unknown) => {
    console.remark(`Halted by the file ${ports.path} alone; what the database should say of it:`);
    throw error;
  });
  try {
    const stood = await standingHalts(stores).catch(() => []);
    await halt(stores, because);
    const stopped = await stopAllRuns({ ...stores, clock }, 'killed');
    const earlier = stood[0] ?? before;
    if (console.json) console.document({ ...documentOf(because, ports.path, stopped, earlier), guess: ports.guess });
    else console.page(pageOf(console, because, ports, stopped, earlier));
    return ports.guess === null ? EXIT.done : EXIT.partly;
  } finally {
    stores.close();
  }
}

/** One line that ends without a full stop: it is quoted inside sentences. */
const reasonIn = (why = ''): string => {
  const words = why.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
  return words === '' ? 'no reason given' : words;
};

const documentOf = ({ at, by, why }: Halt, file: string, stopped: readonly RunKey[], earlier: Halt | null) => ({
  halted: { at: toIsoInstant(at), by, why },
  file,
  stopped: stopped.map(({ session, ordinal }) => ({ session, ordinal })),
  before: earlier === null ? null : { ...earlier, at: toIsoInstant(earlier.at) },
});

function pageOf({ screen }: Console, because: Halt, ports: SwitchPorts, stopped: readonly RunKey[], earlier: Halt | null): string {
  const { path: file, dataDirectory, guess } = ports;
  const say = (text: string): string => wrap(text, screen.width, '  ');
  return [
    ...(guess === null
      ? [screen.colours.red(screen.colours.bold('Halted: no order leaves until `alchemiser resume`.'))]
      : [
          screen.colours.red(screen.colours.bold(`Only ${dataDirectory} is halted, which may not be yours.`)),
          say(`${guess} Name it: \`alchemiser halt --data DIR\`.`),
        ]),
    say(`${because.by}: ${because.why}. The file ${file} says so too; laying one by hand halts as well.`),
    ...stopped.map(({ session }) => say(`The run of ${session} is stopped: it cancels what is open, reconciles and reports.`)),
    ...(earlier === null ? [] : [say(`It was halted already. ${haltWords(earlier)}`)]),
    say('Shares are kept, and orders at the broker stay as they are: `alchemiser cancel --ours` takes ours back, `flatten` sells.'),
  ].join('\n');
}
