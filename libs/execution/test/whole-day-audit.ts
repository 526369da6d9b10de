/** What must be true of a day that is over, read from the exchange's own books and from the stores. */
import {
  bookIn,
  cashOf,
  compareHoldings,
  decodeRecord,
  invariant,
  isStrategyBook,
  openLedger,
  post,
  quantity,
  sharesIn,
  ticker,
  toDecimal,
  type Ledger,
  type Position,
  type RunRecord,
  type SessionDate,
} from '@alchemiser/domain';
import { accountNumber, restore } from '@alchemiser/paper-exchange';
import { ACCOUNT, type World } from './whole-day.ts';

export const NUMBER = accountNumber(ACCOUNT);

export const ledgerOf = async (world: World): Promise<Ledger> => post(openLedger(), await world.stores.ledger.read(NUMBER));

export async function recordOfDay(world: World, session: SessionDate): Promise<RunRecord | undefined> {
  const text = await world.stores.records.get(NUMBER, session, 0);
  return text === undefined ? undefined : decodeRecord(text);
}

/** The exchange's account as it was last kept. */
export function exchangeAccount(world: World) {
  invariant(world.snapshot !== undefined, 'The exchange was opened');
  const account = restore(world.snapshot).accounts[0];
  invariant(account !== undefined, 'The exchange has an account');
  return account;
}

/** @returns what is not as it must be, in words. */
export async function faultsOf(world: World): Promise<readonly string[]> {
  const account = exchangeAccount(world);
  const ledger = await ledgerOf(world);
  const positions = [...account.positions.values()].map((held): Position => ({
    ticker: held.ticker,
    side: 'long',
    quantity: held.quantity,
    available: held.quantity,
    averageEntryPrice: 1n as Position['averageEntryPrice'],
  }));
  const shares = compareHoldings(ledger, positions)
    .filter((row) => row.strategies + row.unattributed !== row.brokers)
    .map((row) => `${row.ticker}: strategies ${row.strategies}, unattributed ${row.unattributed}, exchange ${row.brokers}`);
  const cash = cashOf(ledger) === account.cash ? [] : [`cash ours ${toDecimal(cashOf(ledger))}, the exchange's ${toDecimal(account.cash)}`];
  const nobodys = [...bookIn(ledger, 'unattributed').lots.keys()]
    .sort()
    .map((name) => `${name} ${toDecimal(sharesIn(bookIn(ledger, 'unattributed'), name))}`);
  const granted = world.grants.map((grant) => `${ticker(grant.ticker)} ${toDecimal(quantity(grant.quantity))}`).sort();
  const unattributed = nobodys.join() === granted.join() ? [] : [`unattributed is ${nobodys.join()}, was ${granted.join()}`];
  const open = [...account.open].map((order) => `${order.side} ${order.ticker} is open`);
  return [...shares, ...cash, ...unattributed, ...open];
}

/** Whether the exchange executed in that session what the record's legs say: nothing twice, nothing missing, nothing else. */
export function executionFaults(world: World, record: RunRecord): readonly string[] {
  const open = Date.parse(record.hours.open) * 1_000;
  const close = Date.parse(record.hours.close) * 1_000;
  const orders = [...exchangeAccount(world).orders.values()].filter(({ createdAt }) => createdAt >= open && createdAt < close);
  const executed = new Map<string, bigint>();
  for (const { side, ticker: name, filled } of orders) executed.set(`${side} ${name}`, (executed.get(`${side} ${name}`) ?? 0n) + filled);
  const recorded = new Map(record.legs.map((leg) => [`${leg.side} ${leg.ticker}`, quantity(leg.filled) as bigint]));
  return [...new Set([...executed.keys(), ...recorded.keys()])].sort().flatMap((leg) => {
    const [there, here] = [executed.get(leg) ?? 0n, recorded.get(leg) ?? 0n];
    return there === here ? [] : [`${leg}: recorded ${here}, executed ${there}`];
  });
}

export const strategyDebts = (ledger: Ledger): readonly string[] =>
  [...ledger.books]
    .filter(([name, book]) => isStrategyBook(name) && book.cash < 0n)
    .map(([name, book]) => `${name} ${toDecimal(book.cash)}`);
