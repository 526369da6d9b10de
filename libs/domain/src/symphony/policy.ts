/** When a symphony rebalances: a calendar, a corridor, or both. */
import type { RebalancePolicy } from '../strategy/strategy.ts';
import type { Draft } from './draft.ts';
import { quoted } from './form.ts';

type Frequency = RebalancePolicy['frequency'];

const FREQUENCIES: readonly Frequency[] = ['daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'none'];
export const FREQUENCY_LIST = FREQUENCIES.join(', ');

export interface Written<T> {
  readonly at: number;
  readonly value: T;
}

/** A frequency by its name. */
export function frequencyNamed(draft: Draft, { at, value }: Written<string>): Frequency | null {
  const frequency = FREQUENCIES.find((known) => known === value);
  return frequency ?? draft.fault(at, `a frequency (${FREQUENCY_LIST})`, `${quoted(value)}, which is not supported`);
}

/** Null where a part of it was refused. A corridor alone asks for trades whenever it is left; a file that says neither rebalances daily. */
export function rebalancePolicy(
  draft: Draft,
  at: number,
  frequency: Frequency | null | undefined,
  corridor: Written<number> | null | undefined,
): RebalancePolicy | null {
  if (frequency === null || corridor === null) return null;
  if (corridor !== undefined && !(corridor.value > 0 && corridor.value < 1)) {
    return draft.fault(corridor.at, 'a corridor as a fraction between 0 and 1', String(corridor.value));
  }
  if (frequency === undefined && corridor === undefined) {
    draft.remark(at, 'default-rebalance', 'The file does not say when it rebalances; daily is meant');
  }
  return corridor === undefined
    ? Object.freeze({ frequency: frequency ?? 'daily' })
    : Object.freeze({ frequency: frequency ?? 'none', corridor: corridor.value });
}
