/** Records of runs about which more is known than when they ended. */
import {
  amendRecord,
  decodeFacts,
  formatPrice,
  formatQuantity,
  midPrice,
  outcomeOf,
  reconcile,
  type Account,
  type Fill,
  type LedgerEntry,
  type Outcome,
  type Position,
  type Price,
  type RunRecord,
  type Ticker,
} from '@alchemiser/domain';
import type { Desk } from './desk.ts';
import type { OpenedBooks } from './open-books.ts';
import { ordersOf, pastTrades, type PastRun } from './past-runs.ts';
import { keepAmended, readRecord } from './records.ts';

type FillEntry = Extract<LedgerEntry, { kind: 'fill' }>;

/**
 * Called before the entries are kept, so that an amendment is never lost: what was not kept is found again, and amends to the same words.
 * @returns what came to light, a sentence each, for the record of the run that is about to begin.
 */
export async function amendRecords(
  desk: Desk,
  opened: OpenedBooks,
  { account, positions }: { readonly account: Account; readonly positions: readonly Position[] },
): Promise<readonly string[]> {
  const { stored, entries, ledger } = opened;
  const said: string[] = [];
  for (const past of opened.past) {
    const says = [...foundOut(past), ...lateExecutions(past, entries)];
    const record = says.length === 0 ? undefined : await readRecord(desk, past.run);
    if (record === undefined) continue;
    const amended = amendRecord(record, {
      at: desk.clock.now(),
      says,
      plan: past.planned.plan,
      outcome: amendedOutcome(past, [...stored, ...entries]),
      ledger,
      account,
      positions,
      certificate: reconcile(ledger, account.cash, positions),
      prices: await pricesOf(desk, past),
    });
    if (isSame(record, amended)) continue;
    await keepAmended(desk, past.run, amended);
    desk.log.warn('record amended', { session: past.run.session, status: amended.status });
    said.push(...says.map((sentence) => `Of the run of ${past.run.session}: ${sentence}`));
  }
  return said;
}

/** Orders that were left unknown when the run ended and are so no more. */
const foundOut = (past: PastRun): readonly string[] =>
  ordersOf(past).flatMap(({ leg, order: { intent, left, closed } }) =>
    left && closed !== null
      ? [`${leg.side} ${formatQuantity(intent.quantity)} ${leg.ticker}, order ${intent.id}: ${closed.says ?? closed.status}.`]
      : [],
  );

const lateExecutions = (past: PastRun, entries: readonly LedgerEntry[]): readonly string[] =>
  executionsOf(past, entries).map(
    ({ side, quantity, ticker, price }) =>
      `${side === 'buy' ? 'bought' : 'sold'} ${formatQuantity(quantity)} ${ticker} at ${formatPrice(price)}, which came to light after its end.`,
  );

const executionsOf = (past: PastRun, entries: readonly LedgerEntry[]): readonly FillEntry[] => {
  const ids = new Set(pastTrades([past]).flatMap((trade) => [...trade.ids]));
  return entries.filter((entry): entry is FillEntry => entry.kind === 'fill' && ids.has(entry.venueOrderId));
};

/** Its executions are those that the books hold: all of them, whenever they came. */
const amendedOutcome = (past: PastRun, entries: readonly LedgerEntry[]): Outcome => ({
  ...outcomeOf(past.log),
  fills: executionsOf(past, entries).map((entry): Fill => ({
    venueOrderId: entry.venueOrderId,
    clientOrderId: null,
    ticker: entry.ticker,
    side: entry.side,
    quantity: entry.quantity,
    price: entry.price,
    cumulativeQuantity: entry.cumulativeQuantity,
    executionId: '',
    at: entry.at,
  })),
});

async function pricesOf(desk: Pick<Desk, 'facts'>, { planned }: PastRun): Promise<ReadonlyMap<Ticker, Price>> {
  const bytes = planned.factsDigest === null ? undefined : await desk.facts.get(planned.factsDigest);
  return new Map(bytes === undefined ? [] : [...decodeFacts(bytes).quotes].map(([ticker, quote]) => [ticker, midPrice(quote)]));
}

const isSame = (record: RunRecord, amended: RunRecord): boolean =>
  JSON.stringify([record.status, record.legs, record.fills]) === JSON.stringify([amended.status, amended.legs, amended.fills]);
