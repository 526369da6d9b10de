/** What must be true when the last session is over, read from the exchange's own books and from the stores, past every adapter. */
import {
  cashOf,
  compareHoldings,
  decodeRecord,
  invariant,
  openLedger,
  post,
  quantity,
  toDecimal,
  type Position,
  type RunRecord,
  type SessionDate,
} from '@alchemiser/domain';
import { readRun } from '@alchemiser/execution';
import { accountNumber, restore, type Order } from '@alchemiser/paper-exchange';
import { ACCOUNT, SESSIONS, type World } from './world.ts';

export const NUMBER = accountNumber(ACCOUNT);

export async function recordOf({ stores }: Pick<World, 'stores'>, session: SessionDate): Promise<RunRecord | undefined> {
  const text = await stores.records.get(NUMBER, session, 0);
  return text === undefined ? undefined : decodeRecord(text);
}

function accountOf({ exchange }: World) {
  const account = restore(exchange.snapshot()).accounts[0];
  invariant(account !== undefined, 'The exchange has an account');
  return account;
}

export const orderOf = (world: World, clientOrderId: string): Order | undefined => accountOf(world).byClientId.get(clientOrderId);

/** @returns what is not as it must be, in words. */
export async function audit(world: World): Promise<readonly string[]> {
  return [...(await booksAgainstStatement(world)), ...(await ordersAgainstJournals(world)), ...(await recordsAgainstExecutions(world))];
}

/** The ledger equals the exchange's statement: every share and every cent. */
async function booksAgainstStatement(world: World): Promise<readonly string[]> {
  const account = accountOf(world);
  const entries = await world.stores.ledger.read(NUMBER);
  if (entries.length === 0) return account.orders.size === 0 ? [] : ['the exchange has orders and the ledger nothing'];
  const ledger = post(openLedger(), entries);
  const positions = [...account.positions.values()].map(({ ticker, quantity: shares }): Position => ({
    ticker,
    side: 'long',
    quantity: shares,
    available: shares,
    averageEntryPrice: 1n as Position['averageEntryPrice'],
  }));
  const shares = compareHoldings(ledger, positions).filter((row) => row.strategies !== row.brokers);
  return [
    ...shares.map((row) => `${row.ticker}: strategies hold ${row.strategies}, the exchange ${row.brokers}`),
    ...(cashOf(ledger) === account.cash
      ? []
      : [`cash ${toDecimal(cashOf(ledger))} in the ledger, ${toDecimal(account.cash)} at the exchange`]),
    ...[...account.open].map(({ side, ticker }) => `${side} ${ticker} is still open`),
  ];
}

/** No order that no journal announced, and none twice. */
async function ordersAgainstJournals(world: World): Promise<readonly string[]> {
  const announced = new Set<string>();
  const faults: string[] = [];
  for (const run of await world.stores.journal.runs(NUMBER)) {
    for (const { intent } of (await readRun(world.stores.journal, run)).legs.flatMap(({ orders }) => orders)) {
      if (announced.has(intent.id)) faults.push(`${intent.id} was announced twice`);
      announced.add(intent.id);
    }
  }
  const orders = [...accountOf(world).orders.values()];
  const ids = new Set(orders.map(({ clientOrderId }) => clientOrderId));
  if (ids.size !== orders.length) faults.push(`${orders.length} orders under ${ids.size} ids`);
  return [...faults, ...[...ids].filter((id) => !announced.has(id)).map((id) => `${id} was never announced`)];
}

/** Per session and leg: executed is what is recorded, and never more than was wanted. */
async function recordsAgainstExecutions(world: World): Promise<readonly string[]> {
  const faults: string[] = [];
  const orders = [...accountOf(world).orders.values()];
  for (const session of SESSIONS) {
    const record = await recordOf(world, session);
    if (record === undefined) continue;
    const [open, close] = [Date.parse(record.hours.open) * 1_000, Date.parse(record.hours.close) * 1_000];
    const executed = new Map<string, bigint>();
    for (const { side, ticker, filled, createdAt } of orders) {
      if (createdAt < open || createdAt >= close) continue;
      executed.set(`${side} ${ticker}`, (executed.get(`${side} ${ticker}`) ?? 0n) + filled);
    }
    for (const leg of record.legs) {
      const name = `${leg.side} ${leg.ticker}`;
      const there = executed.get(name) ?? 0n;
      executed.delete(name);
      if (there !== quantity(leg.filled)) faults.push(`${session} ${name}: recorded ${leg.filled}, executed ${there}`);
      if (there > quantity(leg.target)) faults.push(`${session} ${name}: ${there} executed of ${leg.target} wanted`);
    }
    for (const [name, shares] of executed) if (shares > 0n) faults.push(`${session} ${name}: executed ${shares}, not recorded`);
    if (record.reconciliation?.status === 'different') faults.push(`${session}: ${record.reconciliation.words}`);
  }
  return faults;
}
