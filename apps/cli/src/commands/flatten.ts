import { flattenDay, planFlatten } from '@alchemiser/execution';
import { formatSession, type RunRecord } from '@alchemiser/domain';
import { systemClock } from '@alchemiser/infrastructure';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT, exitCodeOfDay } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { person } from '../person.ts';
import { presentDay, progressWords } from '../present/day.ts';
import { Problem } from '../present/problem.ts';
import { presentPlan } from '../present/plan.ts';
import { presentTitle } from '../present/run.ts';

export interface FlattenOptions extends CommonOptions {
  readonly yes?: boolean;
}

/** Halts, stops what is under way, and sells all that our books hold: what is to be sold is shown first, and a person says yes. */
export async function flattenCommand(
  console: Console,
  options: FlattenOptions,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<number> {
  const isAsked = options.yes !== true;
  if (isAsked && !console.canAsk) throw new Problem(EXIT.refused, 'Nobody is at a terminal to be asked: nothing was done.', YES);
  // The question is asked with nothing held open: another process may trade while somebody thinks.
  if (isAsked) await confirm(console, await planned(console, options, env));
  const { desk, mandate, session, close } = await compose(console, options, env, { keep: true, announce: !isAsked });
  try {
    const because = { at: systemClock().now(), by: person(), why: 'everything is sold (flatten)' };
    const result = await console.progress.during(`Selling everything in ${formatSession(session)}`, (say) =>
      flattenDay(desk, mandate, { session, signal, onProgress: (outcome) => say(progressWords(outcome)) }, because),
    );
    if (console.json) console.document({ ...result.record, repeated: result.repeated, mail: result.mail });
    else console.page(presentDay(console.screen, result, options, HALTED));
    return exitCodeOfDay(result);
  } finally {
    close();
  }
}

const YES = '`alchemiser flatten --yes` asks nobody.';
const HALTED = 'Halted: nothing is bought back until `alchemiser resume`.';

async function planned(console: Console, options: CommonOptions, env: NodeJS.ProcessEnv): Promise<RunRecord> {
  const { desk, mandate, session, close } = await compose(console, options, env, { keep: false });
  try {
    return await console.progress.during('Planning', () => planFlatten(desk, mandate, { session }));
  } finally {
    close();
  }
}

async function confirm(console: Console, record: RunRecord): Promise<void> {
  const { screen } = console;
  const trades = record.plan?.trades ?? [];
  console.remark([presentTitle(screen, record), '', presentPlan(screen, record), ''].join('\n'));
  const what = trades.length === 0 ? 'Our books hold nothing to sell. Halt, and stop what is under way?' : `Sell all of it, and halt?`;
  const typed = await console.ask(`${what} Type yes: `);
  if (typed?.trim().toLowerCase() === 'yes') return;
  throw new Problem(EXIT.refused, 'Nobody said yes: nothing was done.', YES);
}
