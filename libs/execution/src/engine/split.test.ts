import { describe, expect, it } from 'vitest';
import {
  bookIn,
  cashOf,
  openLedger,
  post,
  quantity,
  reconcile,
  splitRatio,
  strategyName,
  ticker,
  toDecimal,
  type Ledger,
  type SplitEntry,
} from '@alchemiser/domain';
import { cutShort } from '../../test/cut-short.ts';
import { overnight, sharesAt, type Change } from '../../test/overnight.ts';
import { DAYS, held, live, MANDATE, NUMBER, trade, worldOf, type World } from '../../test/paper-day.ts';
import type { Desk } from './desk.ts';
import { splitShares } from './split.ts';
import { planDay } from './trading-day.ts';

const [MONDAY, TUESDAY] = [DAYS[0]!, DAYS[1]!];
const BOOKS = ['first', 'second', 'unattributed'] as const;

const doubled: Change = (shares) => shares * 2n;
const tripled: Change = (shares) => shares * 3n;
/** Five become one, and what is less than one is paid out. */
const merged: Change = (shares) => (shares / 5_000_000_000n) * 1_000_000_000n;

const traded = async (): Promise<World> => {
  const world = worldOf();
  await trade(world, MONDAY);
  return world;
};
const split = (desk: Desk, ...told: readonly string[]): Promise<readonly SplitEntry[]> =>
  splitShares(
    desk,
    MANDATE,
    told.map((words) => {
      const [name = '', ratio = ''] = words.split(' ');
      return { ticker: ticker(name), ratio: splitRatio(ratio) };
    }),
  );
const planned = (desk: Desk) => planDay(desk, MANDATE, { session: TUESDAY, ordinal: 0 });
const ledgerOf = async ({ stores }: World): Promise<Ledger> => post(openLedger(), await stores.ledger.read(NUMBER));
const totalOf = (parts: Readonly<Record<string, string>>): bigint => BOOKS.reduce((sum, book) => sum + quantity(parts[book] ?? '0'), 0n);

