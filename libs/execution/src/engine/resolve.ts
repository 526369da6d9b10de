/** What a person found out about an order that was left unknown: checked against all the broker tells, written down, booked. */
import {
  compareHoldings,
  executionKey,
  foldEntries,
  formatPrice,
  formatQuantity,
  isClosed,
  NO_SHARES,
  openLedger,
  post,
  toDecimal,
  total,
  type Account,
  type ClosedEntry,
  type Fill,
  type LedgerEntry,
  type Position,
  type Price,
  type Quantity,
  type RunRecord,
  type VenueOrder,
} from '@alchemiser/domain';
import type { RunKey } from '@alchemiser/services';
import { amendRecords } from './amend.ts';
import type { Desk, Mandate } from './desk.ts';
import { closeOrder, endOf, findOut } from './find-out.ts';
import { readAccount } from './gather.ts';
import { bookAll, fillsSinceLastEntry, openBooks } from './open-books.ts';
import { pastRuns, pastTrades, refuseUnderWay, type PastOrder, type PastRun } from './past-runs.ts';
import { readRecord } from './records.ts';
import { Refused } from './refusal.ts';
import { readRun } from './run-journal.ts';

export type Finding =
  | { readonly kind: 'filled'; readonly quantity: Quantity; readonly price: Price }
  | { readonly kind: 'canceled' }
  | { readonly kind: 'never-arrived' };

export interface Resolved {
  readonly run: RunKey;
  readonly closed: ClosedEntry;
  /** Amended; null while the run has not ended: `trade` goes on with it. */
  readonly record: RunRecord | null;
}

/**
 * @param by who found out.
 * @throws Refused for an order that is not ours or not unknown, and for a finding that the broker's list or the account's shares contradict.
 */
export async function resolveOrder(desk: Desk, mandate: Mandate, id: string, finding: Finding, by: string): Promise<Resolved> {
  const account = await readAccount(desk, mandate);
  const found = await findOrder(desk, account, id);
  const { past, order } = found;
  checkFinding(found, finding);
  if (past.log.finished !== null) await refuseUnderWay(desk, account.id);
  const seen = await desk.broker.orderByClientId(order.intent.id);
  if (seen !== undefined) checkAgainst(found, seen, finding);
  const positions = await desk.broker.positions();
  const stored = await desk.ledger.read(account.id);
  const fills = await fillsSinceLastEntry(desk, stored);
  const runs = await pastRuns(desk, account.id);
  const closed =
    seen === undefined
      ? await told(desk, found, finding, unknownFills(stored, fills, runs), by)
      : { ...endOf(order, seen, desk.clock.now()), by: 'person' as const, says: saysOf(finding, by) };
  if (past.log.finished !== null) checkShares(stored, fills, runs, past, closed, positions, mandate);
  await closeOrder(desk, past.run, order.intent.id, (now) => (now.closed === null ? closed : null));
  desk.log.warn('order resolved', { id, status: closed.status, filled: toDecimal(closed.filled) });
  return { run: past.run, closed, record: past.log.finished === null ? null : await bookFinding(desk, mandate, past.run) };
}

async function findOrder(desk: Desk, account: Account, id: string): Promise<PastOrder> {
  for (const run of await desk.journal.runs(account.id)) {
    const log = await readRun(desk.journal, run);
    const leg = log.legs.find((candidate) => candidate.orders.some(({ intent }) => intent.id === id));
    const order = leg?.orders.find(({ intent }) => intent.id === id);
    if (leg === undefined || order === undefined || log.planned === null) continue;
    checkUnknown({ past: { run, log, planned: log.planned }, leg, order });
    return { past: { run, log, planned: log.planned }, leg, order };
  }
  throw new Refused(`No order of this account's runs is called ${id}.`, '`alchemiser status` names the orders that are unknown.');
}

function checkUnknown({ past: { run, log }, order: { intent, closed, left, venueOrderId } }: PastOrder): void {
  if (closed !== null) {
    throw new Refused(
      `What became of ${intent.id} is known: ${closed.status}, ${formatQuantity(closed.filled)} filled (told by ${tellers[closed.by]}).`,
    );
  }
  if (left) return;
  if (venueOrderId !== null)
    throw new Refused(
      `The broker has ${intent.id}, and its run has not ended: it is followed to its end.`,
      '`alchemiser trade` goes on with the run.',
    );
  if (log.stopped === null) {
    throw new Refused(
      `The run of ${run.session} is not over and looks for ${intent.id} itself.`,
      '`alchemiser trade` goes on with it. Or stop it first: `alchemiser halt`.',
    );
  }
}

const tellers: Readonly<Record<ClosedEntry['by'], string>> = {
  venue: 'the broker',
  refusal: "the broker's refusal",
  us: 'us: it was never sent',
  person: 'a person',
};

function checkFinding({ leg, order: { intent } }: PastOrder, finding: Finding): void {
  if (finding.kind !== 'filled') return;
  if (finding.quantity === NO_SHARES || finding.quantity > intent.quantity) {
    throw new Refused(
      `Filled must be more than nothing and at most the ${formatQuantity(intent.quantity)} that were ordered, was ${formatQuantity(finding.quantity)}.`,
    );
  }
  const limit = intent.limitPrice;
  if (limit !== null && (leg.side === 'buy' ? finding.price > limit : finding.price < limit)) {
    throw new Refused(`A ${leg.side} limited at ${formatPrice(limit)} cannot have filled at ${formatPrice(finding.price)}.`);
  }
}

