import { formatMoney, formatWeight, formatQuantity, type PlanRecord, type RunRecord } from '@alchemiser/domain';
import { heading, table, type Screen } from './screen.ts';

/** The rebalancing table: every ticker held or wanted, what becomes of it and why; then the risk checks. */
export function presentPlan(screen: Screen, record: RunRecord): string {
  if (record.plan === null) return '';
  const { plan } = record;
  const rows = plan.rows.map((row) => [
    row.ticker,
    formatWeight(row.heldWeight),
    formatWeight(row.targetWeight),
    tradeWords(screen, plan, row.ticker),
    row.why,
  ]);
  const invested = (pick: (row: PlanRecord['rows'][number]) => number): number => plan.rows.reduce((sum, row) => sum + pick(row), 0);
  rows.push(['cash', formatWeight(1 - invested((row) => row.heldWeight)), formatWeight(1 - invested((row) => row.targetWeight)), '', '']);
  const columns = [
    { title: '' },
    { title: 'held', align: 'right' },
    { title: 'target', align: 'right' },
    { title: 'trade' },
    { title: 'why' },
  ] as const;
  return [
    heading(screen, 'Plan', `sized on ${formatMoney(plan.sizingEquity)}, ${formatMoney(plan.reserve)} kept in reserve`),
    table(screen, columns, rows),
    ...plan.crosses.map(
      (cross) => `  ${cross.from} hands ${formatQuantity(cross.quantity)} ${cross.ticker} to ${cross.to} without an order`,
    ),
    presentRisk(screen, record),
  ].join('\n');
}

function tradeWords(screen: Screen, plan: PlanRecord, ticker: string): string {
  const trade = plan.trades.find((candidate) => candidate.ticker === ticker);
  if (trade === undefined) return screen.colours.dim('leave');
  const words = `${trade.side === 'buy' ? 'buy ' : 'sell'} ${formatQuantity(trade.quantity)}`;
  return trade.side === 'buy' ? screen.colours.green(words) : screen.colours.yellow(words);
}

function presentRisk(screen: Screen, record: RunRecord): string {
  const failed = record.risk.filter((check) => !check.passed);
  if (failed.length === 0) return screen.colours.dim(`  Risk: ${String(record.risk.length)} checks passed`);
  const lines = failed.map((check) => `    ${screen.colours.red('refused')}  ${check.says}`);
  return [`  Risk: ${String(failed.length)} of ${String(record.risk.length)} checks refuse this plan`, ...lines].join('\n');
}
