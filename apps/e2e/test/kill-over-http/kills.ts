/**
 * `node --conditions=@alchemiser/source apps/e2e/test/kill-over-http/kills.ts [kills=200] [seed=1] [built|source] [none|light]`: the command
 * line trades day after day at an exchange in another process and is killed at random moments. Ends with 1 when something is not as it must be.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exchangeInstant, nyse, sessionDate, toIsoInstant, type RunRecord, type SessionDate } from '@alchemiser/domain';
import { emptyFolder } from '../cli-run.ts';
import { checkDay, recordIn } from './day-checks.ts';
import { chance, killMoment, measured, momentOf, type Lengths } from './moments.ts';
import { startExchange, trade, type CliFrom, type ExchangeFaults, type ExchangeProcess } from './processes.ts';

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  /** Default: the built one. */
  readonly from?: CliFrom;
  /** What else goes wrong. Default: nothing. */
  readonly faults?: ExchangeFaults;
  readonly say?: (line: string) => void;
}

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
/** Exit codes of a day that has a record: traded, or partly. */
const ENDED: readonly (number | null)[] = [0, 4];

export async function killRepeatedly(options: KillOptions): Promise<KillReport> {
  const { from = 'built', faults = 'none', seed } = options;
  await using folder = emptyFolder();
  const exchange = await startExchange({ from, faults, seed, speed: SPEED, start: toIsoInstant(exchangeInstant(FIRST, AFTERNOON)) });
  try {
    const data = join(folder.path, 'data');
    const config = join(folder.path, 'alchemiser.config.json');
    await writeFile(config, JSON.stringify(configuration(exchange.url, data)));
    return await killDays({ say: () => undefined, ...options, from, exchange, data, config });
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

interface Killing extends Omit<Required<KillOptions>, 'faults'> {
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
    starts += await finish(from, config, session, faults);
    ends.push(record.status);
    faults.push(...(await checkDay(data, await exchange.account(), sessions, record)));
    say(`${session}: ${record.status}, ${String(killed)} of ${String(kills)} kills, ${String(faults.length)} faults`);
  }
  const { orders, activities } = await exchange.account();
  return { kills: killed, moments, sessions: ends, starts, orders: orders.size, fills: activities.length, faults };
}

const LAST_STARTS = 5;

/** Whatever a kill after the end left behind, another start finishes. @returns how many it took: more than one where the exchange is faulty. */
async function finish(from: CliFrom, config: string, session: SessionDate, faults: string[]): Promise<number> {
  for (let number = 1; ; number++) {
    const { exitCode, output } = await trade(from, config);
    if (ENDED.includes(exitCode)) return number;
    if (number === LAST_STARTS) {
      faults.push(`${session}: the last start ended with ${String(exitCode)}: ${output.slice(0, 400)}`);
      return number;
    }
  }
}

if (import.meta.main) {
  const [kills = '200', seed = '1', from = 'built', faults = 'none'] = process.argv.slice(2);
  const began = performance.now();
  const report = await killRepeatedly({
    kills: Number(kills),
    seed: Number(seed),
    from: from as CliFrom,
    faults: faults as ExchangeFaults,
    say: (line) => console.log(line),
  });
  console.log(`${String(report.kills)} kills in ${((performance.now() - began) / 1000).toFixed(0)} s`, report);
  process.exitCode = report.faults.length === 0 ? 0 : 1;
}
