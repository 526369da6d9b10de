import { formatMoney, formatSignedBps, type RunRecord } from '@alchemiser/domain';
import { fullyFilled } from './orders-section.ts';
import { meanSlippageBps } from './slippage.ts';
import type { ReportView } from './report-view.ts';

/** The run in three or four figures. */
export function tilesOf(record: RunRecord, neutral: boolean): ReportView['tiles'] {
  const planned = record.plan?.trades.length ?? 0;
  const passed = record.risk.filter((check) => check.passed).length;
  const slippage = meanSlippageBps(record.legs);
  const orders =
    record.legs.length > 0
      ? { label: 'Orders filled', value: `${fullyFilled(record)} of ${String(record.legs.length)}` }
      : { label: 'Trades planned', value: String(planned) };
  const equity = record.account.equityAfter ?? record.account.equityBefore;
  return [
    orders,
    ...(slippage === null ? [] : [{ label: 'Slippage', value: formatSignedBps(slippage) }]),
    ...(record.risk.length === 0 ? [] : [{ label: 'Risk checks', value: `${String(passed)} of ${String(record.risk.length)}` }]),
    neutral ? { label: 'Reconciled', value: record.reconciliation?.status ?? 'no' } : { label: 'Equity', value: formatMoney(equity) },
  ];
}