/** Half a cent: a person reads rounded prices. */
const READ_AS_EQUAL = 5_000_000n;

function checkAgainst({ order: { intent } }: PastOrder, seen: VenueOrder, finding: Finding): void {
  if (!isClosed(seen.status))
    throw new Refused(`The broker has ${intent.id}, and it is still open.`, 'Cancel it: `alchemiser cancel --ours`. Then run again.');
  const average = seen.averageFillPrice;
  const gap = finding.kind === 'filled' && average !== null ? (finding.price as bigint) - (average as bigint) : 0n;
  const agrees =
    finding.kind === 'filled'
      ? seen.filled === finding.quantity && gap <= READ_AS_EQUAL && gap >= -READ_AS_EQUAL
      : seen.filled === NO_SHARES;
  if (agrees && finding.kind !== 'never-arrived') return;
  const filled =
    seen.filled === NO_SHARES
      ? 'nothing filled'
      : `${formatQuantity(seen.filled)} filled${average === null ? '' : ` at ${formatPrice(average)}`}`;
  throw new Refused(
    `The broker knows ${intent.id} and says otherwise: ${seen.rawStatus}, ${filled}.`,
    '`alchemiser trade` takes its word by itself.',
  );
}

/** The broker shows nothing under our id. Executions of exactly that amount that are nobody's are taken for it, so that they are booked once. */
async function told(
  desk: Desk,
  { leg, order: { intent } }: PastOrder,
  finding: Finding,
  nobodys: readonly Fill[],
  by: string,
): Promise<ClosedEntry> {
  const base = { kind: 'closed', at: desk.clock.now(), id: intent.id, by: 'person', says: saysOf(finding, by) } as const;
  if (finding.kind !== 'filled') return { ...base, venueOrderId: null, status: 'canceled', filled: NO_SHARES, averagePrice: null };
  const candidates = new Set(
    nobodys.filter((fill) => fill.ticker === leg.ticker && fill.side === leg.side && fill.at >= intent.at).map((fill) => fill.venueOrderId),
  );
  const [match] = [...candidates].filter(
    (venue) => total(nobodys.filter((fill) => fill.venueOrderId === venue).map((fill) => fill.quantity)) === finding.quantity,
  );
  const status = finding.quantity === intent.quantity ? 'filled' : 'canceled';
  return { ...base, venueOrderId: match ?? null, status, filled: finding.quantity, averagePrice: finding.price };
}

function unknownFills(stored: readonly LedgerEntry[], fills: readonly Fill[], runs: readonly PastRun[]): readonly Fill[] {
  const { posted } = post(openLedger(), stored);
  const ours = new Set(pastTrades(runs).flatMap(({ ids }) => [...ids]));
  return fills.filter((fill) => !ours.has(fill.venueOrderId) && !posted.has(executionKey(fill)));
}

const saysOf = (finding: Finding, by: string): string => {
  switch (finding.kind) {
    case 'filled':
      return `${by} found out: ${formatQuantity(finding.quantity)} filled at ${formatPrice(finding.price)}`;
    case 'canceled':
      return `${by} found out: canceled, nothing filled`;
    case 'never-arrived':
      return `${by} found out: it never arrived at the broker`;
  }
};

/** With the finding in them, our books must hold of that ticker exactly what the broker holds. @throws Refused otherwise. */
function checkShares(
  stored: readonly LedgerEntry[],
  fills: readonly Fill[],
  runs: readonly PastRun[],
  past: PastRun,
  closed: ClosedEntry,
  positions: readonly Position[],
  mandate: Mandate,
): void {
  const isThis = ({ run }: PastRun): boolean => run.session === past.run.session && run.ordinal === past.run.ordinal;
  const supposed = runs.map((each) => (isThis(each) ? { ...each, log: foldEntries(each.log, [closed]) } : each));
  const { ledger } = bookAll(stored, fills, supposed, mandate);
  const ticker = past.log.legs.find((leg) => leg.orders.some(({ intent }) => intent.id === closed.id))?.ticker;
  const row = compareHoldings(ledger, positions).find((each) => each.ticker === ticker);
  if (row === undefined || row.strategies + row.unattributed === row.brokers) return;
  const ours = formatQuantity((row.strategies + row.unattributed) as Quantity);
  const brokers = formatQuantity((row.brokers < 0n ? 0n : row.brokers) as Quantity);
  throw new Refused(
    `That does not fit the account: our books would hold ${ours} ${row.ticker}, and the broker holds ${brokers}.`,
    "Look at the broker's own list of orders and executions once more.",
  );
}

/** Books it as a beginning run would, and amends the record; not while executions that are listed may be those of another unknown order. */
async function bookFinding(desk: Desk, mandate: Mandate, run: RunKey): Promise<RunRecord | null> {
  for (;;) {
    const account = await readAccount(desk, mandate);
    if ((await findOut(desk, account.id)).length > 0) return (await readRecord(desk, run)) ?? null;
    const positions = await desk.broker.positions();
    const opened = await openBooks(desk, mandate, { account, positions });
    await refuseUnderWay(desk, account.id);
    await amendRecords(desk, opened, { account, positions });
    const { entries, stored } = opened;
    const { status } = entries.length === 0 ? { status: 'appended' } : await desk.ledger.append(account.id, stored.length, entries);
    if (status === 'appended') return (await readRecord(desk, run)) ?? null;
  }
}
