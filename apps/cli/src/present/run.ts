import { formatMoney, formatSession, formatSignedMoney, minus, money, sessionDate, type RunRecord } from '@alchemiser/domain';
import { PRODUCT } from '../product.ts';
import { presentDecisions } from './decision.ts';
import { presentBooks, presentPositions } from './holdings.ts';
import { presentOrders } from './orders.ts';
import { presentPlan } from './plan.ts';
import { heading, wrap, type Screen } from './screen.ts';

/** "The Alchemiser 0.1.0 · paper exchange (synthetic market, seed 7) · session Tue 6 Aug 2024" */
export function presentTitle(
  screen: Screen,
  record: Pick<RunRecord, 'provenance' | 'session'> & { readonly account: Pick<RunRecord['account'], 'endsWith'> | null },
): string {
  const account = record.account === null ? '' : ` account …${record.account.endsWith}`;
  const { broker, words } = record.provenance;
  const session = `session ${formatSession(sessionDate(record.session))}`;
  if (broker === 'alpaca-live') return screen.colours.red(screen.colours.bold(`LIVE ·${account} · ${session}`));
  const venue = broker === 'paper-exchange' ? `paper exchange (${words})` : `Alpaca paper${account} (${words})`;
  return `${screen.colours.bold(`${PRODUCT.name} ${PRODUCT.version}`)} · ${venue} · ${session}`;
}

/** A whole run as a person reads it, top to bottom: decided, planned, traded, what came of it. */
export function presentRun(screen: Screen, record: RunRecord): string {
  const sections = [
    presentTitle(screen, record),
    presentDecisions(screen, record),
    presentPlan(screen, record),
    presentOrders(screen, record),
    presentResult(screen, record),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}

function presentResult(screen: Screen, record: RunRecord): string {
  const { colours } = screen;
  const { equityBefore, equityAfter } = record.account;
  const lines = [heading(screen, 'Result'), wrap(record.says, screen.width, '  ')];
  if (equityAfter !== null) {
    lines.push(`  equity ${formatMoney(equityAfter)} (${formatSignedMoney(minus(money(equityAfter), money(equityBefore)))})`);
    if (record.reconciliation !== null) {
      const { status, words } = record.reconciliation;
      lines.push(`  reconciled: ${status === 'equal' ? colours.green(words) : colours.red(words)}`);
    }
  }
  for (const note of record.notes) lines.push(wrap(note, screen.width, '  '));
  if (record.status === 'refused' || record.status === 'planned') return lines.join('\n');
  return [
    ...lines,
    '',
    heading(screen, 'Positions'),
    presentPositions(screen, record.positions),
    '',
    heading(screen, 'Books'),
    presentBooks(screen, record.books),
  ].join('\n');
}
