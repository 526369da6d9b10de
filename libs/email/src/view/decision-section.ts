import { formatSession, formatWeight, sessionDate, type RunRecord, type SleeveRecord } from '@alchemiser/domain';
import { alert } from './blocks.ts';
import type { Prose } from './prose.ts';
import type { Block, Section } from './report-view.ts';
import { withoutPrices } from './usd-conditions.ts';

/** What every strategy decided, and why. */
export function decisionSection(record: RunRecord, say: Prose, neutral: boolean): readonly Section[] {
  if (record.sleeves.length === 0) return [];
  const blocks = record.sleeves.flatMap((sleeve) => sleeveBlocks(sleeve, record.says, say, neutral));
  return [{ title: 'Decision', aside: `bars up to ${formatSession(sessionDate(record.asOf))}`, blocks }];
}

function sleeveBlocks(sleeve: SleeveRecord, headline: string, say: Prose, neutral: boolean): readonly Block[] {
  const reasons = neutral ? withoutPrices(sleeve.reasons, sleeve.trace) : sleeve.reasons;
  const card: Block = {
    kind: 'sleeve',
    title: say(sleeve.title),
    share: `${formatWeight(sleeve.share)} of the book`,
    outcome: outcomeWords(sleeve, say),
    reasons: reasons.map(say),
  };
  const isTold = sleeve.undecided === undefined || headline.includes(sleeve.undecided.says);
  return isTold ? [card] : [card, alert(say(sleeve.undecided.says))];
}

function outcomeWords(sleeve: SleeveRecord, say: Prose): string {
  if (sleeve.action === 'undecided') return 'cannot decide';
  if (sleeve.action === 'keep') return 'keep what it holds';
  const [first, ...others] = sleeve.weights;
  if (first === undefined) return 'hold cash';
  if (others.length === 0 && first.weight === 1) return `hold ${say(first.ticker)}`;
  return `hold ${sleeve.weights.map(({ ticker, weight }) => `${say(ticker)} ${formatWeight(weight)}`).join(', ')}`;
}
