/**
 * `node --conditions=@alchemiser/source apps/e2e/test/kill-over-http/kills.ts [kills=200] [seed=1] [built|source]`: the command line trades day
 * after day at an exchange in another process and is killed at random moments. Ends with 1 when something is not as it must be.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  exchangeInstant,
  nyse,
  quantity,
  sessionDate,
  toDecimal,
  toIsoInstant,
  type RunRecord,
  type SessionDate,
} from '@alchemiser/domain';
import { openStores } from '@alchemiser/infrastructure';
import type { Account } from '@alchemiser/paper-exchange';
import { emptyFolder } from '../cli-run.ts';
import { audit, recordOf } from '../statement-audit.ts';
import { startExchange, trade, type CliEnd, type CliFrom, type ExchangeProcess } from './processes.ts';

export interface KillReport {
  readonly kills: number;
  /** Where the kills fell, by what had happened of the day until then. */
  readonly moments: Readonly<Record<string, number>>;
  readonly sessions: readonly string[];
  readonly starts: number;
  readonly orders: number;
  readonly fills: number;
  /** What is not as it must be; nothing when all is well. */
  readonly faults: readonly string[];
}

/** Slow enough that a run is at its orders for longer than it takes to start. */
const SPEED = 4;
const FIRST = sessionDate('2024-08-12');
const AFTERNOON = 15 * 60;
/** Kills of one session; the next start is left alone. */
const KILLS_A_DAY = 6;
const STARTS_A_DAY = 20;

export async function killRepeatedly(
  kills: number,
  seed: number,
  from: CliFrom,
  say: (line: string) => void = () => undefined,
): Promise<KillReport> {
  await using folder = emptyFolder();
  const exchange = await startExchange(from, seed, SPEED, toIsoInstant(exchangeInstant(FIRST, AFTERNOON)));
  try {
    const data = join(folder.path, 'data');
    const config = join(folder.path, 'alchemiser.config.json');
    await writeFile(config, JSON.stringify(configuration(exchange.url, data)));
    return await killDays({ kills, seed, from, say, exchange, data, config });
  } finally {
    await exchange.stop();
  }
}

/** A tolerance so small that every day trades in most tickers, sells before buys. */
const configuration = (url: string, data: string): unknown => ({
  broker: 'alpaca',
  alpaca: { url, speed: SPEED },
  sleeves: { nuclear: 0.5, tecl: 0.5 },
  tolerance: { kind: 'absolute', percent: 0.02 },
  email: { transport: 'none' },
  data,
});

interface Killing {
  readonly kills: number;
  readonly seed: number;
  readonly from: CliFrom;
  readonly say: (line: string) => void;
  readonly exchange: ExchangeProcess;
  readonly data: string;
  readonly config: string;
}

async function killDays({ kills, seed, from, say, exchange, data, config }: Killing): Promise<KillReport> {
  const moments: Record<string, number> = {};
  const faults: string[] = [];
  const ends: string[] = [];
  const sessions: SessionDate[] = [];
  let [killed, starts] = [0, 0];
  let usual: Lengths = { runMs: 0, ordersMs: 0 };
  for (let session = FIRST; killed < kills; session = nyse.next(session)) {
    sessions.push(session);
    await exchange.advanceTo(toIsoInstant(exchangeInstant(session, AFTERNOON)));
    const before = await exchange.account();
    let record: RunRecord | undefined;
    for (let [today, killedToday] = [0, 0]; record === undefined; today++) {
      if (today === STARTS_A_DAY) throw new Error(`${session} has no end after ${String(today)} starts`);
      // The first day fetches the bars, the second measures how long a run takes.
      const isTarget = sessions.length > 2 && killedToday < KILLS_A_DAY && killed < kills;
      const n = starts++;
      const { end, lengths } = isTarget
        ? { end: await trade(from, config, (gone) => killMoment(exchange, chance(seed, n), n % 3 === 0, usual, gone)), lengths: usual }
        : await measured(from, config, exchange);
      record = await recordIn(data, before, session);
      if (end.killed) {
        killed += 1;
        killedToday += 1;
        usual = { ...usual, ordersMs: usual.ordersMs * 1.1 };
        const moment = momentOf(before, await exchange.account(), record);
        moments[moment] = (moments[moment] ?? 0) + 1;
      } else {
        // A day with fewer orders is over sooner: the next kill comes earlier.
        usual = isTarget ? { ...usual, ordersMs: Math.max(200, usual.ordersMs * 0.7) } : lengths;
        if (record === undefined) say(`${session}: exit code ${String(end.exitCode)}: ${end.output.slice(0, 400)}`);
      }
    }
    // Whatever a kill after the end left behind, another start finishes.
    const last = await trade(from, config);
    starts += 1;
    if (![0, 4].includes(last.exitCode ?? -1))
      faults.push(`${session}: the last start ended with ${String(last.exitCode)}: ${last.output.slice(0, 400)}`);
    ends.push(record.status);
    faults.push(...(await checkDay(data, exchange, sessions, record)));
    say(`${session}: ${record.status}, ${String(killed)} of ${String(kills)} kills, ${String(faults.length)} faults`);
  }
  const { orders, activities } = await exchange.account();
  return { kills: killed, moments, sessions: ends, starts, orders: orders.size, fills: activities.length, faults };
}

