import {
  bookRecords,
  midPrice,
  openLedger,
  positionRecords,
  post,
  toDecimal,
  type BookRecord,
  type DecimalText,
  type Halt,
  type PositionRecord,
  type Price,
  type Provenance,
  type Quote,
  type RunRecord,
  type SessionDate,
  type Ticker,
} from '@alchemiser/domain';
import type { Desk, Mandate } from './desk.ts';
import { unknownWords } from './find-out.ts';
import { readAccount } from './gather.ts';
import { standingHalts } from './halt.ts';
import { isFlatten } from './ordinals.ts';
import { pastRuns, unknownOrders } from './past-runs.ts';
import { readRecord } from './records.ts';
import { unfinishedPlans } from './unfinished-runs.ts';

/** The account as it stands, and what the last runs came to. */
export interface Status {
  readonly provenance: Provenance;
  /** The session that `trade` would be about. */
  readonly session: SessionDate;
  readonly account: { readonly endsWith: string; readonly status: string; readonly cash: DecimalText; readonly equity: DecimalText };
  readonly positions: readonly PositionRecord[];
  readonly books: readonly BookRecord[];
  /** Newest first. */
  readonly runs: readonly Pick<RunRecord, 'session' | 'status' | 'says'>[];
  /** Sessions whose run was begun and has no end, and what makes it go on. */
  readonly unfinished: readonly { readonly session: string; readonly command: 'trade' | 'flatten' }[];
  /** While one stands, nothing is traded. */
  readonly halts: readonly Halt[];
  /** Orders of which nobody knows what became: nothing is traded until that is known. */
  readonly unknown: readonly { readonly id: string; readonly session: string; readonly says: string }[];
}

const RUNS_SHOWN = 5;

/** @throws Failure when the broker or a store does not answer: there is no status without them. */
export async function statusOf(desk: Desk, mandate: Mandate, session: SessionDate): Promise<Status> {
  const account = await readAccount(desk, mandate);
  const positions = await desk.broker.positions();
  const ledger = post(openLedger(), await desk.ledger.read(account.id));
  const tickers = [
    ...new Set([...positions.map(({ ticker }) => ticker), ...[...ledger.books.values()].flatMap((book) => [...book.lots.keys()])]),
  ].sort();
  const quotes: ReadonlyMap<Ticker, Quote> = tickers.length === 0 ? new Map() : await desk.market.quotes(tickers);
  const prices = new Map<Ticker, Price>([...quotes].map(([ticker, quote]) => [ticker, midPrice(quote)]));
  return {
    provenance: desk.provenance,
    session,
    account: { endsWith: account.id.slice(-4), status: account.status, cash: toDecimal(account.cash), equity: toDecimal(account.equity) },
    positions: positionRecords(positions, ledger, account.equity, prices),
    books: bookRecords(
      ledger,
      mandate.book.map(({ strategy }) => strategy.name),
      prices,
    ),
    runs: await lastRuns(desk, account.id),
    unfinished: await unfinishedSessions(desk, account.id),
    halts: await standingHalts(desk),
    unknown: unknownOrders(await pastRuns(desk, account.id)).map((order) => ({
      id: order.order.intent.id,
      session: order.past.run.session,
      says: unknownWords(order),
    })),
  };
}

async function lastRuns(desk: Desk, account: string): Promise<Status['runs']> {
  const listed = await desk.records.list(account, RUNS_SHOWN);
  const records = await Promise.all(listed.map((run) => readRecord(desk, { account, ...run })));
  return records.flatMap((record) => (record === undefined ? [] : [{ session: record.session, status: record.status, says: record.says }]));
}

async function unfinishedSessions(desk: Desk, account: string): Promise<Status['unfinished']> {
  const open: Status['unfinished'][number][] = [];
  for (const { run } of await unfinishedPlans(desk, account)) {
    open.push({ session: run.session, command: (await isFlatten(desk, run)) ? 'flatten' : 'trade' });
  }
  return open;
}
