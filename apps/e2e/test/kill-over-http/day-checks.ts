/** A day that is over, held against the exchange's statement and its own plan. */
import { quantity, toDecimal, type RunRecord, type SessionDate } from '@alchemiser/domain';
import { openStores } from '@alchemiser/infrastructure';
import type { Account } from '@alchemiser/paper-exchange';
import { audit, recordOf } from '../statement-audit.ts';

/** What the data directory has on record of a session. */
export async function recordIn(data: string, account: Account, session: SessionDate): Promise<RunRecord | undefined> {
  const stores = await openStores({ directory: data });
  try {
    return await recordOf({ account, stores }, session);
  } finally {
    stores.close();
  }
}

/** The day's books against the exchange's statement, and its positions against its plan. */
export async function checkDay(
  data: string,
  account: Account,
  sessions: readonly SessionDate[],
  record: RunRecord,
): Promise<readonly string[]> {
  const stores = await openStores({ directory: data });
  try {
    return [...(await audit({ account, stores, sessions })), ...positionsAgainstPlan(account, record)];
  } finally {
    stores.close();
  }
}

/** Every leg that is called filled has its whole target, and what the record says is held is what the exchange holds. */
function positionsAgainstPlan(account: Account, { session, legs, positions }: RunRecord): readonly string[] {
  const faults: string[] = [];
  for (const leg of legs) {
    if (leg.status === 'filled' && leg.filled !== leg.target)
      faults.push(`${session} ${leg.side} ${leg.ticker}: ${leg.filled} of ${leg.target}`);
    if (leg.status === 'halted') faults.push(`${session} ${leg.side} ${leg.ticker}: halted: ${leg.says}`);
  }
  const held = new Map([...account.positions.values()].map(({ ticker, quantity: shares }) => [String(ticker), shares]));
  for (const { ticker, quantity: shares } of positions) {
    if (held.get(ticker) !== quantity(shares)) faults.push(`${session} ${ticker}: the record holds ${shares}`);
    held.delete(ticker);
  }
  return [
    ...faults,
    ...[...held].map(([ticker, shares]) => `${session} ${ticker}: the exchange holds ${toDecimal(shares)}, the record nothing`),
  ];
}
