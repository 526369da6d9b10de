/** Bugs about what the venue accepts and when. */
import { instant, type Price, type Quantity } from '@alchemiser/domain';
import type { Lens } from '../process/practices.ts';
import { resizing, throughTickets } from './lenses.ts';
import type { Mutant } from './mutant.ts';

const MICRO = 1_000n;

/** 7.2273576 shares as the float library rounds them: 7.227358. */
const floats = (): Lens => resizing(({ quantity }) => (((quantity + MICRO / 2n) / MICRO) * MICRO || quantity) as Quantity);

const FULL_SESSION_MS = 6.5 * 60 * 60_000;

const subPenny = (): Lens => ({
  effects: (effects, state) =>
    throughTickets(effects, state, (ticket) =>
      ticket.limitPrice === undefined ? ticket : { ...ticket, limitPrice: (ticket.limitPrice + 12_345n) as Price },
    ),
});

/** Asks again while the answer is under way. */
const impatient = (): Lens => ({
  effects: (effects) => effects.flatMap((effect) => Array.from({ length: effect.kind === 'query' ? 60 : 1 }, () => effect)),
});

export const VENUE_BUGS: readonly Mutant[] = [
  {
    number: 13,
    name: 'float-quantities',
    did: 'Quantities as floats: 7.227358 ordered, 7.2273576 held, and the broker refuses.',
    mix: 'light',
    caughtBy: 'neverBeyondTarget',
    practices: { lens: floats },
  },
  {
    number: 14,
    name: 'half-day-unknown',
    did: 'A half-day closes in the middle of the ladder.',
    mix: 'chaos',
    caughtBy: 'onlyInSession',
    practices: { hours: (hours) => ({ ...hours, close: instant(hours.open + FULL_SESSION_MS) }) },
  },
];

/** Not of the list: they show that the invariants which no historical bug touches can fail too. */
export const OTHER_BUGS: readonly Mutant[] = [
  {
    number: 22,
    name: 'sub-penny-limits',
    did: 'Limits as floats, off the tick.',
    mix: 'light',
    caughtBy: 'ordersWellFormed',
    practices: { lens: subPenny },
  },
  {
    number: 23,
    name: 'kill-switch-unheard',
    did: 'The kill switch is read once, at the start.',
    mix: 'chaos',
    caughtBy: 'nothingAfterStop',
    practices: { hears: () => null },
  },
  {
    number: 24,
    name: 'asks-without-pause',
    did: 'Every question is asked again until it is answered.',
    mix: 'light',
    caughtBy: 'withinCallBudget',
    practices: { lens: impatient },
  },
];
