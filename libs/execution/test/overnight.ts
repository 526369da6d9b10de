/** What happens to an account between two runs without an order of ours. */
import {
  money,
  plus,
  quantity,
  ticker,
  toDecimal,
  type ClientOrderId,
  type Position,
  type Quantity,
  type SessionDate,
} from '@alchemiser/domain';
import type { Desk } from '../src/engine/desk.ts';
import { live, type World } from './paper-day.ts';

/** What the broker shows instead of the shares that are there; the exchange in the box knows no splits and no transfers. */
export type Change = (shares: Quantity) => bigint;

/** A desk on the morning after, at a broker whose account is another one overnight. */
export async function overnight(
  world: World,
  session: SessionDate,
  shares: Readonly<Record<string, Change>>,
  { paidOut = '0' }: { readonly paidOut?: string } = {},
): Promise<Desk> {
  const { desk } = await live(world, session);
  const { account, positions } = desk.broker;
  const changed = (position: Position): readonly Position[] => {
    const there = (shares[position.ticker]?.(position.quantity) ?? position.quantity) as Quantity;
    return there === 0n ? [] : [{ ...position, quantity: there, available: there }];
  };
  return {
    ...desk,
    broker: {
      ...desk.broker,
      positions: async () => (await positions()).flatMap(changed),
      account: async () => {
        const seen = await account();
        return { ...seen, cash: plus(seen.cash, money(paidOut)) };
      },
    },
  };
}

/** A person sells in the account, and waits until it is done. */
export async function sellByHand(world: World, session: SessionDate, name: string, shares: string): Promise<void> {
  const { desk } = await live(world, session);
  const before = await sharesAt(desk, name);
  const submission = await desk.broker.submit({
    clientOrderId: `by-hand-${name}-${shares}` as ClientOrderId,
    ticker: ticker(name),
    side: 'sell',
    quantity: quantity(shares),
    type: 'market',
    timeInForce: 'day',
  });
  if (submission.status === 'unknown') throw new Error(submission.says);
  while ((await sharesAt(desk, name)) > before - quantity(shares)) await desk.clock.sleep(1_000);
}

/** As the broker shows them. */
export const sharesAt = async ({ broker }: Pick<Desk, 'broker'>, name: string): Promise<Quantity> =>
  (await broker.positions()).find((position) => position.ticker === name)?.quantity ?? (0n as Quantity);

export const decimalsAt = async (desk: Pick<Desk, 'broker'>, name: string): Promise<string> => toDecimal(await sharesAt(desk, name));
