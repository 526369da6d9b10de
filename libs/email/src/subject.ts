import { formatSessionShort, sessionDate, type RunRecord } from '@alchemiser/domain';
import type { Prose } from './view/prose.ts';
import { WITHHELD } from './view/withhold.ts';

const CAUSE_LENGTH_MAX = 60;

/** "PAPER · Traded 5, reconciled · Tue 6 Aug": the outcome, readable in a list of mails. */
export function subjectOf(record: RunRecord, word: string, say: Prose): string {
  return `${word} · ${outcomeWords(record, say)} · ${formatSessionShort(sessionDate(record.session))}`;
}

function outcomeWords(record: RunRecord, say: Prose): string {
  const filled = record.legs.filter((leg) => leg.filled !== '0').length;
  switch (record.status) {
    case 'traded':
      return `Traded ${String(filled)}${reconciledWords(record)}`;
    case 'unchanged':
      return `Nothing to trade${reconciledWords(record)}`;
    case 'partly':
      return `Traded ${String(filled)} of ${String(record.legs.length)}${reconciledWords(record)}`;
    case 'planned':
      return `Planned ${String(record.plan?.trades.length ?? 0)}, nothing sent`;
    case 'refused':
      return `Refused: ${refusalCause(record, say)}`;
    case 'halted':
      return `HALTED: ${haltCause(record, say)}`;
  }
}

function reconciledWords({ reconciliation }: RunRecord): string {
  if (reconciliation === null) return '';
  return reconciliation.status === 'equal' ? ', reconciled' : ', NOT RECONCILED';
}

function refusalCause(record: RunRecord, say: Prose): string {
  const undecided = record.sleeves.filter((sleeve) => sleeve.undecided !== undefined);
  if (undecided.length > 0) return `${undecided.map((sleeve) => say(sleeve.title)).join(', ')} cannot decide`;
  const failed = record.risk.find((check) => !check.passed);
  if (failed === undefined) return shortened(say(record.says));
  const cause = say(failed.says);
  return cause.includes(WITHHELD) ? `${say(failed.name)} outside its limit` : shortened(cause);
}

function haltCause(record: RunRecord, say: Prose): string {
  const halted = record.legs.filter((leg) => leg.status === 'halted').map((leg) => say(leg.ticker));
  if (halted.length > 0) return `${halted.join(', ')} ${halted.length === 1 ? 'order' : 'orders'} unknown`;
  if (record.reconciliation?.status === 'different') return 'the broker’s books differ from ours';
  return shortened(say(record.says));
}

/** The first sentence, without the status said twice, cut at a word. */
function shortened(sentence: string): string {
  const first = sentence.replace(/^(?:refused|halted)[:.,]?\s+/i, '').split(/[.;](?:\s|$)/)[0] ?? '';
  if (first.length <= CAUSE_LENGTH_MAX) return first;
  const cut = first.slice(0, CAUSE_LENGTH_MAX);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), CAUSE_LENGTH_MAX / 2)).replace(/[\s,:]+$/, '')} …`;
}
