/** What runs of a session have traded, as their journals tell it. */
import { total } from '../values/exact.ts';
import { turnedOver, type RunLog } from '../orders/machine/log.ts';
import type { TradedBefore } from '../run/facts.ts';

/** @param logs of the session's earlier runs; none is no earlier trading. */
export function tradedBefore(logs: readonly RunLog[]): TradedBefore | undefined {
  const legs = logs.flatMap((log) => log.legs);
  if (legs.length === 0) return undefined;
  return { turnover: total(legs.map(turnedOver)), trades: legs.filter(({ orders }) => orders.length > 0).length };
}
