import type { Account, Facts } from '@alchemiser/domain';
import type { ActContext, ActPorts } from './act.ts';
import type { Day, Desk, Mandate } from './desk.ts';
import { killSwitch } from './halt.ts';

/** What the loop with the broker must know of the day beside the plan. @param account as read last. */
export const actContext = (mandate: Mandate, facts: Facts, account: Account, day: Pick<Day, 'signal' | 'onProgress'>): ActContext => ({
  hours: facts.hours,
  facts,
  limits: mandate.decide.limits,
  account,
  policy: mandate.execution,
  ...(day.signal === undefined ? {} : { signal: day.signal }),
  ...(day.onProgress === undefined ? {} : { onProgress: day.onProgress }),
});

/** The desk as the loop with the broker sees it. */
export const actPorts = (desk: Desk, { despite }: Pick<Day, 'despite'>): ActPorts => ({ ...desk, killSwitch: killSwitch(desk, despite) });
