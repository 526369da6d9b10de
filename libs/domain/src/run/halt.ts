/** The kill switch as it is kept: while a halt stands, no order leaves. */
import { fields, parsed, readJson, tagged, oneOf, text, type Shape } from '../values/shape.ts';
import { fromIsoInstant, toIsoInstant, type Instant } from '../values/time.ts';

export interface Halt {
  readonly at: Instant;
  /** Who: a person's name, a command, "the file data/HALT". */
  readonly by: string;
  readonly why: string;
}

type KillSwitch = ({ readonly status: 'halted' } & Halt) | { readonly status: 'resumed'; readonly at: Instant; readonly by: string };

const at: Shape<Instant> = parsed(fromIsoInstant);

const KILL_SWITCH: Shape<KillSwitch> = tagged<KillSwitch>('status', {
  halted: fields({ status: oneOf('halted'), at, by: text, why: text }),
  resumed: fields({ status: oneOf('resumed'), at, by: text }),
});

export const encodeHalt = ({ at: when, by, why }: Halt): string => JSON.stringify({ status: 'halted', at: toIsoInstant(when), by, why });

/** Who took a halt back, and when. */
export const encodeResumption = ({ at: when, by }: Omit<Halt, 'why'>): string =>
  JSON.stringify({ status: 'resumed', at: toIsoInstant(when), by });

/** @returns the halt that stands, or null. @throws RangeError for anything that neither of the two above would have written. */
export function decodeHalt(encoded: string): Halt | null {
  const found = readJson(encoded, KILL_SWITCH, 'kill switch');
  return found.status === 'resumed' ? null : { at: found.at, by: found.by, why: found.why };
}
