import { formatSession, sessionDate, type RunRecord } from '@alchemiser/domain';
import { subjectOf } from '../subject.ts';
import { certificateSection } from './certificate-section.ts';
import { decisionSection } from './decision-section.ts';
import { flipsSection } from './flips-section.ts';
import { duration, newYorkClock } from './new-york-time.ts';
import { ordersSection } from './orders-section.ts';
import { positionsSection } from './positions-section.ts';
import { clean, orderProse, prose, type Prose } from './prose.ts';
import { provenanceBanner } from './provenance.ts';
import { rebalancingSection } from './rebalancing-section.ts';
import type { ReportView } from './report-view.ts';
import { STATUS } from './status.ts';
import { tilesOf } from './tiles.ts';

export interface ReportOptions {
  /** Shares and percents only: no amount, price or profit in dollars appears anywhere. */
  readonly neutral: boolean;
  /** The product's version for the footer, `0.1.0`. */
  readonly release?: string;
}

/** The record told in the mail's order. */
export function viewOf(record: RunRecord, options: ReportOptions): ReportView {
  const { neutral } = options;
  const say = prose(record, options);
  const provenance = provenanceBanner(record, say);
  const sayOrders = orderProse(record, options);
  const says = sayOrders(record.says);
  return {
    subject: subjectOf(record, provenance.word, say),
    preheader: says,
    provenance,
    title: 'The Alchemiser',
    session: `Trading report · ${formatSession(sessionDate(record.session))}`,
    status: STATUS[record.status],
    says,
    meta: metaWords(record),
    alerts: alertsOf(record, say),
    notes: record.notes.map(sayOrders),
    tiles: tilesOf(record, neutral),
    sections: [
      ...decisionSection(record, say, neutral),
      ...rebalancingSection(record, say, neutral),
      ...ordersSection(record, sayOrders, neutral),
      ...positionsSection(record, say, neutral),
      ...flipsSection(record, say, neutral),
      ...certificateSection(record, say, neutral),
    ],
    footer: footerLines(record, options, say),
  };
}

/** "15:45 New York, took 12.4 s · session 09:30–16:00" */
function metaWords({ startedAt, endedAt, hours }: RunRecord): string {
  const session = `session ${newYorkClock(hours.open)}–${newYorkClock(hours.close)}${hours.early ? ', a half-day' : ''}`;
  return `${newYorkClock(startedAt)} New York, took ${duration(startedAt, endedAt)} · ${session}`;
}

function alertsOf(record: RunRecord, say: Prose): readonly string[] {
  const unknown = record.legs.filter((leg) => leg.status === 'halted').map((leg) => say(leg.ticker));
  const short = record.legs.filter((leg) => leg.status === 'partly' || leg.status === 'unfilled').length;
  return [
    ...(record.status === 'halted'
      ? [
          `A person is needed. ${unknown.length === 0 ? 'Compare' : `Look up the ${unknown.join(' and ')} ${unknown.length === 1 ? 'order' : 'orders'} and compare`} the account at the broker with this report before the next run.`,
        ]
      : []),
    ...(record.status === 'partly' && short > 0
      ? [
          `${String(short)} of ${String(record.legs.length)} orders ended short. Nothing is pending; the next session plans anew from what is held.`,
        ]
      : []),
    ...(record.reconciliation?.status === 'different'
      ? ['Our books and the broker’s differ: the certificate below names each difference.']
      : []),
  ];
}

function footerLines(record: RunRecord, { neutral, release }: ReportOptions, say: Prose): readonly string[] {
  const product = release === undefined ? 'The Alchemiser' : `The Alchemiser ${clean(release)}`;
  return [
    `${product} · record version ${String(record.version)}`,
    `Run ${say(record.runId)}`,
    ...(neutral ? ['Neutral report: shares and percents, no dollar amounts.'] : []),
  ];
}