async function recordIn(data: string, account: Account, session: SessionDate): Promise<RunRecord | undefined> {
  const stores = await openStores({ directory: data });
  try {
    return await recordOf({ account, stores }, session);
  } finally {
    stores.close();
  }
}

/** The day's books against the exchange's statement, and its positions against its plan. */
async function checkDay(
  data: string,
  exchange: ExchangeProcess,
  sessions: readonly SessionDate[],
  record: RunRecord,
): Promise<readonly string[]> {
  const account = await exchange.account();
  const stores = await openStores({ directory: data });
  try {
    return [...(await audit({ account, stores, sessions })), ...positionsAgainstPlan(account, record)];
  } finally {
    stores.close();
  }
}

/** Every leg that is called filled has its whole target, and what the record says is held is what the exchange holds. */
function positionsAgainstPlan(account: Account, { session, legs, positions }: RunRecord): readonly string[] {
  const faults: string[] = [];
  for (const leg of legs) {
    if (leg.status === 'filled' && leg.filled !== leg.target)
      faults.push(`${session} ${leg.side} ${leg.ticker}: ${leg.filled} of ${leg.target}`);
    if (leg.status === 'halted') faults.push(`${session} ${leg.side} ${leg.ticker}: halted: ${leg.says}`);
  }
  const held = new Map([...account.positions.values()].map(({ ticker, quantity: shares }) => [String(ticker), shares]));
  for (const { ticker, quantity: shares } of positions) {
    if (held.get(ticker) !== quantity(shares)) faults.push(`${session} ${ticker}: the record holds ${shares}`);
    held.delete(ticker);
  }
  return [
    ...faults,
    ...[...held].map(([ticker, shares]) => `${session} ${ticker}: the exchange holds ${toDecimal(shares)}, the record nothing`),
  ];
}

/** One kill in three falls anywhere in a run; the others among its orders: so long after it began to listen for their updates. */
async function killMoment(
  exchange: ExchangeProcess,
  chance: number,
  anywhere: boolean,
  { runMs, ordersMs }: Lengths,
  gone: AbortSignal,
): Promise<void> {
  if (!anywhere) await listening(exchange, gone);
  await sleep(chance * (anywhere ? runMs : ordersMs), undefined, { signal: gone });
}

async function listening(exchange: ExchangeProcess, gone: AbortSignal): Promise<void> {
  while ((await exchange.listeners()) === 0) await sleep(10, undefined, { signal: gone });
}

/** How long a run takes that nobody kills, and how much of that it is at its orders. */
interface Lengths {
  readonly runMs: number;
  readonly ordersMs: number;
}

/** A run that is left alone, and its lengths. */
async function measured(
  from: CliFrom,
  config: string,
  exchange: ExchangeProcess,
): Promise<{ readonly end: CliEnd; readonly lengths: Lengths }> {
  let listenedAt: number | undefined;
  const end = await trade(from, config, async (gone) => {
    await listening(exchange, gone);
    listenedAt = performance.now();
    await once(gone, 'abort');
  });
  return { end, lengths: { runMs: end.ms, ordersMs: listenedAt === undefined ? 0 : performance.now() - listenedAt } };
}

/** What had happened of the day when the kill came. */
function momentOf(before: Account, after: Account, record: RunRecord | undefined): string {
  if (record !== undefined) return 'after its record';
  if (after.open.size > 0) return 'with open orders';
  return after.orders.size > before.orders.size ? 'after orders, before its record' : 'before its first order';
}

/** 0…1, of a seed and a number: the same every time. */
const chance = (seed: number, n: number): number =>
  createHash('sha256')
    .update(`${String(seed)}/${String(n)}`)
    .digest()
    .readUInt32BE(0) /
  2 ** 32;

if (import.meta.main) {
  const [kills = '200', seed = '1', from = 'built'] = process.argv.slice(2);
  const began = performance.now();
  const report = await killRepeatedly(Number(kills), Number(seed), from as CliFrom, (line) => console.log(line));
  console.log(`${String(report.kills)} kills in ${((performance.now() - began) / 1000).toFixed(0)} s`, report);
  process.exitCode = report.faults.length === 0 ? 0 : 1;
}
