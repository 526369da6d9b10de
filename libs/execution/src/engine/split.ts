/** A person tells the books of share splits: they and the account must agree afterwards. */
import {
  formatRatio,
  post,
  shareSplit,
  type Instant,
  type Ledger,
  type Position,
  type ShareSplit,
  type ShareSplitRefusal,
  type SplitEntry,
} from '@alchemiser/domain';
import type { Desk, Mandate } from './desk.ts';
import { keepBooks } from './keep-books.ts';
import { openBooks } from './open-books.ts';
import { Refused } from './refusal.ts';

/**
 * Funds are split on one day by the handful, so that several tickers may stand in the way together.
 * @throws Refused for a ticker that our books do not hold, and for a ratio that does not explain what the account holds.
 */
export async function splitShares(desk: Desk, mandate: Mandate, splits: readonly ShareSplit[]): Promise<readonly SplitEntry[]> {
  const { entries } = await keepBooks(desk, mandate, (seen) =>
    openBooks(desk, mandate, seen, (booked) => splitEntries(booked, seen.positions, splits, desk.clock.now())),
  );
  const kept = entries.filter((entry) => entry.kind === 'split');
  for (const { ticker, ratio } of kept) desk.log.warn('shares split', { ticker, ratio: formatRatio(ratio) });
  return kept;
}

function splitEntries(booked: Ledger, positions: readonly Position[], splits: readonly ShareSplit[], at: Instant): readonly SplitEntry[] {
  const entries: SplitEntry[] = [];
  for (const split of splits) {
    const entry = shareSplit(post(booked, entries), positions, split, at);
    if (!entry.ok) throw new Refused(entry.error.says, ...ADVICE[entry.error.code]);
    entries.push(entry.value);
  }
  return entries;
}

const ADVICE: Readonly<Record<ShareSplitRefusal['code'], readonly string[]>> = {
  'not-held': ['`alchemiser status` shows what our books hold.'],
  equal: [],
  'other-ratio': [
    "The broker's notice says the ratio: new shares first, 2:1 or 1:5.",
    'If shares were also traded or moved by hand: `alchemiser release` them all, then `alchemiser adopt` gives back what is whose.',
  ],
};