describe('a share split', () => {
  it('stops the day and names the command; told, it is in every book, and the day goes on', async () => {
    const world = await traded();
    const desk = await overnight(world, TUESDAY, { SPY: doubled });
    await expect(planned(desk)).rejects.toMatchObject({
      name: 'Refused',
      message: expect.stringContaining('this looks like a split') as string,
      advice: expect.arrayContaining(['`alchemiser split SPY 2:1` if it was one.']) as string[],
    });
    const before = await held(world, 'SPY');
    const cash = cashOf(await ledgerOf(world));
    await split(desk, 'SPY 2:1');
    const after = await held(world, 'SPY');
    for (const book of BOOKS) expect(quantity(after[book]!)).toBe(quantity(before[book]!) * 2n);
    expect(cashOf(await ledgerOf(world))).toBe(cash);
    const { id, cash: brokers } = await desk.broker.account();
    expect([id, reconcile(await ledgerOf(world), brokers, await desk.broker.positions()).status]).toEqual([NUMBER, 'equal']);
    expect((await planned(desk)).status).not.toBe('refused');
    await expect(split(desk, 'SPY 2:1')).rejects.toThrow('so does the broker: there is nothing to correct.');
  });

  it('that merges shares pays what is less than one in cash, which the strategies get', async () => {
    const world = await traded();
    const desk = await overnight(world, TUESDAY, { SPY: merged }, { paidOut: '38.21' });
    await expect(planned(desk)).rejects.toMatchObject({
      message: expect.stringContaining('or they were merged') as string,
      advice: expect.arrayContaining(['If they were merged: `alchemiser split SPY TO:FROM`.']) as string[],
    });
    const lotsBefore = bookIn(await ledgerOf(world), strategyName('first')).lots.get(ticker('SPY'))!;
    await split(desk, 'SPY 1:5');
    const ledger = await ledgerOf(world);
    expect(totalOf(await held(world, 'SPY'))).toBe(await sharesAt(desk, 'SPY'));
    expect(cashOf(ledger)).toBe((await desk.broker.account()).cash);
    const lots = bookIn(ledger, strategyName('first')).lots.get(ticker('SPY'))!;
    expect(lots.map(({ price, at }) => [price, at])).toEqual(lotsBefore.map(({ price, at }) => [price * 5n, at]));
    expect((await world.stores.ledger.read(NUMBER)).slice(-2).map(({ kind }) => kind)).toEqual(['split', 'cash-moved']);
  });

  it('of two tickers the same night is told of both at once', async () => {
    const world = await traded();
    const desk = await overnight(world, TUESDAY, { SPY: doubled, GLD: tripled });
    const entries = await world.stores.ledger.read(NUMBER);
    await expect(split(desk, 'SPY 2:1')).rejects.toMatchObject({
      message: expect.stringContaining('so nothing was written. The broker holds exactly 3 times our') as string,
      advice: [expect.stringContaining('a command takes several tickers') as string],
    });
    expect(await world.stores.ledger.read(NUMBER)).toEqual(entries);
    expect((await split(desk, 'SPY 2:1', 'GLD 3:1')).map(({ ticker: name, books }) => [name, books.length])).toEqual([
      ['SPY', 2],
      ['GLD', 1],
    ]);
    expect((await planned(desk)).status).not.toBe('refused');
  });

  it('scales what no strategy bought as well', async () => {
    const world = worldOf();
    await trade(world, MONDAY);
    await split(await overnight(world, TUESDAY, { AAPL: merged }, { paidOut: '90' }), 'AAPL 1:5');
    expect(await held(world, 'AAPL')).toEqual({ first: '0', second: '0', unattributed: '2' });
  });

  it.each<[string, readonly string[], string]>([
    ['of what nobody holds', ['MSFT 2:1'], 'Our books hold no MSFT: there is nothing to split.'],
    ['of what the books have already', ['GLD 2:1'], 'so does the broker: there is nothing to correct.'],
    ['in another ratio', ['SPY 3:1'], 'it was not that split alone.'],
    ['the other way round', ['SPY 1:2'], 'it was not that split alone.'],
    ['told twice', ['SPY 2:1', 'SPY 2:1'], 'so does the broker: there is nothing to correct.'],
  ])('%s is refused, and nothing is written', async (_, told, says) => {
    const world = await traded();
    const entries = await world.stores.ledger.read(NUMBER);
    const desk = await overnight(world, TUESDAY, { SPY: doubled });
    await expect(split(desk, ...told)).rejects.toMatchObject({ name: 'Refused', message: expect.stringContaining(says) as string });
    expect(await world.stores.ledger.read(NUMBER)).toEqual(entries);
  });

  it('of books that are not open yet has nothing to correct', async () => {
    const world = worldOf();
    const { desk } = await live(world, MONDAY);
    await expect(split(desk, 'AAPL 2:1')).rejects.toThrow('Our books hold 12.5 AAPL and so does the broker');
    expect(await world.stores.ledger.read(NUMBER)).toEqual([]);
  });

  it('waits for a run that has not ended, and for an order that nobody knows the end of', async () => {
    const short = worldOf();
    await cutShort(short, MONDAY);
    await expect(split((await live(short, MONDAY)).desk, 'AAPL 2:1')).rejects.toThrow('The run of Tue 6 Aug 2024 has not ended.');
    const unheard = worldOf();
    unheard.onSubmit = ({ ticker: name }) => (name === 'SPY' ? 'lost' : 'arrives');
    expect((await trade(unheard, MONDAY)).record.status).toBe('halted');
    const desk = await overnight(unheard, TUESDAY, { GLD: doubled });
    await expect(split(desk, 'GLD 2:1')).rejects.toMatchObject({ name: 'Halted' });
  });

  it('is told once although somebody else writes at the same time', async () => {
    const world = await traded();
    const desk = await overnight(world, TUESDAY, { SPY: doubled });
    let conflicts = 0;
    const ledger: Desk['ledger'] = {
      ...desk.ledger,
      append: async (account, length, entries) => {
        if (conflicts++ === 0)
          await desk.ledger.append(account, length, [{ kind: 'rebalanced', at: desk.clock.now(), session: MONDAY, strategies: [] }]);
        return desk.ledger.append(account, length, entries);
      },
    };
    const before = totalOf(await held(world, 'SPY'));
    await split({ ...desk, ledger }, 'SPY 2:1');
    expect(conflicts).toBe(2);
    expect(toDecimal((totalOf(await held(world, 'SPY')) / 2n) as never)).toBe(toDecimal(before as never));
    expect((await world.stores.ledger.read(NUMBER)).filter(({ kind }) => kind === 'split')).toHaveLength(1);
  });
});
