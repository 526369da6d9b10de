import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyFolder, runCli, startCli } from './cli-run.ts';
import { tradedIn } from './traded.ts';

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('Ctrl-C during a trade', () => {
  // Or the end of its terminal.
  it.each(
    [0, 60, 120, 180, 240, 300, 400].map((delayMs, i) => [i % 2 === 0 ? ('SIGINT' as const) : ('SIGHUP' as const), delayMs] as const),
  )('as %s after %i ms of its life leaves nothing open, and the next run ends the day', async (signal, delayMs) => {
    await using data = emptyFolder();
    const cli = startCli(['trade', '--data', data.path, '--json']);
    while (!existsSync(join(data.path, 'alchemiser.db'))) await later(5);
    await later(delayMs);
    cli.child.kill(signal);
    const { exitCode } = await cli.ended;
    // Done before it was heard, stopped with part of the plan, or refused before the first order; ended by the signal only before it began.
    expect([0, 1, 3, 4, 129, 130]).toContain(exitCode);
    const after = await runCli(['trade', '--data', data.path, '--session', '2024-08-06', '--json']);
    expect([0, 4], after.stderr).toContain(after.exitCode);
    const { record } = tradedIn(after);
    expect(record.reconciliation?.status).toBe('equal');
    const ids = record.legs.flatMap(({ orders }) => orders.map(({ clientOrderId }) => clientOrderId));
    expect(new Set(ids).size).toBe(ids.length);
    const status = await runCli(['status', '--data', data.path, '--json']);
    expect(JSON.parse(status.stdout)).toMatchObject({ unfinished: [], unknown: [] });
  });
});
