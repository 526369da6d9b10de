/** When a run is killed, and what it was doing then. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunRecord } from '@alchemiser/domain';
import type { Account } from '@alchemiser/paper-exchange';
import { trade, type CliEnd, type CliFrom, type ExchangeProcess } from './processes.ts';

/** One kill in three falls anywhere in a run; the others among its orders: so long after it began to listen for their updates. */
export async function killMoment(
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
export interface Lengths {
  readonly runMs: number;
  readonly ordersMs: number;
}

/** A run that is left alone, and its lengths. */
export async function measured(
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
export function momentOf(before: Account, after: Account, record: RunRecord | undefined): string {
  if (record !== undefined) return 'after its record';
  if (after.open.size > 0) return 'with open orders';
  return after.orders.size > before.orders.size ? 'after orders, before its record' : 'before its first order';
}

/** 0…1, of a seed and a number: the same every time. */
export const chance = (seed: number, n: number): number =>
  createHash('sha256')
    .update(`${String(seed)}/${String(n)}`)
    .digest()
    .readUInt32BE(0) /
  2 ** 32;
