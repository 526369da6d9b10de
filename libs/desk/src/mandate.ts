import type { Mandate } from '@alchemiser/execution';
import type { Configuration } from '@alchemiser/infrastructure';

/** Who trades with how much, and inside which limits, out of the configuration. */
export const mandateOf = ({ book, decide, execution, capital, accountId }: Configuration): Mandate => ({
  book,
  decide,
  execution,
  capital: capital === 'all-cash' ? { kind: 'all-cash' } : { kind: 'fixed', amount: capital },
  accountId,
});
