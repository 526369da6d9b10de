import { describe, expect, it } from 'vitest';
import { price, quantity, toDecimal, type ClientOrderId, type Price, type Quantity, type Ticket } from '@alchemiser/domain';
import { DAYS, held, live, MANDATE, NUMBER, recordOf, trade, worldOf, type World } from '../../test/paper-day.ts';
import { readRecord } from './records.ts';
import { resolveOrder, type Finding, type Resolved } from './resolve.ts';
import { statusOf } from './status.ts';
import { tradingDay } from './trading-day.ts';

const [MONDAY, TUESDAY] = [DAYS[0]!, DAYS[1]!];

/** Monday's buy of SPY was sent, no answer came, and the broker shows nothing under its id. */
async function unheard(
  fate: 'lost' | 'reply lost',
  sent: (ticket: Ticket) => Ticket = (ticket) => ticket,
): Promise<World & { id: ClientOrderId }> {
  const world = worldOf();
  let id: ClientOrderId | undefined;
  world.onSubmit = (ticket) => {
    if (ticket.ticker !== 'SPY') return 'arrives';
    id = ticket.clientOrderId;
    world.hidden.orders.add(id);
    world.hidden.fills.add(id);
    return fate;
  };
  const { desk } = await live(world, MONDAY);
  const { submit } = desk.broker;
  const { record } = await tradingDay({ ...desk, broker: { ...desk.broker, submit: (ticket) => submit(sent(ticket)) } }, MANDATE, {
    session: MONDAY,
    ordinal: 0,
  });
  world.onSubmit = undefined;
  expect(record.status).toBe('halted');
  return Object.assign(world, { id: id! });
}

const resolve = async (world: World & { id: string }, finding: Finding, session = TUESDAY, id = world.id): Promise<Resolved> => {
  const { desk } = await live(world, session);
  return resolveOrder(desk, MANDATE, id, finding, 'mara');
};
const showAll = ({ hidden }: World): void => {
  hidden.orders.clear();
  hidden.fills.clear();
};
/** The order as the exchange has it, whoever is told. */
async function truth(world: World & { id: ClientOrderId }): Promise<{ readonly filled: Quantity; readonly average: Price }> {
  const kept = new Set(world.hidden.orders);
  world.hidden.orders.clear();
  const order = await (await live(world, TUESDAY)).desk.broker.orderByClientId(world.id);
  for (const id of kept) world.hidden.orders.add(id);
  return { filled: order!.filled, average: order!.averageFillPrice! };
}
const ordered = (world: World & { id: string }): Quantity => world.sent.find(({ clientOrderId }) => clientOrderId === world.id)!.quantity;

describe('an order that nobody knows the end of', () => {
  it('stops every later run, and both the refusal and the status name it and what to do', async () => {
    const world = await unheard('lost');
    const words = `buy ${toDecimal(ordered(world))} SPY of ${MONDAY}, ${world.id}`;
    await expect(trade(world, TUESDAY)).rejects.toMatchObject({
      name: 'Halted',
      message: `What became of an order is unknown: ${words}. Nothing is traded until that is known.`,
      advice: [
        `Look it up at the broker, then: \`alchemiser resolve ${world.id}\` with --filled QTY --price P, --canceled or --never-arrived.`,
      ],
    });
    const { desk } = await live(world, TUESDAY);
    expect((await statusOf(desk, MANDATE, TUESDAY)).unknown).toEqual([{ id: world.id, session: MONDAY, says: words }]);
    expect((await recordOf(world, MONDAY)).says).toContain('SPY');
  });

  it('that never arrived is said to have never arrived: the day is amended, and the next buys what is missing', async () => {
    const world = await unheard('lost');
    const { closed, record, run } = await resolve(world, { kind: 'never-arrived' });
    expect([closed.by, closed.status, closed.says]).toEqual(['person', 'canceled', 'mara found out: it never arrived at the broker']);
    expect(run).toEqual({ account: NUMBER, session: MONDAY, ordinal: 0 });
    expect(record?.status).toBe('partly');
    expect(record?.reconciliation?.status).toBe('equal');
    expect(record?.amendment?.says.join()).toContain('mara found out: it never arrived at the broker');
    const next = await trade(world, TUESDAY);
    expect([next.record.status, next.record.reconciliation?.status]).toEqual(['traded', 'equal']);
    expect(Number((await held(world, 'SPY'))['first'])).toBeGreaterThan(0);
  });

  it('that was filled, and stays hidden at the broker, is booked once at the price a person read', async () => {
    const world = await unheard('reply lost');
    const { filled, average } = await truth(world);
    expect(filled).toBe(ordered(world));
    const { record } = await resolve(world, { kind: 'filled', quantity: filled, price: average });
    expect([record?.status, record?.reconciliation?.status]).toEqual(['traded', 'equal']);
    const shares = await held(world, 'SPY');
    // Both sleeves wanted some of it; each gets its part.
    expect(Number(shares['first'])).toBeGreaterThan(Number(shares['second']));
    expect(Number(shares['second'])).toBeGreaterThan(0);
    expect(shares['unattributed']).toBe('0');
    const next = await trade(world, TUESDAY);
    expect([next.record.reconciliation?.status, await held(world, 'AAPL')]).toEqual([
      'equal',
      { first: '0', second: '0', unattributed: '12.5' },
    ]);
  });

  it('that was filled in part, with the rest gone, is booked for that part', async () => {
    const half = (shares: Quantity): Quantity => quantity(toDecimal((shares / 2n) as Quantity));
    const world = await unheard('reply lost', (ticket) =>
      ticket.ticker === 'SPY' ? { ...ticket, quantity: half(ticket.quantity) } : ticket,
    );
    const { filled, average } = await truth(world);
    const { closed, record } = await resolve(world, { kind: 'filled', quantity: filled, price: average });
    expect([closed.status, closed.filled]).toEqual(['canceled', filled]);
    expect([record?.status, record?.reconciliation?.status]).toEqual(['partly', 'equal']);
    expect((await trade(world, TUESDAY)).record.reconciliation?.status).toBe('equal');
  });

  it('needs nobody once the broker shows it: the next run takes its word and amends the day', async () => {
    const world = await unheard('reply lost');
    showAll(world);
    const { record } = await trade(world, TUESDAY);
    expect(record.reconciliation?.status).toBe('equal');
    expect(record.notes.join()).toContain(`order ${world.id}: the broker told of it after the run had ended: filled`);
    const monday = (await live(world, TUESDAY)).desk;
    const amended = await readRecord(monday, { account: NUMBER, session: MONDAY, ordinal: 0 });
    expect([amended?.status, amended?.reconciliation?.status]).toEqual(['traded', 'equal']);
    // What was first recorded stays.
    expect((await recordOf(world, MONDAY)).status).toBe('halted');
    expect((await held(world, 'SPY'))['unattributed']).toBe('0');
  });
});

