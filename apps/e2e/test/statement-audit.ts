/** What must be true once nothing runs any more, read from the exchange's own statement and from the stores, past every adapter. */
import {
  cashOf,
  compareHoldings,
  decodeRecord,
  openLedger,
  post,
  quantity,
  toDecimal,
  type Position,
  type RunRecord,
  type SessionDate,
} from '@alchemiser/domain';
import { readRun, type Desk } from '@alchemiser/execution';
import { accountNumber, type Account } from '@alchemiser/paper-exchange';

export interface Statement {
  /** The exchange's account, as it keeps it itself. */
  readonly account: Account;
  readonly stores: Pick<Desk, 'journal' | 'ledger' | 'records'>;
  readonly sessions: readonly SessionDate[];
}

export async function recordOf(
  { account, stores }: Pick<Statement, 'account' | 'stores'>,
  session: SessionDate,
): Promise<RunRecord | undefined> {
  const text = await stores.records.get(accountNumber(account.id), session, 0);
  return text === undefined ? undefined : decodeRecord(text);
}

/** @returns what is not as it must be, in words. */
export async function audit(statement: Statement): Promise<readonly string[]> {
  return [
    ...(await booksAgainstStatement(statement)),
    ...(await ordersAgainstJournals(statement)),
    ...(await recordsAgainstExecutions(statement)),
  ];
}

/** The ledger equals the exchange's statement: every share and every cent. */
async function booksAgainstStatement({ account, stores }: Statement): Promise<readonly string[]> {
  const entries = await stores.ledger.read(accountNumber(account.id));
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
async function ordersAgainstJournals({ account, stores }: Statement): Promise<readonly string[]> {
  const announced = new Set<string>();
  const faults: string[] = [];
  for (const run of await stores.journal.runs(accountNumber(account.id))) {
    for (const { intent } of (await readRun(stores.journal, run)).legs.flatMap(({ orders }) => orders)) {
      if (announced.has(intent.id)) faults.push(`${intent.id} was announced twice`);
      announced.add(intent.id);
    }
  }
  const orders = [...account.orders.values()];
  const ids = new Set(orders.map(({ clientOrderId }) => clientOrderId));
  if (ids.size !== orders.length) faults.push(`${orders.length} orders under ${ids.size} ids`);
  return [...faults, ...[...ids].filter((id) => !announced.has(id)).map((id) => `${id} was never announced`)];
}

/** Per session and leg: executed is what is recorded, and never more than was wanted. */
async function recordsAgainstExecutions(statement: Statement): Promise<readonly string[]> {
  const faults: string[] = [];
  const orders = [...statement.account.orders.values()];
  for (const session of statement.sessions) {
    const record = await recordOf(statement, session);
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
