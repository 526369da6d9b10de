import { cancelOurs, readAccount, type CancelledOrder } from '@alchemiser/execution';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { Problem } from '../present/problem.ts';
import { table, type Screen } from '../present/screen.ts';

export interface CancelOptions extends CommonOptions {
  readonly ours?: boolean;
}

/** Cancels what our runs have open at the broker; what anybody else has open is left alone. */
export async function cancelCommand(console: Console, options: CancelOptions, env: NodeJS.ProcessEnv): Promise<number> {
  if (options.ours !== true) {
    throw new Problem(
      EXIT.usage,
      'Say which orders: --ours cancels those of our own runs.',
      'Orders of anybody else in the account are never cancelled from here.',
    );
  }
  const { desk, mandate, control, close } = await compose(console, options, env, { keep: true });
  try {
    const cancelled = await console.progress.during('Cancelling', async () => {
      const { id } = await readAccount(desk, mandate);
      return cancelOurs({ control, journal: desk.journal, records: desk.records, clock: desk.clock }, id);
    });
    if (console.json) console.document({ orders: cancelled.map(({ run, ...order }) => ({ ...order, session: run.session })) });
    else console.page(pageOf(console.screen, cancelled));
    return cancelled.every(({ status }) => status === 'canceled' || status === 'filled') ? EXIT.done : EXIT.partly;
  } finally {
    close();
  }
}

function pageOf(screen: Screen, orders: readonly CancelledOrder[]): string {
  if (orders.length === 0) return 'No order of ours is open at the broker.';
  const rows = orders.map(({ says, run, clientOrderId, status }) => {
    const isOver = status === 'canceled' || status === 'filled';
    return [isOver ? says : screen.colours.red(says), run.session, clientOrderId];
  });
  return [
    table(screen, [{ title: 'order' }, { title: 'session' }, { title: 'id' }], rows),
    '  Their runs are stopped: `alchemiser trade` ends, reconciles and reports them.',
  ].join('\n');
}
