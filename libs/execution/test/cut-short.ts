/** A run that dies at its first look after it has sent something: its orders are open at the exchange. */
import type { SessionDate } from '@alchemiser/domain';
import { live, MANDATE, type World } from './paper-day.ts';
import { tradingDay } from '../src/engine/trading-day.ts';

export async function cutShort(world: World, session: SessionDate, mandate = MANDATE, ordinal = 0): Promise<void> {
  const { desk } = await live(world, session);
  const dies = async (): Promise<never> => Promise.reject(new Error('power cut'));
  const already = world.sent.length;
  let dead = false;
  const { fillsSince, account } = desk.broker;
  const broker = {
    ...desk.broker,
    submit: async (ticket: Parameters<typeof desk.broker.submit>[0]) => {
      const submission = await desk.broker.submit(ticket);
      dead = true;
      return submission;
    },
    ordersSince: async (since: Parameters<typeof desk.broker.ordersSince>[0]) => (dead ? dies() : desk.broker.ordersSince(since)),
    orderByClientId: async (id: Parameters<typeof desk.broker.orderByClientId>[0]) => (dead ? dies() : desk.broker.orderByClientId(id)),
    fillsSince: async (since: Parameters<typeof fillsSince>[0]) => (dead ? dies() : fillsSince(since)),
    account: async () => (dead ? dies() : account()),
  };
  await tradingDay({ ...desk, broker }, mandate, { session, ordinal }).then(
    () => Promise.reject(new Error('It should have died')),
    (error: unknown) => {
      if (!(error instanceof Error && error.message === 'power cut')) throw error;
    },
  );
  if (world.sent.length === already) throw new Error('Nothing was sent before the power cut');
}
