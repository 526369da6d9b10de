/** What a person may do beside a run, as a person does it. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeRecord, toDecimal } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { emptyFolder, runCli, type CliRun } from './cli-run.ts';
import { SERVED_ENV, servedConfig, servedExchange } from './served-exchange.ts';
import { tradedIn } from './traded.ts';

const documentOf = ({ stdout }: CliRun): unknown => JSON.parse(stdout) as unknown;
interface Told {
  readonly code: string;
  readonly says: string;
  readonly advice?: string;
}
const errorOf = (run: CliRun): Told => (documentOf(run) as { readonly error: Told }).error;

describe('the kill switch', () => {
  it('lets nothing leave until it is taken back, whether a command or a hand laid it', async () => {
    await using folder = emptyFolder();
    const data = ['--data', folder.path, '--json'];
    const halted = await runCli(['halt', '--why', 'the feed is wrong', ...data]);
    expect([halted.exitCode, (documentOf(halted) as { halted: { why: string } }).halted.why]).toEqual([0, 'the feed is wrong']);
    const refused = await runCli(['trade', ...data]);
    expect([refused.exitCode, errorOf(refused).code]).toEqual([5, 'halted']);
    expect(errorOf(refused).says).toContain('the feed is wrong. Nothing was sent.');
    const status = await runCli(['status', ...data]);
    expect([status.exitCode, documentOf(status) as { halts: readonly unknown[]; runs: readonly unknown[] }]).toMatchObject([
      5,
      { halts: [{ why: 'the feed is wrong' }], runs: [] },
    ]);
    expect((documentOf(await runCli(['resume', ...data])) as { lifted: readonly unknown[] }).lifted).toHaveLength(1);
    expect((documentOf(await runCli(['resume', ...data])) as { lifted: readonly unknown[] }).lifted).toHaveLength(0);

    await writeFile(join(folder.path, 'HALT'), '');
    expect((await runCli(['trade', ...data])).exitCode).toBe(5);
    await rm(join(folder.path, 'HALT'));
    expect((await runCli(['trade', ...data])).exitCode).toBe(0);
  });

  it('works where the configuration does not', async () => {
    await using folder = emptyFolder();
    await writeFile(join(folder.path, 'alchemiser.config.json'), JSON.stringify({ broker: 'alpaca', data: 'books' }));
    expect((await runCli(['halt'], { cwd: folder.path })).exitCode).toBe(0);
    expect((await runCli(['halt', '--data', 'books', '--json'], { cwd: folder.path })).stdout).toContain('"before": {');
  });

  it('claims nothing where the configuration that names the directory cannot be read', async () => {
    await using folder = emptyFolder();
    await writeFile(join(folder.path, 'alchemiser.config.json'), '{"data":"books",}');
    const halted = await runCli(['halt'], { cwd: folder.path });
    expect(halted.exitCode).toBe(4);
    expect(halted.stdout).toContain('Only data is halted, which may not be yours.');
    expect(halted.stdout).toContain('alchemiser.config.json cannot be read, and it may name another data directory.');
    expect((await runCli(['trade', '--data', 'data'], { cwd: folder.path })).exitCode).not.toBe(0);
    const resumed = await runCli(['resume'], { cwd: folder.path });
    expect([resumed.exitCode, resumed.stderr]).toEqual([2, expect.stringContaining('Name it: `alchemiser resume --data DIR`.')]);
    expect((await runCli(['resume', '--data', 'data'], { cwd: folder.path })).exitCode).toBe(0);
    const typo = await runCli(['halt', '--config', 'typo.json'], { cwd: folder.path });
    expect([typo.exitCode, typo.stdout]).toEqual([4, expect.stringContaining('typo.json cannot be read')]);
  });

  it('laid as a file while another process sells keeps it from buying', async () => {
    await using folder = emptyFolder();
    // Slow: on a busy machine prices would run away from the first day's orders.
    await using exchange = await servedExchange(2, '2024-08-12T19:00:00Z');
    const config = join(folder.path, 'alchemiser.config.json');
    const args = ['trade', '--config', config, '--json'];
    const orders = (): number => exchange.account().orders.size;
    // A tolerance so small that the second day sells some of what the first bought, and buys more of the rest.
    const day = { sleeves: { nuclear: 0.5, tecl: 0.5 }, tolerance: { kind: 'absolute', percent: 0.02 } };
    await writeFile(config, servedConfig(exchange, join(folder.path, 'data'), day));
    const first = await runCli(args, { env: SERVED_ENV });
    expect(first.exitCode, first.stderr).toBe(0);
    await exchange.advanceTo('2024-08-13T19:00:00Z');
    const before = orders();
    // It lies there before anybody hears of the first sell.
    exchange.onOrder = () => writeFile(join(folder.path, 'data', 'HALT'), 'the feed is wrong');
    const run = await runCli(args, { env: SERVED_ENV });
    expect(run.exitCode, run.stderr).toBe(4);
    const { record } = tradedIn(run);
    expect(record.reconciliation?.status).toBe('equal');
    // What was on its way is cancelled or filled; of the buys nothing was ever sent.
    const sentOf = (wanted: 'buy' | 'sell'): number =>
      record.legs.filter(({ side }) => side === wanted).flatMap((leg) => leg.orders.filter(({ status }) => status !== 'denied')).length;
    expect(record.legs.some(({ side }) => side === 'buy')).toBe(true);
    expect([sentOf('buy'), sentOf('sell') > 0]).toEqual([0, true]);
    const sent = orders();
    expect([sent, [...exchange.account().open].length]).toEqual([before + sentOf('sell'), 0]);
    const halted = documentOf(await runCli(['halt', '--config', config, '--json'], { env: SERVED_ENV }));
    expect(halted).toMatchObject({ before: { why: 'the feed is wrong' } });
    expect([(await runCli(args, { env: SERVED_ENV })).exitCode, orders()]).toEqual([5, sent]);
  });
});

describe('flatten', () => {
  it('asks at a terminal, and without one does nothing unless told that nobody need be asked', async () => {
    await using folder = emptyFolder();
    const data = ['--data', folder.path, '--json'];
    await runCli(['trade', ...data]);
    const unasked = await runCli(['flatten', ...data]);
    expect([unasked.exitCode, errorOf(unasked).says]).toEqual([3, 'Nobody is at a terminal to be asked: nothing was done.']);
    expect((await runCli(['status', ...data])).exitCode).toBe(0);
    const flat = await runCli(['flatten', '--yes', ...data]);
    const { record } = tradedIn(flat);
    expect([flat.exitCode, record.status, record.reconciliation?.status, record.positions]).toEqual([0, 'traded', 'equal', []]);
    expect((await runCli(['trade', ...data])).exitCode).toBe(5);
    await runCli(['resume', ...data]);
    const back = tradedIn(await runCli(['trade', ...data])).record;
    expect([back.status, back.positions.length > 0]).toEqual(['traded', true]);
  });
});

describe('adopt', () => {
  it('gives a strategy what nobody bought, which it then trades', async () => {
    await using folder = emptyFolder();
    const config = join(folder.path, 'alchemiser.config.json');
    const paperHoldings = [{ ticker: 'AAPL', quantity: '12.5', price: '180' }];
    await writeFile(config, JSON.stringify({ data: join(folder.path, 'data'), sleeves: { nuclear: 1 }, paperHoldings }));
    const held = async (): Promise<unknown> =>
      (
        documentOf(await runCli(['status', '--config', config, '--json'])) as { positions: readonly { ticker: string; books: unknown }[] }
      ).positions.find(({ ticker }) => ticker === 'AAPL')?.books;
    await runCli(['trade', '--config', config, '--json']);
    expect(await held()).toEqual([{ book: 'unattributed', quantity: '12.5' }]);
    const adopted = await runCli(['adopt', 'aapl', '--strategy', 'nuclear', '--config', config, '--json']);
    expect([adopted.exitCode, documentOf(adopted)]).toEqual([0, { ticker: 'AAPL', strategy: 'nuclear', quantity: '12.5' }]);
    const {
      mail: _,
      repeated: __,
      ...record
    } = documentOf(await runCli(['trade', '--config', config, '--json'])) as { mail: unknown; repeated: boolean };
    const traded = decodeRecord(JSON.stringify(record));
    expect(traded.plan?.trades.find(({ ticker }) => ticker === 'AAPL')).toMatchObject({ side: 'sell', quantity: '12.5' });
    expect([traded.reconciliation?.status, await held()]).toEqual(['equal', undefined]);
  });
});

describe('books that the account has left behind', () => {
  it('stop every run until a person says what happened: a split, and a sale by hand', async () => {
    await using folder = emptyFolder();
    await using exchange = await servedExchange(60, '2024-08-12T19:45:00Z');
    const config = join(folder.path, 'alchemiser.config.json');
    const told = { sleeves: { tecl: 1 }, limits: { quoteAgeMsMax: 60_000, turnoverMax: 400 }, streams: { orders: false } };
    await writeFile(config, servedConfig(exchange, join(folder.path, 'data'), told));
    const alchemiser = (...args: readonly string[]): Promise<CliRun> =>
      runCli([...args, '--config', config, '--json'], { env: SERVED_ENV });
    const equal = async (): Promise<void> => {
      const run = await alchemiser('trade');
      expect(run.exitCode, run.stderr).toBe(0);
      expect(tradedIn(run).record.reconciliation?.status).toBe('equal');
    };
    const position = () => [...exchange.account().positions.values()].sort((a, b) => Number(b.quantity - a.quantity))[0]!;

    await equal();
    const { ticker, quantity } = position();
    await exchange.grant({ ticker, quantity: toDecimal(quantity), price: '1' });
    await exchange.advanceTo('2024-08-13T19:30:00Z');
    const split = await alchemiser('trade');
    expect([split.exitCode, errorOf(split).advice]).toMatchObject([
      3,
      expect.stringContaining(`\`alchemiser split ${ticker} 2:1\` if it was one.`),
    ]);
    const wrong = await alchemiser('split', ticker, '3:1');
    expect([wrong.exitCode, errorOf(wrong).says]).toMatchObject([3, expect.stringContaining('it was not that split alone.')]);
    const doubled = await alchemiser('split', ticker.toLowerCase(), '2:1');
    const books = [{ book: 'tecl', quantity: toDecimal((quantity * 2n) as typeof quantity) }];
    expect([doubled.exitCode, documentOf(doubled)]).toEqual([0, { splits: [{ ticker, ratio: '2:1', books }] }]);
    await equal();

    const held = position();
    await exchange.advanceTo('2024-08-14T19:30:00Z');
    await exchange.sellByHand(held.ticker, '2');
    const sold = await alchemiser('trade');
    const command = ['release', held.ticker, '--strategy', 'tecl', '--quantity', '2'];
    expect([sold.exitCode, errorOf(sold).advice]).toMatchObject([3, expect.stringContaining(`\`alchemiser ${command.join(' ')}\``)]);
    const few = await alchemiser(...command.with(-1, '1'));
    expect([few.exitCode, errorOf(few).says]).toMatchObject([3, expect.stringContaining('so nothing was written.')]);
    const released = await alchemiser(...command);
    const nobodys = [{ ticker: held.ticker, strategy: 'tecl', quantity: '2' }];
    expect([released.exitCode, documentOf(released)]).toEqual([0, { released: nobodys }]);
    await equal();
  });

  it.each([
    ['no ratio', ['split', 'TQQQ', '2'], 2],
    ['a ratio of nothing', ['split', 'TQQQ', '0:1'], 2],
    ['a ratio that changes nothing', ['split', 'TQQQ', '2:2'], 2],
    ['a second ticker without its ratio', ['split', 'TQQQ', '2:1', 'UVXY'], 2],
    ['no ticker', ['split', '2:1', 'TQQQ'], 2],
    ['a split of what nobody holds', ['split', 'TQQQ', '2:1'], 3],
    ['a release of no amount', ['release', 'TQQQ', '--strategy', 'tecl', '--quantity', 'all'], 2],
    ['a release of an amount of several', ['release', 'TQQQ', 'UVXY', '--strategy', 'tecl', '--quantity', '3'], 2],
    ['a release of what is not held', ['release', 'TQQQ', '--strategy', 'tecl'], 3],
  ])('are corrected by nothing of: %s', async (_, args, exitCode) => {
    await using folder = emptyFolder();
    const run = await runCli([...args, '--data', folder.path, '--json']);
    expect(run.exitCode, run.stderr).toBe(exitCode);
    expect(() => documentOf(run)).not.toThrow();
  });
});

describe('an order that was never heard of', () => {
  it('stops every run until a person says what became of it, and a person who is wrong is refused', async () => {
    await using folder = emptyFolder();
    // A quarter of an hour to the close takes fifteen seconds.
    await using exchange = await servedExchange(60, '2024-08-12T19:45:00Z');
    const config = join(folder.path, 'alchemiser.config.json');
    const told = { sleeves: { tecl: 1 }, limits: { quoteAgeMsMax: 60_000 }, streams: { orders: false } };
    await writeFile(config, servedConfig(exchange, join(folder.path, 'data'), told));
    const alchemiser = (...args: readonly string[]): Promise<CliRun> =>
      runCli([...args, '--config', config, '--json'], { env: SERVED_ENV });

    exchange.losesOrders = true;
    const run = await alchemiser('trade');
    expect(run.exitCode, run.stderr).toBe(5);
    expect(tradedIn(run).record.status).toBe('halted');
    exchange.losesOrders = false;
    const status = await alchemiser('status');
    const { unknown } = documentOf(status) as { readonly unknown: readonly { readonly id: string; readonly says: string }[] };
    expect([status.exitCode, unknown.length, exchange.account().orders.size]).toEqual([5, 1, 0]);
    const { id } = unknown[0]!;

    await exchange.advanceTo('2024-08-13T19:30:00Z');
    const refused = await alchemiser('trade');
    expect([refused.exitCode, errorOf(refused).code]).toEqual([5, 'halted']);
    expect(errorOf(refused).says).toContain(id);
    const wrong = await alchemiser('resolve', id, '--filled', '1', '--price', '60');
    expect([wrong.exitCode, errorOf(wrong).says]).toEqual([
      3,
      'That does not fit the account: our books would hold 1 TECL, and the broker holds 0.',
    ]);
    const found = await alchemiser('resolve', id, '--never-arrived');
    expect([found.exitCode, documentOf(found)]).toMatchObject([
      0,
      { id, status: 'canceled', run: { status: 'partly', reconciled: 'equal' } },
    ]);
    const again = await alchemiser('resolve', id, '--never-arrived');
    expect([again.exitCode, errorOf(again).says]).toEqual([3, `What became of ${id} is known: canceled, 0 filled (told by a person).`]);
    const next = await alchemiser('trade');
    expect(next.exitCode, next.stderr).toBe(0);
    expect(tradedIn(next).record.reconciliation?.status).toBe('equal');
    expect((await alchemiser('status')).exitCode).toBe(0);
  });
});

describe('resolve and cancel', () => {
  it.each([
    ['no order of that name', ['resolve', 'nope', '--canceled'], 3],
    ['nothing found out', ['resolve', 'nope'], 2],
    ['two findings', ['resolve', 'nope', '--canceled', '--never-arrived'], 2],
    ['shares without a price', ['resolve', 'nope', '--filled', '3'], 2],
    ['a price without shares', ['resolve', 'nope', '--canceled', '--price', '3'], 2],
    ['everybody’s orders', ['cancel'], 2],
    ['ours, when none is open', ['cancel', '--ours'], 0],
  ])('%s ends with its code and one document', async (_, args, exitCode) => {
    await using folder = emptyFolder();
    const run = await runCli([...args, '--data', folder.path, '--json']);
    expect(run.exitCode, run.stderr).toBe(exitCode);
    expect(() => documentOf(run)).not.toThrow();
  });
});
