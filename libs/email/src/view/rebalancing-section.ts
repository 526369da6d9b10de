import {
  formatMoney,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatWeight,
  money,
  toFloat,
  type PlanRecord,
  type RunRecord,
} from '@alchemiser/domain';
import { alert, left, paragraph, right, row, table } from './blocks.ts';
import type { Prose } from './prose.ts';
import type { Block, Row, Section } from './report-view.ts';

/** Every ticker held or wanted, what becomes of it and why; then what the risk checks said. */
export function rebalancingSection(record: RunRecord, say: Prose, neutral: boolean): readonly Section[] {
  const { plan } = record;
  const checks = riskBlocks(record, say);
  if (plan === null) return checks.length === 0 ? [] : [{ title: 'Risk', aside: '', blocks: checks }];
  const titles = ['Ticker', 'Held', 'Target', 'Trade', ...(neutral ? [] : ['Value'])];
  const rows = [...plan.rows.map((planned) => planRow(plan, planned, say, neutral)), cashRow(plan, neutral)];
  const crosses = plan.crosses.map((cross) =>
    paragraph(
      `${say(cross.from)} hands ${formatQuantity(cross.quantity)} ${say(cross.ticker)} to ${say(cross.to)} without an order${neutral ? '' : `, at ${formatPrice(cross.price)}`}.`,
    ),
  );
  return [{ title: 'Portfolio rebalancing', aside: sizeWords(plan, neutral), blocks: [table(titles, rows), ...crosses, ...checks] }];
}

function planRow(plan: PlanRecord, planned: PlanRecord['rows'][number], say: Prose, neutral: boolean): Row {
  const trade = plan.trades.find((candidate) => candidate.ticker === planned.ticker);
  const words = trade === undefined ? 'leave' : `${trade.side} ${formatQuantity(trade.quantity)}`;
  const value = trade === undefined ? '–' : formatMoney(trade.notional);
  return row(
    [
      left(say(planned.ticker)),
      right(formatWeight(planned.heldWeight)),
      right(formatWeight(planned.targetWeight)),
      right(words, trade === undefined ? 'quiet' : 'plain'),
      ...(neutral ? [] : [right(value)]),
    ],
    say(planned.why),
  );
}

function cashRow(plan: PlanRecord, neutral: boolean): Row {
  const held = plan.rows.reduce((sum, planned) => sum + planned.heldWeight, 0);
  const target = plan.rows.reduce((sum, planned) => sum + planned.targetWeight, 0);
  return row([left('cash'), right(formatWeight(1 - held)), right(formatWeight(1 - target)), right(''), ...(neutral ? [] : [right('')])]);
}

function sizeWords(plan: PlanRecord, neutral: boolean): string {
  if (!neutral) return `sized on ${formatMoney(plan.sizingEquity)}, ${formatMoney(plan.reserve)} in reserve`;
  const equity = toFloat(money(plan.sizingEquity));
  const turnover = plan.trades.reduce((sum, trade) => sum + toFloat(money(trade.notional)), 0);
  return equity > 0 ? `turnover ${formatPercent((turnover / equity) * 100)} of equity` : '';
}

function riskBlocks(record: RunRecord, say: Prose): readonly Block[] {
  if (record.risk.length === 0) return [];
  const failed = record.risk.filter((check) => !check.passed);
  if (failed.length === 0) return [paragraph(`Risk: all ${String(record.risk.length)} checks passed.`, 'quiet')];
  return [
    paragraph(`Risk: ${String(failed.length)} of ${String(record.risk.length)} checks refuse this plan.`, 'bad'),
    ...failed.map((check) => alert(say(check.says))),
  ];
}
