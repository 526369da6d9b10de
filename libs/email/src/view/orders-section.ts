import { formatPrice, formatQuantity, formatSignedBps, type LegRecord, type RunRecord } from '@alchemiser/domain';
import { left, paragraph, right, row, table } from './blocks.ts';
import type { Prose } from './prose.ts';
import type { InkTone, Row, Section } from './report-view.ts';

const RESULT: Readonly<Record<LegRecord['status'], { readonly word: string; readonly tone: InkTone }>> = {
  filled: { word: 'filled', tone: 'good' },
  dust: { word: 'filled but dust', tone: 'good' },
  partly: { word: 'partly filled', tone: 'warn' },
  unfilled: { word: 'not filled', tone: 'warn' },
  halted: { word: 'unknown', tone: 'bad' },
};

/** What is left of it is too little for an order, and so was all of it. */
const NOTHING = { word: 'too little', tone: 'warn' } as const;

/** Each trade as it went at the broker. */
export function ordersSection(record: RunRecord, say: Prose, neutral: boolean): readonly Section[] {
  if (record.legs.length === 0) return [];
  const rows = record.legs.map((leg) => legRow(leg, say, neutral));
  const blocks = [
    table(['Order', 'Filled', 'Result', 'Slippage'], rows),
    paragraph('Slippage is measured against the mid price of the decision: + cost us, − saved us.', 'quiet'),
  ];
  return [{ title: 'Orders', aside: `${fullyFilled(record)} of ${String(record.legs.length)} filled`, blocks }];
}

export const fullyFilled = (record: RunRecord): string =>
  String(record.legs.filter((leg) => leg.status === 'filled' || leg.status === 'dust').length);

function legRow(leg: LegRecord, say: Prose, neutral: boolean): Row {
  const { word, tone } = leg.status === 'dust' && Number(leg.filled) === 0 ? NOTHING : RESULT[leg.status];
  const slippage = leg.slippageBps === null ? '–' : formatSignedBps(leg.slippageBps);
  const short = leg.filled === leg.target ? '' : `${formatQuantity(leg.target)} wanted`;
  const notes = [short, neutral ? '' : priceWords(leg), leg.status === 'filled' ? '' : say(leg.says)];
  return row(
    [left(`${leg.side} ${say(leg.ticker)}`), right(formatQuantity(leg.filled)), right(word, tone), right(slippage)],
    notes.filter((note) => note !== '').join(' · '),
  );
}

/** "limit 9.41 → 9.40, average 9.4081, decided at 9.41" */
function priceWords(leg: LegRecord): string {
  const rungs = leg.orders.map((order) => (order.limitPrice === null ? 'market' : formatPrice(order.limitPrice)));
  const asked = rungs.length === 0 ? [] : [`limit ${rungs.join(' → ')}`];
  const paid = leg.averagePrice === null ? [] : [`average ${formatPrice(leg.averagePrice)}`];
  return [...asked, ...paid, `decided at ${formatPrice(leg.decisionPrice)}`].join(', ');
}
