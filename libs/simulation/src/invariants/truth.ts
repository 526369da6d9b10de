/** What the journals say, as the invariants need it: read from the stores, never from a process. */
import type { RunEntry } from '@alchemiser/domain';
import type { CallOf } from '../process/calls.ts';
import { sessionOf } from '../process/practices.ts';
import type { World } from '../world/world.ts';

/** The journal of the session an intent belongs to; where a mutant keeps several, the one that is first. */
export function journalOf({ stores }: World, intent: string): readonly RunEntry[] {
  for (const [run, entries] of stores.journals) if (intent.startsWith(sessionOf(run))) return entries;
  return [];
}

type Trade = Extract<RunEntry, { kind: 'planned' }>['plan']['trades'][number];

/** The trade of the plan that an order is for. */
export function tradeOf(world: World, { intent, ticket }: CallOf<'submit'>): Trade | undefined {
  const [planned] = journalOf(world, intent);
  if (planned?.kind !== 'planned') return undefined;
  return planned.plan.trades.find(({ ticker, side }) => ticker === ticket.ticker && side === ticket.side);
}
