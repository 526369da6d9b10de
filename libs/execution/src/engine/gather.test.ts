import { describe, expect, it } from 'vitest';
import { ticker, type Account, type AccountId, type Position, type Quantity } from '@alchemiser/domain';
import { Failure, type Broker } from '@alchemiser/services';
import { DAYS, live, MANDATE, NUMBER, trade, worldOf, type World } from '../../test/paper-day.ts';
import type { Desk, Mandate } from './desk.ts';
import { tradingDay } from './trading-day.ts';

const [MONDAY, TUESDAY] = [DAYS[0]!, DAYS[1]!];

const down = async (): Promise<never> => Promise.reject(new Failure('broker.unreachable', 'No answer.'));

async function tuesday(world: World, change: (desk: Desk) => Partial<Desk>, mandate: Mandate = MANDATE): Promise<unknown> {
  const { desk } = await live(world, TUESDAY);
  return tradingDay({ ...desk, ...change(desk) }, mandate, { session: TUESDAY, ordinal: 0 });
}
const bought = async (): Promise<World> => {
  const world = worldOf();
  await trade(world, MONDAY);
  return world;
};
const broker =
  (change: (inner: Broker) => Partial<Broker>) =>
  (desk: Desk): Partial<Desk> => ({ broker: { ...desk.broker, ...change(desk.broker) } });
const account = (change: Partial<Account>) => broker((inner) => ({ account: async () => ({ ...(await inner.account()), ...change }) }));
const positions = (change: (positions: readonly Position[]) => readonly Position[]) =>
  broker((inner) => ({ positions: async () => change(await inner.positions()) }));
const times = (shares: Quantity, factor: bigint): Quantity => (shares * factor) as Quantity;

describe('a read that fails stops the run before anything is sent: it is never zero, empty or unchanged', () => {
  it.each<[string, (desk: Desk) => Partial<Desk>]>([
    ['of the account', broker(() => ({ account: down }))],
    ['of the positions', broker(() => ({ positions: down }))],
    ['of the open orders', broker(() => ({ openOrders: down }))],
    ['of the executions', broker(() => ({ fillsSince: down }))],
    ['of the instruments', broker(() => ({ instruments: down }))],
    ['of the quotes', (desk) => ({ market: { ...desk.market, quotes: down } })],
    ['of the bars', (desk) => ({ market: { ...desk.market, dailyBars: down } })],
  ])('%s', async (_, change) => {
    const world = await bought();
    const sent = world.sent.length;
    await expect(tuesday(world, change)).rejects.toMatchObject({ name: 'Failure', code: 'broker.unreachable' });
    expect(world.sent).toHaveLength(sent);
    // Nothing of it is left behind: the session is traded when the world is back.
    expect((await trade(world, TUESDAY)).record.reconciliation?.status).toBe('equal');
  });
});

describe('an account that we must not trade in is refused by name', () => {
  it.each<[string, (desk: Desk) => Partial<Desk>, string]>([
    [
      'another one than the configured',
      account({ id: '999999999' as AccountId }),
      `The key belongs to account …9999, the configuration names …${NUMBER.slice(-4)}.`,
    ],
    [
      'short of something',
      positions((held) => [...held, { ...held[0]!, ticker: ticker('VXX'), side: 'short' }]),
      'The account is short of VXX: close that by hand first.',
    ],
    ['without positions where our books have some', positions(() => []), 'and the broker 0: somebody sold or moved shares of ours'],
    [
      'after what looks like a split',
      positions((held) =>
        held.map((position) => (position.ticker === 'SPY' ? { ...position, quantity: times(position.quantity, 2n) } : position)),
      ),
      'this looks like a split',
    ],
  ])('%s', async (_, change, says) => {
    const world = await bought();
    const sent = world.sent.length;
    await expect(tuesday(world, change, { ...MANDATE, accountId: NUMBER as AccountId })).rejects.toMatchObject({
      name: 'Refused',
      message: expect.stringContaining(says) as string,
    });
    expect(world.sent).toHaveLength(sent);
  });

  it.each<[string, Partial<Account>, string]>([
    ['blocked for trading', { tradingBlocked: true }, 'trading is blocked'],
    ['blocked', { accountBlocked: true }, 'the account is blocked'],
    ['suspended by its owner', { tradeSuspendedByUser: true }, 'its owner suspended trading'],
    ['not active', { status: 'ACCOUNT_CLOSED' }, 'its status is ACCOUNT_CLOSED'],
  ])('%s', async (_, change, says) => {
    const world = await bought();
    const sent = world.sent.length;
    expect(await tuesday(world, account(change))).toMatchObject({
      record: { status: 'refused', says: expect.stringContaining(says) as string },
    });
    expect(world.sent).toHaveLength(sent);
  });
});
