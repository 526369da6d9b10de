import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '@alchemiser/domain';
import { emptyFolder, root, runCli, runCliJson } from './cli-run.ts';
import { tradedIn } from './traded.ts';

const tradeIn = async (folder: string, ...args: readonly string[]): Promise<RunRecord> => {
  const run = await runCli(['trade', '--json', '--data', folder, ...args]);
  expect(run.exitCode, run.stderr).toBe(0);
  return tradedIn(run).record;
};

describe('a stranger who trades in an empty folder', () => {
  it('sees what was decided and why, what was traded, what it left, and where the mail is', async () => {
    await using data = emptyFolder();
    const { exitCode, stdout, stderr } = await runCli(['trade', '--data', data.path]);
    expect(exitCode, stderr).toBe(0);
    const headings = ['Decision', 'Plan', 'Orders', 'Result', 'Positions', 'Books', 'Mail', 'Next'];
    const lines = stdout.split('\n');
    const found = headings.map((heading) => lines.findIndex((line) => line.startsWith(heading)));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
    expect(lines[0]).toContain('paper exchange (synthetic market, seed 7)');
    expect(stdout).toContain('reconciled: Equal in shares and cents');
    const mail = /^Mail +(?<path>\S+)$/m.exec(stdout)?.groups?.['path'] ?? '';
    expect(readFileSync(mail, 'utf8')).toContain('<html');
    expect(readFileSync(mail, 'utf8')).toContain('synthetic');
    // Piped output is plain text.
    expect(stdout).not.toContain('\u001b[');
  });

  it('goes on to the next session, and does nothing when a session comes again', async () => {
    await using data = emptyFolder();
    const first = await tradeIn(data.path);
    const second = await tradeIn(data.path);
    expect([first.session, second.session]).toEqual(['2024-08-06', '2024-08-07']);
    const before = await runCliJson(['status', '--data', data.path]);
    const again = await runCli(['trade', '--data', data.path, '--session', second.session]);
    expect(again.exitCode).toBe(0);
    expect(again.stdout).toMatch(/^Wed 7 Aug 2024 was traded before: nothing was done now\./);
    expect(await tradeIn(data.path, '--session', second.session)).toEqual(second);
    expect((await runCliJson(['status', '--data', data.path])).document).toEqual(before.document);
  });

  it('sees a plan without anything being sent or kept', async () => {
    await using data = emptyFolder();
    const folder = join(data.path, 'not yet there');
    const planned = await runCliJson(['plan', '--data', folder]);
    const dry = await runCliJson(['trade', '--dry-run', '--data', folder]);
    expect(planned.run.exitCode).toBe(0);
    expect(planned.document).toMatchObject({ status: 'planned', legs: [], fills: [] });
    expect((dry.document as RunRecord).plan).toEqual((planned.document as RunRecord).plan);
    expect(existsSync(folder)).toBe(false);
    // What was planned is what is then traded.
    expect((await tradeIn(folder)).plan).toEqual((planned.document as RunRecord).plan);
  });

  it('gets one JSON document and nothing else from every command that looks', async () => {
    await using data = emptyFolder();
    await tradeIn(data.path);
    for (const command of [['signals'], ['status'], ['plan'], ['explain', 'nuclear']]) {
      const { run, document } = await runCliJson([...command, '--data', data.path]);
      expect(run.exitCode, command.join(' ')).toBe(0);
      expect(run.stderr, command.join(' ')).toBe('');
      expect(typeof document).toBe('object');
    }
  });

  it('gets the same day to the byte from the same seed, and another from another', async () => {
    await using one = emptyFolder();
    await using two = emptyFolder();
    await using three = emptyFolder();
    const record = await tradeIn(one.path, '--seed', '11');
    expect(await tradeIn(two.path, '--seed', '11')).toEqual(record);
    expect((await tradeIn(three.path, '--seed', '12')).plan).not.toEqual(record.plan);
  });
});

const REAL = resolve(root, '../shared/market-data/daily');

describe.skipIf(!existsSync(REAL))('on real bars (skipped where the vendor’s files are not there)', () => {
  it('the basket is decided on 2 August 2024 and TQQQ one session later, and both are traded', async () => {
    await using data = emptyFolder();
    const basket = await tradeIn(data.path, '--bars', REAL, '--session', '2024-08-05');
    const oversold = await tradeIn(data.path, '--bars', REAL, '--session', '2024-08-06');
    expect(basket).toMatchObject({ asOf: '2024-08-02', status: 'traded', reconciliation: { status: 'equal' } });
    expect(basket.positions.map(({ ticker }) => ticker).sort()).toEqual(['EXC', 'OKLO', 'SMR']);
    expect(basket.sleeves[0]?.reasons).toContain("SPY's RSI(10) is 35.3, not above 79");
    expect(oversold).toMatchObject({ asOf: '2024-08-05', status: 'traded', reconciliation: { status: 'equal' } });
    expect(oversold.positions.map(({ ticker }) => ticker)).toEqual(['TQQQ']);
    expect(oversold.sleeves[0]?.reasons.at(-1)).toBe("TQQQ's RSI(10) is 26.1, below 30 → TQQQ");
  });
});
