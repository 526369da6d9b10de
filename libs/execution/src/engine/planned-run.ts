import {
  approve,
  decide,
  decodeFacts,
  encodeEntry,
  type Approved,
  type Decided,
  type Facts,
  type PlannedEntry,
  type ReadingOptions,
  type RebalancePlan,
} from '@alchemiser/domain';
import { Failure, type RunKey } from '@alchemiser/services';
import type { Desk, Mandate } from './desk.ts';
import { readRun } from './run-journal.ts';

/** A run that has begun: whoever wrote its plan down first, everybody goes on with that plan and the facts it was made from. */
export interface PlannedRun {
  readonly facts: Facts;
  readonly decided: Decided;
  /** How the trees were read. */
  readonly reading: ReadingOptions;
  readonly factsDigest: string;
  /** What a reader of its record must know. */
  readonly notes: readonly string[];
}

const CHANGED =
  'The configuration or the program changed after this run was planned: what was traded is the plan of then, the reasons shown are those of now.';

/**
 * @param own what this process gathered and decided itself: spares reading and deciding again what it was first with.
 * @returns undefined for a run that was never planned. @throws Failure when its facts are lost.
 */
export async function plannedRun(
  desk: Desk,
  mandate: Pick<Mandate, 'book' | 'decide'>,
  run: RunKey,
  own?: Omit<PlannedRun, 'notes'>,
): Promise<PlannedRun | undefined> {
  const { planned } = await readRun(desk.journal, run);
  if (planned === null) return undefined;
  const { factsDigest } = planned;
  if (own !== undefined && own.factsDigest === factsDigest && isSame(planned, own.decided.plan)) return { ...own, notes: [] };
  const bytes = factsDigest === null ? undefined : await desk.facts.get(factsDigest);
  if (factsDigest === null || bytes === undefined) {
    throw new Failure('store.corrupt', `The facts of session ${run.session} are not in the data directory, but its plan is.`, {
      advice: 'Restore the data directory from a copy, or look the session up at the broker and trade it by hand.',
      context: { ...run },
    });
  }
  const facts = decodeFacts(bytes);
  const { reading } = mandate.decide;
  const decided = decide(mandate.book, facts, mandate.decide);
  if (isSame(planned, decided.plan)) return { facts, decided, reading, factsDigest, notes: [] };
  return { facts, decided: carriedOut(decided, planned.plan, facts, mandate), reading, factsDigest, notes: [CHANGED] };
}

const isSame = (planned: PlannedEntry, plan: RebalancePlan | null): boolean =>
  plan !== null && JSON.stringify(encodeEntry(planned)) === JSON.stringify(encodeEntry({ ...planned, plan }));

/**
 * The plan that the journal holds in place of the one that today's configuration leads to. Who wanted what of it is not known any more:
 * no capital is shared out and no rebalance completed, so that every strategy is due again.
 */
function carriedOut({ sleeves }: Decided, plan: RebalancePlan, facts: Facts, { decide: { limits } }: Pick<Mandate, 'decide'>): Decided {
  const { checks } = approve(plan, facts, limits);
  // Only an approved plan is ever written down.
  const approved = plan as Approved<RebalancePlan>;
  return { status: 'approved', sleeves, checks, withoutBuys: null, target: { sleeves: [], wanted: [] }, plan, approved };
}
