/** A historical bug let loose: production as it is, but for one practice. */
import type { MixName } from '../chance/mix.ts';
import type { InvariantName } from '../invariants/violation.ts';
import type { Practices } from '../process/practices.ts';

export interface Mutant {
  /** In the list of historical bugs; what lies beyond it shows that the other invariants can fail as well. */
  readonly number: number;
  /** Kebab case: what the command line calls it. */
  readonly name: string;
  /** What it did. */
  readonly did: string;
  /** The worlds in which it shows soonest. */
  readonly mix: MixName;
  /** The invariant it is about. In some seeds a consequence shows before it does. */
  readonly caughtBy: InvariantName;
  readonly practices: Partial<Practices>;
}
