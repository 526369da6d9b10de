import { describe, expect, it } from 'vitest';
import { quantity, strategyName, ticker, toDecimal, type Quantity } from '@alchemiser/domain';
import { cutShort } from '../../test/cut-short.ts';
import { DAYS, held, live, MANDATE, NUMBER, trade, worldOf, type World } from '../../test/paper-day.ts';
import { adoptShares } from './adopt.ts';

const [MONDAY, TUESDAY] = [DAYS[0]!, DAYS[1]!];

const adopt = async (world: World, name: string, { to = 'first', shares }: { to?: string; shares?: string } = {}): Promise<Quantity> => {
  const { desk } = await live(world, MONDAY);
  const adoption = { ticker: ticker(name), strategy: strategyName(to), quantity: shares === undefined ? undefined : quantity(shares) };
  return (await adoptShares(desk, MANDATE, adoption)).quantity;
};

describe('shares that no strategy bought', () => {
  it('are adopted before the first run or after it, in part or whole, and the books stay equal to the account', async () => {
    const world = worldOf();
    expect(toDecimal(await adopt(world, 'AAPL', { shares: '2.5' }))).toBe('2.5');
    expect(await held(world, 'AAPL')).toEqual({ first: '2.5', second: '0', unattributed: '10' });
    const { record } = await trade(world, MONDAY);
    expect(record.reconciliation?.status).toBe('equal');
    // The strategy does not want them: from now on they are traded like its own.
    expect(record.plan?.trades.map(({ side, ticker: name, quantity: shares }) => `${side} ${name} ${shares}`)).toContain('sell AAPL 2.5');
    expect(toDecimal(await adopt(world, 'AAPL', { to: 'second' }))).toBe('10');
    const next = await trade(world, TUESDAY);
    expect(next.record.plan?.trades.map(({ side, ticker: name, quantity: shares }) => `${side} ${name} ${shares}`)).toContain(
      'sell AAPL 10',
    );
    expect([next.record.status, next.record.reconciliation?.status]).toEqual(['traded', 'equal']);
  });

  it('count for the equity of whoever adopts them', async () => {
    const [without, withThem] = [worldOf(), worldOf()];
    await adopt(withThem, 'AAPL');
    const equityOf = async (world: World): Promise<number> => Number((await trade(world, MONDAY)).record.plan?.sizingEquity);
    expect(await equityOf(withThem)).toBeGreaterThan((await equityOf(without)) + 1_000);
  });

  it.each<[string, string, { to?: string; shares?: string }, string]>([
    ['by a strategy that is not in the book', 'AAPL', { to: 'third' }, 'There is no strategy third in the book.'],
    ['that are not there', 'MSFT', {}, 'There are no MSFT that no strategy bought.'],
    ['of which there are fewer', 'AAPL', { shares: '12.6' }, 'at most the 12.5 AAPL that no strategy bought, was 12.6'],
    ['none of them', 'AAPL', { shares: '0' }, 'must be more than none'],
  ])('are not adopted %s', async (_, name, change, says) => {
    const world = worldOf();
    await trade(world, MONDAY);
    const entries = await world.stores.ledger.read(NUMBER);
    await expect(adopt(world, name, change)).rejects.toThrow(says);
    expect(await world.stores.ledger.read(NUMBER)).toEqual(entries);
  });

  it('wait for a run that has not ended: its fills are nobody else’s to book', async () => {
    const world = worldOf();
    await cutShort(world, MONDAY);
    await expect(adopt(world, 'AAPL')).rejects.toThrow('The run of Tue 6 Aug 2024 has not ended.');
    expect((await trade(world, MONDAY)).record.reconciliation?.status).toBe('equal');
    expect(toDecimal(await adopt(world, 'AAPL'))).toBe('12.5');
  });
});
