/**
 * Sentences from the record made fit for a mail: nothing a mail client could stumble over, and in neutral mode no amounts.
 * Figures of the view itself never pass here: in neutral mode they are simply not built.
 */
import type { RunRecord } from '@alchemiser/domain';
import { amountsOf, withholdAmounts, withholdPricesNear } from './withhold.ts';

export type Prose = (text: string) => string;

export function prose(record: RunRecord, options: { readonly neutral: boolean }): Prose {
  if (!options.neutral) return clean;
  const known = amountsOf(record);
  return (text) => withholdAmounts(clean(text), known);
}

/** For sentences about orders: they may name quotes and limits. */
export function orderProse(record: RunRecord, options: { readonly neutral: boolean }): Prose {
  const say = prose(record, options);
  if (!options.neutral) return say;
  const decided = record.legs.map((leg) => leg.decisionPrice);
  return (text) => withholdPricesNear(say(text), decided);
}

/** Control characters, direction overrides and lone surrogates: invalid in HTML, or able to make text read other than it is. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2028\u2029\u2060-\u206f\ufeff\ufffe\uffff]+/g;

const LONE_SURROGATE = /\p{Surrogate}/gu;

/** One line of printable text. */
export const clean = (text: string): string => text.replace(LONE_SURROGATE, '\ufffd').replace(UNPRINTABLE, ' ').trim();
