import { price, quantity, type RunRecord } from '@alchemiser/domain';
import { resolveOrder, type Finding, type Resolved } from '@alchemiser/execution';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { person } from '../person.ts';
import { Problem } from '../present/problem.ts';
import { wrap } from '../present/screen.ts';

export interface ResolveOptions extends CommonOptions {
  readonly filled?: string;
  readonly price?: string;
  readonly canceled?: boolean;
  readonly neverArrived?: boolean;
}

/** What a person found out about an order that was left unknown: checked, written down, booked. */
export async function resolveCommand(console: Console, options: ResolveOptions, env: NodeJS.ProcessEnv, id: string): Promise<number> {
  const finding = findingIn(options);
  const { desk, mandate, close } = await compose(console, options, env, { keep: true });
  try {
    const resolved = await console.progress.during('Comparing with the account', () => resolveOrder(desk, mandate, id, finding, person()));
    if (console.json) console.document(documentOf(id, resolved));
    else console.page(pageOf(console, id, resolved));
    return EXIT.done;
  } finally {
    close();
  }
}

const EXAMPLE = 'For example: alchemiser resolve <id> --filled 12.5 --price 101.25, or --canceled, or --never-arrived.';

/** Exactly one finding. @throws Problem for none, for two, and for amounts that are none. */
function findingIn({ filled, price: at, canceled = false, neverArrived = false }: ResolveOptions): Finding {
  const said = [filled !== undefined, canceled, neverArrived].filter(Boolean).length;
  if (said !== 1) {
    throw new Problem(EXIT.usage, said === 0 ? 'Say what became of the order.' : 'Only one thing can have become of the order.', EXAMPLE);
  }
  if (filled === undefined) {
    if (at !== undefined) throw new Problem(EXIT.usage, '--price goes with --filled: what was not executed has no price.', EXAMPLE);
    return canceled ? { kind: 'canceled' } : { kind: 'never-arrived' };
  }
  if (at === undefined) throw new Problem(EXIT.usage, 'Say at which average price it was filled: --price.', EXAMPLE);
  return { kind: 'filled', quantity: amount(filled, quantity), price: amount(at, price) };
}

function amount<T>(text: string, read: (text: string) => T): T {
  try {
    return read(text);
  } catch (error) {
    throw new Problem(EXIT.usage, `${(error as RangeError).message}.`, EXAMPLE);
  }
}

const documentOf = (id: string, { run, closed, record }: Resolved) => ({
  id,
  session: run.session,
  says: closed.says,
  status: closed.status,
  run: record === null ? null : shortOf(record),
});

const shortOf = ({ status, says, reconciliation }: RunRecord) => ({ status, says, reconciled: reconciliation?.status ?? null });

function pageOf({ screen }: Console, id: string, { run, closed, record }: Resolved): string {
  const say = (text: string): string => wrap(text, screen.width, '  ');
  return [
    screen.colours.bold(`Written down of ${id}`),
    say(`${closed.says ?? closed.status}.`),
    ...(record === null
      ? [say(`The run of ${run.session} has not ended: \`alchemiser trade\` goes on with it.`)]
      : [say(`The run of ${run.session} now reads: ${record.says}`), say(record.reconciliation?.words ?? 'It was not reconciled')]),
  ].join('\n');
}
