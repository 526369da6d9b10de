/**
 * A failing seed made short: what is not needed for the same invariant to break is left out.
 * 1. faults by halves, quarters and so on down to single strikes (Zeller & Hildebrandt, "Simplifying and isolating failure-inducing
 *    input", 2002), 2. what else happens that day, one kind after the other, 3. both again until nothing more can go.
 */
import type { Strike } from '../chance/chance.ts';
import type { Practices } from '../process/practices.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { simplifications } from '../scenario/simpler.ts';
import { simulate, type Report } from './simulate.ts';

export interface Shrunk {
  readonly report: Report;
  /** How often the day was lived to find out. */
  readonly lives: number;
}

const LIVES_MAX = 600;

/** @param failing a report with a violation. @returns the shortest day found that breaks the same invariant, its event log kept. */
export function shrink(failing: Report, practices?: Practices): Shrunk {
  let lives = 0;
  let best: Candidate = { strikes: failing.struck, scenario: failing.scenario };
  const live = ({ strikes, scenario }: Candidate, keep = false): Report =>
    simulate({
      seed: failing.seed,
      mix: failing.mix,
      only: new Set(strikes),
      change: () => scenario,
      keep,
      ...(practices === undefined ? {} : { practices }),
    });
  const stillFails = (candidate: Candidate): boolean => {
    if (lives >= LIVES_MAX) return false;
    lives += 1;
    return live(candidate).violation?.invariant === failing.violation?.invariant;
  };
  const attempt = (candidate: Candidate): boolean => {
    if (!stillFails(candidate)) return false;
    best = candidate;
    return true;
  };
  for (let isShorter = true; isShorter;) {
    const before = best;
    dropStrikes(() => best, attempt);
    for (const simplify of simplifications) {
      for (const scenario of simplify(best.scenario)) attempt({ ...best, scenario });
    }
    isShorter = best !== before && lives < LIVES_MAX;
  }
  return { report: live(best, true), lives };
}

interface Candidate {
  readonly strikes: readonly Strike[];
  readonly scenario: Scenario;
}

function dropStrikes(best: () => Candidate, attempt: (candidate: Candidate) => boolean): void {
  if (best().strikes.length > 0 && attempt({ ...best(), strikes: [] })) return;
  for (let size = best().strikes.length >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from < best().strikes.length;) {
      const { strikes } = best();
      const fewer = [...strikes.slice(0, from), ...strikes.slice(from + size)];
      if (!attempt({ ...best(), strikes: fewer })) from += size;
    }
  }
}
