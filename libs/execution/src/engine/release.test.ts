import { describe, expect, it } from 'vitest';
import { cashOf, openLedger, post, quantity, strategyName, ticker, toDecimal, type Quantity } from '@alchemiser/domain';
import { cutShort } from '../../test/cut-short.ts';
import { decimalsAt, overnight, sellByHand } from '../../test/overnight.ts';
import { DAYS, held, live, MANDATE, NUMBER, trade, TURNED, worldOf, type World } from '../../test/paper-day.ts';
import { adoptShares } from './adopt.ts';
import type { Desk } from './desk.ts';
import { releaseShares, type ReleasedEntry } from './release.ts';
import { planDay, tradingDay } from './trading-day.ts';

const [MONDAY, TUESDAY] = [DAYS[0]!, DAYS[1]!];

const traded = async (): Promise<World> => {
  const world = worldOf();
  await trade(world, MONDAY);
  return world;
};
const release = (
  desk: Desk,
  name: string | readonly string[],
  { of = ['first'], shares }: { of?: readonly string[]; shares?: string } = {},
): Promise<readonly ReleasedEntry[]> =>
  releaseShares(desk, MANDATE, {
    tickers: new Set([name].flat().map(ticker)),
    strategies: new Set(of.map(strategyName)),
    quantity: shares === undefined ? undefined : quantity(shares),
  });
const onTuesday = async (world: World): Promise<Desk> => (await live(world, TUESDAY)).desk;
const plus = (...shares: readonly (string | undefined)[]): string =>
  toDecimal(shares.reduce((sum, part) => sum + quantity(part ?? '0'), 0n) as Quantity);

