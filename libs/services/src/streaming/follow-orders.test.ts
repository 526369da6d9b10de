import { instant, price, quantity, ticker, type ClientOrderId, type VenueOrder, type VenueOrderId } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { Failure } from '../failure.ts';
import { capturingLogger } from '../testing/capturing.ts';
import { fixedClock } from '../testing/fixed-clock.ts';
import { memoryTradeUpdates } from '../testing/memory-streams.ts';
import { followOrders } from './follow-orders.ts';

const SINCE = instant(1_722_972_900_000);
const order = (id: string, filled: string): VenueOrder => ({
  venueOrderId: `v-${id}` as VenueOrderId,
  clientOrderId: id as ClientOrderId,
  ticker: ticker('SPY'),
  side: 'buy',
  quantity: quantity('10'),
  type: 'limit',
  limitPrice: price('500'),
  status: 'working',
  rawStatus: 'new',
  filled: quantity(filled),
  averageFillPrice: null,
  submittedAt: SINCE,
});

function followed(ordersSince: () => Promise<readonly VenueOrder[]>) {
  const [updates, clock, log] = [memoryTradeUpdates(), fixedClock(SINCE), capturingLogger()];
  const asked: number[] = [];
  const heard: string[] = [];
  const broker = {
    ordersSince: async (since: number) => {
      asked.push(since);
      return ordersSince();
    },
  };
  const following = followOrders({ updates, broker, clock, log }, SINCE, ({ clientOrderId, filled }) =>
    heard.push(`${clientOrderId} ${filled / 1_000_000_000n}`),
  );
  return { updates, clock, log, asked, heard, following };
}

const settled = (): Promise<void> => new Promise((done) => void setImmediate(done));

describe('followOrders', () => {
  it('passes on what the stream tells, twice when it is told twice', () => {
    const { updates, heard } = followed(async () => []);
    updates.tell(order('a', '3'));
    updates.tell(order('a', '3'));
    expect(heard).toEqual(['a 3', 'a 3']);
  });

  it('asks the broker for the gap whenever the stream begins to listen', async () => {
    const { updates, clock, log, asked, heard } = followed(async () => [order('a', '5')]);
    updates.become({ status: 'listening' });
    await settled();
    updates.become({ status: 'lost', says: 'the connection failed' });
    clock.set(instant(SINCE + 7_000));
    updates.become({ status: 'lost', says: 'the connection failed again' });
    updates.become({ status: 'listening' });
    await settled();
    expect(asked).toEqual([SINCE, SINCE]);
    expect(heard).toEqual(['a 5', 'a 5']);
    expect(log.lines.map(({ message, fields }) => [message, fields])).toEqual([
      ['order stream lost', { says: 'the connection failed' }],
      ['order stream lost', { says: 'the connection failed again' }],
      ['order stream is back', { silentMs: 7_000 }],
    ]);
  });

  it('survives a broker that does not answer: the run polls by itself', async () => {
    const { updates, log, heard } = followed(async () => Promise.reject(new Failure('broker.unreachable', 'No answer')));
    updates.become({ status: 'listening' });
    await settled();
    expect(heard).toEqual([]);
    expect(log.lines.map(({ level, message }) => [level, message])).toEqual([['warn', 'gap of the stream not filled']]);
  });

  it('tells nothing after it was stopped, not even what was asked for before', async () => {
    let answer: (orders: readonly VenueOrder[]) => void = () => undefined;
    const { updates, heard, following } = followed(() => new Promise((given) => (answer = given)));
    updates.become({ status: 'listening' });
    following.stop();
    answer([order('a', '5')]);
    await settled();
    expect(heard).toEqual([]);
    expect(updates.listeners).toBe(0);
  });
});
