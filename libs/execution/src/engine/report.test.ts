import { Failure } from '@alchemiser/services';
import { describe, expect, it } from 'vitest';
import { DAYS, live, MANDATE, NUMBER, trade, worldOf, type World } from '../../test/paper-day.ts';
import type { DayResult } from './conclude.ts';
import type { Desk } from './desk.ts';
import { deliver, owedMails } from './report.ts';
import { tradingDay } from './trading-day.ts';

const [FIRST, SECOND, THIRD] = DAYS as [(typeof DAYS)[number], (typeof DAYS)[number], (typeof DAYS)[number]];

/** A post office: what it took, and whether it takes any. */
function office() {
  const tried: string[] = [];
  const sent: string[] = [];
  const handled = { tried, sent, isOpen: true, report };
  async function report(_: unknown, { session }: { readonly session: string }) {
    tried.push(session);
    await new Promise((resolve) => setImmediate(resolve));
    if (!handled.isOpen) throw new Failure('mail.unsent', 'Nobody answers', { advice: 'Check the host.' });
    sent.push(session);
    return { where: `mail of ${session}` };
  }
  return handled;
}

async function mailed(world: World, session: (typeof DAYS)[number], report: Desk['report']): Promise<DayResult> {
  const { desk } = await live(world, session, { report });
  return tradingDay(desk, MANDATE, { session, ordinal: 0 });
}

const owed = async ({ stores }: World): Promise<readonly string[]> => (await owedMails(stores, NUMBER)).map(({ session }) => session);

/** As processes with a lock between them do it. */
function turns(): { readonly inTurn: NonNullable<Desk['inTurn']>; readonly names: string[] } {
  const names: string[] = [];
  let before: Promise<unknown> = Promise.resolve();
  const inTurn: NonNullable<Desk['inTurn']> = (name, work) => {
    names.push(name);
    const done = before.then(work);
    before = done.catch(() => undefined);
    return done;
  };
  return { inTurn, names };
}

describe('the mail of a run', () => {
  it('leaves once when two processes carry the run', async () => {
    const world = worldOf();
    const { record } = await trade(world, FIRST);
    const { report, sent } = office();
    const { inTurn, names } = turns();
    const { desk } = await live(world, FIRST, { report, inTurn });
    const run = { account: NUMBER, session: FIRST, ordinal: 0 };
    const mails = await Promise.all([deliver(desk, run, record), deliver(desk, run, record)]);
    expect(mails).toEqual([1, 2].map(() => ({ status: 'sent', where: `mail of ${FIRST}` })));
    expect([sent, names]).toEqual([[FIRST], ['mail', 'mail']]);
  });

  it('takes no turn once it has left', async () => {
    const world = worldOf();
    const { report } = office();
    const { record } = await mailed(world, FIRST, report);
    const inTurn = async (): Promise<never> => Promise.reject(new Failure('mail.unsent', 'Another process is at it'));
    const { desk } = await live(world, FIRST, { report, inTurn });
    expect(await deliver(desk, { account: NUMBER, session: FIRST, ordinal: 0 }, record)).toMatchObject({ status: 'sent' });
  });

  it('says what to do when it does not leave, and the day is traded all the same', async () => {
    const closed = office();
    closed.isOpen = false;
    const { record, mail } = await mailed(worldOf(), FIRST, closed.report);
    expect([record.status, mail]).toEqual(['traded', { status: 'failed', says: 'Nobody answers', advice: 'Check the host.' }]);
  });

  it('leaves before the next run when it had failed, the oldest first, and each once', async () => {
    const world = worldOf();
    const post = office();
    post.isOpen = false;
    await mailed(world, FIRST, post.report);
    await mailed(world, SECOND, post.report);
    // One that does not leave is enough of a delay before a day is traded.
    expect([post.tried, await owed(world)]).toEqual([
      [FIRST, FIRST, SECOND],
      [FIRST, SECOND],
    ]);
    post.isOpen = true;
    await mailed(world, THIRD, post.report);
    expect([post.sent, await owed(world)]).toEqual([[FIRST, SECOND, THIRD], []]);
  });

  it('is owed no longer when its own session is called again', async () => {
    const world = worldOf();
    const post = office();
    post.isOpen = false;
    await mailed(world, FIRST, post.report);
    post.isOpen = true;
    await mailed(world, FIRST, post.report);
    expect([post.sent, await owed(world)]).toEqual([[FIRST], []]);
  });

  it('is not wanted of days before it was switched on, but for the last', async () => {
    const world = worldOf();
    for (const session of [FIRST, SECOND]) await trade(world, session);
    const post = office();
    await mailed(world, THIRD, post.report);
    expect(post.sent).toEqual([SECOND, THIRD]);
  });
});