describe('a finding is refused', () => {
  it.each<[string, (world: World & { id: ClientOrderId }) => Promise<Finding>, string]>([
    [
      'of more than was ordered',
      async (world) => filledOf((ordered(world) + 1n) as Quantity),
      'Filled must be more than nothing and at most the',
    ],
    ['of nothing filled', async () => filledOf(quantity('0')), 'Filled must be more than nothing'],
    [
      'above the limit of a buy',
      async (world) => ({ kind: 'filled', quantity: ordered(world), price: price('100000') }),
      'cannot have filled at 100,000.00',
    ],
    [
      'that does not fit the shares in the account',
      async () => filledOf(quantity('1')),
      'That does not fit the account: our books would hold 1 SPY',
    ],
    [
      'of an order that never arrived, whose shares are there',
      async () => ({ kind: 'never-arrived' }),
      'That does not fit the account: our books would hold 0 SPY',
    ],
  ])('%s', async (_, finding, says) => {
    const world = await unheard('reply lost');
    await expect(resolve(world, await finding(world))).rejects.toThrow(says);
    // Nothing was written down: the right one is still taken.
    const { filled, average } = await truth(world);
    expect((await resolve(world, { kind: 'filled', quantity: filled, price: average })).record?.reconciliation?.status).toBe('equal');
  });

  const filledOf = (shares: Quantity): Finding => ({ kind: 'filled', quantity: shares, price: price('100') });

  it('when the broker shows the order and says otherwise', async () => {
    const world = await unheard('reply lost');
    showAll(world);
    await expect(resolve(world, { kind: 'canceled' })).rejects.toThrow(`The broker knows ${world.id} and says otherwise: filled, `);
    await expect(resolve(world, { kind: 'never-arrived' })).rejects.toThrow('says otherwise');
    const { filled, average } = await truth(world);
    const { closed } = await resolve(world, { kind: 'filled', quantity: filled, price: average });
    expect([closed.by, closed.venueOrderId === null]).toEqual(['person', false]);
  });

  it('for an order that is not ours, or whose end is known', async () => {
    const world = await unheard('lost');
    await expect(resolve(world, { kind: 'canceled' }, TUESDAY, 'nope')).rejects.toThrow("No order of this account's runs is called nope.");
    const known = world.sent.find(({ ticker }) => ticker === 'GLD')!.clientOrderId;
    await expect(resolve(world, { kind: 'canceled' }, TUESDAY, known)).rejects.toThrow(`What became of ${known} is known: filled`);
    await resolve(world, { kind: 'never-arrived' });
    await expect(resolve(world, { kind: 'never-arrived' })).rejects.toThrow(
      `What became of ${world.id} is known: canceled, 0 filled (told by a person).`,
    );
  });
});

describe('while another order is unknown', () => {
  it('is written down, and what the broker lists of that other one is its own, not a stranger’s', async () => {
    const world = worldOf();
    const ids = new Map<string, ClientOrderId>();
    // Both go unheard: SPY arrives and fills, GLD never does.
    world.onSubmit = (ticket) => {
      ids.set(ticket.ticker, ticket.clientOrderId);
      world.hidden.orders.add(ticket.clientOrderId);
      world.hidden.fills.add(ticket.clientOrderId);
      return ticket.ticker === 'GLD' ? 'lost' : 'reply lost';
    };
    await trade(world, MONDAY);
    world.onSubmit = undefined;
    world.hidden.orders.clear();
    world.hidden.fills.clear();
    const { desk } = await live(world, TUESDAY);
    await resolveOrder(desk, MANDATE, ids.get('GLD')!, { kind: 'never-arrived' }, 'mara');
    const shares = await held(world, 'SPY');
    expect([Number(shares['first']) > Number(shares['second']), Number(shares['second']) > 0, shares['unattributed']]).toEqual([
      true,
      true,
      '0',
    ]);
    expect((await trade(world, TUESDAY)).record.reconciliation?.status).toBe('equal');
  });
});
