import { formatMoney, formatSignedBps, type RunRecord } from '@alchemiser/domain';
import { fullyFilled } from './orders-section.ts';
import { meanSlippageBps } from './slippage.ts';
import type { ReportView } from './report-view.ts';

/** The run in three or four figures. */
export function tilesOf(record: RunRecord, neutral: boolean): ReportView['tiles'] {
  const passed = record.risk.filter((check) => check.passed).length;
  const slippage = meanSlippageBps(record.legs);
  const equity = record.account.equityAfter ?? record.account.equityBefore;
  return [
    ordersTile(record),
    ...(slippage === null ? [] : [{ label: 'Slippage', value: formatSignedBps(slippage) }]),
    ...(record.risk.length === 0 ? [] : [{ label: 'Risk checks', value: `${String(passed)} of ${String(record.risk.length)}` }]),
    neutral ? { label: 'Reconciled', value: record.reconciliation?.status ?? 'no' } : { label: 'Equity', value: formatMoney(equity) },
  ];
}

function ordersTile(record: RunRecord): ReportView['tiles'][number] {
  const { legs, plan } = record;
  if (legs.length > 0) return { label: 'Orders filled', value: `${fullyFilled(record)} of ${String(legs.length)}` };
  return plan === null ? { label: 'Orders sent', value: 'none' } : { label: 'Trades planned', value: String(plan.trades.length) };
}
