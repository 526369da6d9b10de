import type { Facts } from '@alchemiser/domain';
import type { ActContext } from './act.ts';
import type { Day, Mandate } from './desk.ts';

/** What the loop with the broker must know of the day beside the plan. */
export const actContext = (mandate: Mandate, facts: Facts, day: Pick<Day, 'signal' | 'onProgress'>): ActContext => ({
  hours: facts.hours,
  instruments: facts.instruments,
  limits: mandate.decide.limits,
  lastCloses: new Map([...facts.history.closes].map(([ticker, closes]) => [ticker, closes.at(-1) ?? Number.NaN])),
  policy: mandate.execution,
  ...(day.signal === undefined ? {} : { signal: day.signal }),
  ...(day.onProgress === undefined ? {} : { onProgress: day.onProgress }),
});
