/** A share split as an entry: every book that holds the ticker grows or shrinks with it, and together they hold what the broker holds. */
import { err, ok, type Result } from '../result.ts';
import { divideNearest, UNITS_PER_ONE, type Quantity } from '../values/exact.ts';
import { formatQuantity } from '../values/format.ts';
import type { Ticker } from '../values/ticker.ts';
import type { Instant } from '../values/time.ts';
import { splitProRata } from '../values/weight.ts';
import { compareHoldings } from '../portfolio/holdings.ts';
import type { Position } from '../run/facts.ts';
import { bookIn, sharesIn } from './books.ts';
import type { BookName, Ledger, LedgerEntry } from './entry.ts';
import { formatRatio, type SplitRatio } from './split-ratio.ts';

export type SplitEntry = Extract<LedgerEntry, { kind: 'split' }>;

export interface ShareSplit {
  readonly ticker: Ticker;
  readonly ratio: SplitRatio;
}

export interface ShareSplitRefusal {
  readonly code: 'not-held' | 'equal' | 'other-ratio';
  readonly says: string;
}

/** Fractions of a share may be paid out as cash, or rounded up: the account may be apart from the ratio by less than one share. */
export function shareSplit(
  ledger: Ledger,
  positions: readonly Position[],
  { ticker, ratio }: ShareSplit,
  at: Instant,
): Result<SplitEntry, ShareSplitRefusal> {
  const holders = holdersOf(ledger, ticker);
  if (holders.length === 0) return err({ code: 'not-held', says: `Our books hold no ${ticker}: there is nothing to split.` });
  const ours = holders.reduce((sum, { quantity }) => sum + quantity, 0n);
  const brokers = compareHoldings(ledger, positions).find((row) => row.ticker === ticker)?.brokers ?? 0n;
  const held = `Our books hold ${formatQuantity(ours as Quantity)} ${ticker}`;
  if (brokers === ours) return err({ code: 'equal', says: `${held} and so does the broker: there is nothing to correct.` });
  const [to, from] = [BigInt(ratio.to), BigInt(ratio.from)];
  const apart = ours * to - brokers * from;
  const share = UNITS_PER_ONE * from;
  if (brokers < 0n || apart >= share || apart <= -share) {
    const [expected, there] = [divideNearest(ours * to, from), brokers].map((units) => formatQuantity(units as Quantity));
    const says = `${held}, of which ${formatRatio(ratio)} makes ${expected}, and the broker has ${there}: it was not that split alone.`;
    return err({ code: 'other-ratio', says });
  }
  const after = splitProRata(
    brokers,
    holders.map(({ quantity }) => quantity),
  );
  return ok({ kind: 'split', at, ticker, ratio, books: holders.map(({ book }, i) => ({ book, quantity: after[i] as Quantity })) });
}

const holdersOf = (ledger: Ledger, ticker: Ticker): SplitEntry['books'] =>
  [...ledger.books.keys()]
    .sort()
    .map((book: BookName) => ({ book, quantity: sharesIn(bookIn(ledger, book), ticker) }))
    .filter(({ quantity }) => quantity > 0n);
