import { formatPrice, formatSignedPercent, type Flip, type RunRecord, type SleeveRecord } from '@alchemiser/domain';
import { left, right, row, table } from './blocks.ts';
import type { Prose } from './prose.ts';
import type { Section } from './report-view.ts';

/** A record has all of them; a mail tells the few that lie closest. */
const SHOWN = 3;

/** The nearest first, as the record has them. */
export const shownFlips = ({ flips }: SleeveRecord): readonly Flip[] => flips.slice(0, SHOWN);

/** The nearest closing prices with which each strategy would have decided otherwise. */
export function flipsSection(record: RunRecord, say: Prose, neutral: boolean): readonly Section[] {
  const flips = record.sleeves.flatMap((sleeve) => shownFlips(sleeve).map((flip) => ({ sleeve, flip })));
  if (flips.length === 0) return [];
  const titles = ['If it had closed', 'Change', ...(neutral ? [] : ['At price'])];
  const rows = flips.map(({ sleeve, flip }) =>
    row(
      [
        left(`${say(flip.ticker)} ${flip.side === 'below' ? 'lower' : 'higher'}`),
        right(formatSignedPercent(flip.changePercent)),
        ...(neutral ? [] : [right(formatPrice(flip.price))]),
      ],
      `${say(sleeve.title)} → ${say(flip.becomes)}`,
    ),
  );
  return [{ title: 'Nearest flips', aside: 'what would have changed the decision', blocks: [table(titles, rows)] }];
}
