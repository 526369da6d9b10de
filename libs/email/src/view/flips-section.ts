import { formatPrice, formatSignedPercent, type RunRecord } from '@alchemiser/domain';
import { left, right, row, table } from './blocks.ts';
import type { Prose } from './prose.ts';
import type { Section } from './report-view.ts';

/** The nearest closing prices that would have decided otherwise. */
export function flipsSection(record: RunRecord, say: Prose, neutral: boolean): readonly Section[] {
  const flips = record.sleeves.flatMap((sleeve) => sleeve.flips.map((flip) => ({ sleeve, flip })));
  if (flips.length === 0) return [];
  const titles = ['If it had closed', 'Change', ...(neutral ? [] : ['At price'])];
  const rows = flips.map(({ sleeve, flip }) =>
    row(
      [
        left(`${say(flip.ticker)} ${flip.changePercent < 0 ? 'lower' : 'higher'}`),
        right(formatSignedPercent(flip.changePercent)),
        ...(neutral ? [] : [right(formatPrice(flip.price))]),
      ],
      `${say(sleeve.title)} → ${say(flip.becomes)}`,
    ),
  );
  return [{ title: 'Nearest flips', aside: 'what would have changed the decision', blocks: [table(titles, rows)] }];
}