describe('shares of a strategy', () => {
  it('that a person sold stop the day and name the command; released, the sale is theirs and the day goes on', async () => {
    const world = await traded();
    const { first, second } = await held(world, 'SPY');
    await sellByHand(world, TUESDAY, 'SPY', '2');
    await expect(trade(world, TUESDAY)).rejects.toMatchObject({
      name: 'Refused',
      message: expect.stringContaining('somebody sold or moved shares of ours') as string,
      advice: expect.arrayContaining([
        `If a person sold or moved them: buy them back, or \`alchemiser release SPY --strategy first --quantity 2\` (held by first ${first!}, second ${second!}).`,
      ]) as string[],
    });
    await release(await onTuesday(world), 'SPY', { shares: '2' });
    expect(plus((await held(world, 'SPY'))['first'], '2')).toBe(first);
    const stored = await world.stores.ledger.read(NUMBER);
    const at = stored.findIndex(({ kind }) => kind === 'released');
    expect(stored.slice(at, at + 3).map(({ kind }) => kind)).toEqual(['released', 'fill', 'cash-moved']);
    expect(cashOf(post(openLedger(), stored))).toBe((await (await onTuesday(world)).broker.account()).cash);
    const { record } = await trade(world, TUESDAY);
    expect(record.reconciliation?.status).toBe('equal');
  });

  it('that are released while a run has read its books already are not sold by it: it reads them again', async () => {
    const world = await traded();
    const { first } = await held(world, 'SPY');
    const { desk } = await live(world, TUESDAY);
    let isReleased = false;
    const broker = {
      ...desk.broker,
      // Read after the books, on a morning on which nothing else has happened.
      instruments: async (tickers: Parameters<Desk['broker']['instruments']>[0]) => {
        if (!isReleased) {
          isReleased = true;
          await release(desk, 'SPY');
        }
        return desk.broker.instruments(tickers);
      },
    };
    const { record } = await tradingDay({ ...desk, broker }, TURNED, { session: TUESDAY, ordinal: 0 });
    expect([isReleased, record.reconciliation?.status]).toEqual([true, 'equal']);
    expect((await held(world, 'SPY'))['unattributed']).toBe(first);
  });

  it('that a person moved out of the account leave the books with it', async () => {
    const world = await traded();
    const { second } = await held(world, 'GLD');
    const desk = await overnight(world, TUESDAY, { GLD: (shares) => shares - quantity('1.5') });
    await release(desk, 'GLD', { of: ['second'], shares: '1.5' });
    expect(await held(world, 'GLD')).toEqual({ first: '0', second: await decimalsAt(desk, 'GLD'), unattributed: '0' });
    expect(plus((await held(world, 'GLD'))['second'], '1.5')).toBe(second);
    expect((await planDay(desk, MANDATE, { session: TUESDAY, ordinal: 0 })).status).not.toBe('refused');
  });

  it('of a position that a person closed are of all who held it, and of several tickers', async () => {
    const world = await traded();
    const [spy, gld] = [plus(...Object.values(await held(world, 'SPY'))), plus(...Object.values(await held(world, 'GLD')))];
    await sellByHand(world, TUESDAY, 'SPY', spy);
    await sellByHand(world, TUESDAY, 'GLD', gld);
    const desk = await onTuesday(world);
    const entries = await world.stores.ledger.read(NUMBER);
    await expect(release(desk, 'SPY', { of: ['first', 'second'] })).rejects.toMatchObject({
      message: expect.stringContaining('so nothing was written. Our books hold') as string,
    });
    expect(await world.stores.ledger.read(NUMBER)).toEqual(entries);
    const released = await release(desk, ['SPY', 'GLD'], { of: ['first', 'second'] });
    expect(released.map(({ book, ticker: name }) => `${book} ${name}`)).toEqual(['first SPY', 'second SPY', 'second GLD']);
    const { record } = await trade(world, TUESDAY);
    expect(record.reconciliation?.status).toBe('equal');
    expect(plus(...Object.values(await held(world, 'SPY')))).not.toBe('0');
  });

  it('that a person keeps are nobody’s: the books fit as they did', async () => {
    const world = await traded();
    const { second } = await held(world, 'GLD');
    await release(await onTuesday(world), 'GLD', { of: ['second'] });
    expect(await held(world, 'GLD')).toEqual({ first: '0', second: '0', unattributed: second });
    await adoptShares(await onTuesday(world), MANDATE, { ticker: ticker('GLD'), strategy: strategyName('second'), quantity: undefined });
    expect(await held(world, 'GLD')).toEqual({ first: '0', second, unattributed: '0' });
  });

  it('sold in the night of a split are found by releasing them all and adopting what is left', async () => {
    const world = await traded();
    const { second = '0' } = await held(world, 'GLD');
    await sellByHand(world, TUESDAY, 'GLD', toDecimal((quantity(second) / 2n) as Quantity));
    const desk = await overnight(world, TUESDAY, { GLD: () => quantity(second) });
    await expect(planDay(desk, MANDATE, { session: TUESDAY, ordinal: 0 })).rejects.toMatchObject({
      message: expect.stringContaining('The broker lists a sale of') as string,
      advice: expect.arrayContaining([
        expect.stringContaining('`alchemiser release GLD --strategy second --quantity') as string,
      ]) as string[],
    });
    await release(desk, 'GLD', { of: ['second'] });
    await adoptShares(desk, MANDATE, { ticker: ticker('GLD'), strategy: strategyName('second'), quantity: undefined });
    expect(await held(world, 'GLD')).toEqual({ first: '0', second, unattributed: '0' });
    expect((await planDay(desk, MANDATE, { session: TUESDAY, ordinal: 0 })).status).not.toBe('refused');
  });

  it.each<[string, string | readonly string[], { of?: readonly string[]; shares?: string }, string]>([
    ['of a strategy that is none', 'SPY', { of: ['third'] }, 'There are no SPY of third to release.'],
    ['of one that holds none', 'GLD', { of: ['first'] }, 'There are no GLD of first to release.'],
    ['of one beside another', ['SPY', 'MSFT'], {}, 'There are no MSFT of first to release.'],
    ['of a strategy beside another', 'GLD', { of: ['second', 'first'] }, 'There are no GLD of first to release.'],
    ['of nobody', 'AAPL', { of: ['first', 'second'] }, 'There are no AAPL of first or second to release.'],
    ['more than there are', 'SPY', { shares: '100000' }, 'must be more than none and at most the'],
    ['none', 'SPY', { shares: '0' }, 'SPY of first, was 0.'],
    [
      'fewer than were sold',
      'SPY',
      { shares: '1' },
      'With that in the books they would still not fit the account, so nothing was written.',
    ],
  ])('%s are not released, and nothing is written', async (_, name, change, says) => {
    const world = await traded();
    await sellByHand(world, TUESDAY, 'SPY', '2');
    const entries = await world.stores.ledger.read(NUMBER);
    const refused = release(await onTuesday(world), name, change);
    await expect(refused).rejects.toMatchObject({ name: 'Refused', message: expect.stringContaining(says) as string });
    expect(await world.stores.ledger.read(NUMBER)).toEqual(entries);
  });

  it('wait for a run that has not ended: its sales are no person’s', async () => {
    const world = worldOf();
    await cutShort(world, MONDAY);
    await expect(release((await live(world, MONDAY)).desk, 'SPY')).rejects.toThrow('The run of Tue 6 Aug 2024 has not ended.');
  });

  it('wait for its record too: what its plan moved between strategies may not be in the books yet', async () => {
    const world = worldOf();
    const { desk } = await live(world, MONDAY);
    const records = { ...desk.records, put: async () => Promise.reject(new Error('power cut')) };
    await expect(tradingDay({ ...desk, records }, MANDATE, { session: MONDAY, ordinal: 0 })).rejects.toThrow('power cut');
    await expect(release((await live(world, MONDAY)).desk, 'SPY')).rejects.toThrow('The run of Tue 6 Aug 2024 has not ended.');
  });
});
