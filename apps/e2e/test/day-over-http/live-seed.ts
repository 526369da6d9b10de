/** One seed from the first morning to its audit: starts the runner again after every failure, as a scheduler would, and acts as a person where one is called. */
import { exchangeInstant, type Price, type RunRecord, type SessionDate } from '@alchemiser/domain';
import { Halted, Refused, resolveOrder, statusOf, tradingDay, type Finding } from '@alchemiser/execution';
import { isFailure } from '@alchemiser/services';
import { audit, recordOf } from '../statement-audit.ts';
import { MANDATE, openWorld, SESSIONS, type World } from './world.ts';

export interface SeedReport {
  readonly seed: number;
  /** One a session: how its run ended, or why there was none. */
  readonly sessions: readonly string[];
  /** Times the runner was started. */
  readonly starts: number;
  /** What a person was told and did. */
  readonly people: readonly string[];
  /** What a start ended with before its run did. */
  readonly failures: readonly string[];
  /** What is not as it must be; nothing when all is well. */
  readonly faults: readonly string[];
  readonly orders: number;
  readonly fills: number;
  readonly requests: number;
  readonly heard: number;
  readonly losses: number;
}

const AGAIN_MS = 60_000;
/** Before the close: nothing begins in the last minutes. */
const LAST_START_MS = 120_000;

export async function liveSeed(seed: number): Promise<SeedReport> {
  const world = await openWorld(seed);
  const log = { starts: 0, people: [] as string[], failures: [] as string[] };
  const sessions: string[] = [];
  try {
    for (const session of SESSIONS) sessions.push(await liveSession(world, session, seed, log));
    // The evening after: what is still unknown is looked up, and cleared by the person whom the halt told.
    await world.clock.sleep(60_000);
    await clearUnknown(world, log);
    const faults = await audit(world.statement());
    const account = world.exchange.transport.state().accounts[0];
    return {
      seed,
      sessions,
      ...log,
      faults,
      orders: account?.orders ?? 0,
      fills: account?.activities ?? 0,
      requests: world.requests.count,
      heard: world.heard.updates,
      losses: world.heard.losses,
    };
  } finally {
    await world.close();
  }
}

async function liveSession(world: World, session: SessionDate, seed: number, log: Log & { starts: number }): Promise<string> {
  const { clock } = world;
  const begin = exchangeInstant(session, 14 * 60 + 45);
  if (clock.now() < begin) await clock.advanceTo(begin);
  const close = exchangeInstant(session, 16 * 60);
  let last = 'never begun';
  while (clock.now() < close - LAST_START_MS) {
    // Every fourth seed has a scheduler that fires twice.
    const width = seed % 4 === 0 ? 2 : 1;
    const runs = await Promise.allSettled(
      Array.from({ length: width }, () => tradingDay(world.process(), MANDATE, { session, ordinal: 0 })),
    );
    log.starts += width;
    for (const run of runs) {
      if (run.status === 'fulfilled') {
        if (run.value.record.status !== 'refused') continue;
        log.failures.push(`refused: ${run.value.record.says}`);
      } else if (isFailure(run.reason)) log.failures.push(run.reason.code);
      else if (run.reason instanceof Halted) await asPerson(world, session, run.reason, log);
      else if (run.reason instanceof Refused) log.failures.push(`refused: ${run.reason.message}`);
      else throw run.reason;
      last = log.failures.at(-1) ?? last;
    }
    const record = await recordOf(world.statement(), session);
    if (record !== undefined) return ending(record);
    await clock.sleep(AGAIN_MS);
  }
  return `not ended: ${last}`;
}

const ending = ({ status, reconciliation }: RunRecord): string =>
  `${status}, ${reconciliation === null ? 'nothing to reconcile' : reconciliation.status}`;

type Log = { readonly people: string[]; readonly failures: string[] };

/** A halt told a person: what the exchange never had is said to have never arrived. What it has, the next start finds by itself. */
async function asPerson(world: World, session: SessionDate, halted: Halted, log: Log): Promise<void> {
  log.people.push(halted.message);
  await atLast(log, async () => {
    const desk = world.process();
    const { unknown } = await statusOf(desk, MANDATE, session);
    for (const { id } of unknown) {
      if (world.statement().account.byClientId.get(id) !== undefined) continue;
      await resolveOrder(desk, MANDATE, id, { kind: 'never-arrived' }, 'the test');
      log.people.push(`resolved ${id}: never arrived`);
    }
  });
}

/** After the last session nothing starts again: a person looks every unknown order up in the exchange's own books. */
async function clearUnknown(world: World, log: Log): Promise<void> {
  const [, last] = SESSIONS;
  await atLast(log, async () => {
    const desk = world.process();
    for (const { id, says } of (await statusOf(desk, MANDATE, last!)).unknown) {
      const order = world.statement().account.byClientId.get(id);
      log.people.push(`left unknown at the end: ${says}`);
      const finding: Finding =
        order === undefined
          ? { kind: 'never-arrived' }
          : order.filled === 0n
            ? { kind: 'canceled' }
            : { kind: 'filled', quantity: order.filled, price: (order.paid / order.filled) as Price };
      await resolveOrder(desk, MANDATE, id, finding, 'the test');
    }
  });
}

const TIMES = 20;

/** A person tries again when the exchange does not answer. */
async function atLast(log: Log, work: () => Promise<void>): Promise<void> {
  for (let times = 1; times <= TIMES; times++) {
    try {
      await work();
      return;
    } catch (error) {
      if (!isFailure(error) && !(error instanceof Refused)) throw error;
      log.failures.push(`a person's command: ${error.message}`);
    }
  }
}
