import { formatCount, formatPrice, formatQuantity, formatSignedBps, type LegRecord, type RunRecord } from '@alchemiser/domain';
import { heading, table, type Screen } from './screen.ts';

/** Each trade as it went: the limits it walked through, what filled, at what price and cost. */
export function presentOrders(screen: Screen, record: RunRecord): string {
  if (record.legs.length === 0) return '';
  const done = record.legs.filter((leg) => leg.status === 'filled').length;
  const columns = [
    { title: '' },
    { title: '' },
    { title: 'quantity', align: 'right' },
    { title: 'limit', align: 'right' },
    { title: 'filled', align: 'right' },
    { title: 'average', align: 'right' },
    { title: 'slippage', align: 'right' },
    { title: '' },
  ] as const;
  const rows = record.legs.map((leg) => [
    leg.side,
    leg.ticker,
    formatQuantity(leg.target),
    limits(leg),
    formatQuantity(leg.filled),
    leg.averagePrice === null ? '–' : formatPrice(leg.averagePrice),
    leg.slippageBps === null ? '–' : formatSignedBps(leg.slippageBps),
    leg.status === 'filled' ? screen.colours.green('filled') : screen.colours.yellow(`${leg.status}: ${leg.says}`),
  ]);
  return [
    heading(screen, 'Orders', `${String(done)} of ${String(record.legs.length)} filled · ${formatCount(record.fills.length, 'execution')}`),
    table(screen, columns, rows),
  ].join('\n');
}

const limits = (leg: LegRecord): string =>
  leg.orders.map((order) => (order.limitPrice === null ? 'market' : formatPrice(order.limitPrice))).join(' → ') || '–';
