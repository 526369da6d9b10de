import * as z from 'zod';
import { sessionDate } from '@alchemiser/domain';

/**
 * What may start a run. Strict: an unknown field, a missing or misspelt mode is refused, because an event that is
 * misread must never trade. There is no field for live trading: the function trades on paper.
 */
const Event = z.strictObject({
  mode: z.enum(['trade', 'plan', 'signals']),
  session: z
    .string()
    .refine((text) => isDate(text), { error: 'a calendar day like 2026-09-18' })
    .transform(sessionDate)
    .optional(),
});

export type DayEvent = z.infer<typeof Event>;

export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}

/** @throws InvalidEvent naming each field, what was expected and what to send. */
export function parseEvent(event: unknown): DayEvent {
  const parsed = Event.safeParse(event);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'event'}: ${issue.message}`);
  throw new InvalidEvent(`Event refused, nothing was done. ${faults.join('; ')}. Send for example {"mode":"trade"}.`);
}

function isDate(text: string): boolean {
  try {
    sessionDate(text);
    return true;
  } catch {
    return false;
  }
}
