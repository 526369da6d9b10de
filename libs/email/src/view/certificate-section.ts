import {
  absolute,
  formatMoney,
  formatQuantity,
  formatSession,
  money,
  sessionDate,
  toDecimal,
  type CertificateRecord,
  type DecimalText,
  type RunRecord,
} from '@alchemiser/domain';
import { code, fact } from './blocks.ts';
import type { Prose } from './prose.ts';
import type { Fact, Section } from './report-view.ts';
import { sentNothing } from './positions-section.ts';

/** Ours against the broker's, and the digests by which this run can be replayed. */
export function certificateSection(record: RunRecord, say: Prose, neutral: boolean): readonly Section[] {
  const facts = [
    ...resultFacts(record, say, neutral),
    fact('History from', formatSession(sessionDate(record.historyFrom))),
    code('Facts SHA-256', say(record.factsDigest)),
    ...(record.planDigest === null ? [] : [code('Plan SHA-256', say(record.planDigest))]),
    code('Run', say(record.runId)),
  ];
  return [{ title: 'Reconciliation certificate', aside: '', blocks: [{ kind: 'facts', facts }] }];
}

function resultFacts(record: RunRecord, say: Prose, neutral: boolean): readonly Fact[] {
  const certificate = record.reconciliation;
  if (certificate === null)
    return [
      fact(
        'Our books, the broker’s',
        sentNothing(record) ? 'not compared: nothing was sent' : 'not compared',
        sentNothing(record) ? 'plain' : 'bad',
      ),
    ];
  const result = fact('Our books, the broker’s', say(certificate.words), certificate.status === 'equal' ? 'good' : 'bad');
  const inShares = tickersOf(record);
  return [
    result,
    ...certificate.differences.map((difference) =>
      differenceFact(difference, say, inShares.has(difference.what.replace(/ shares$/, '')), neutral),
    ),
  ];
}

function differenceFact(difference: CertificateRecord['differences'][number], say: Prose, isInShares: boolean, neutral: boolean): Fact {
  if (neutral && !isInShares) return fact(say(difference.what), 'differs; the figures are in the record', 'bad');
  const written = isInShares ? shareCount : formatMoney;
  const { ours, brokers, difference: gap } = difference;
  return fact(say(difference.what), `ours ${written(ours)}, the broker’s ${written(brokers)}, difference ${written(gap)}`, 'bad');
}

/** A broker's account can be short, so this count is signed. */
const shareCount = (text: DecimalText): string => {
  const shares = money(text);
  return `${shares < 0n ? '−' : ''}${formatQuantity(toDecimal(absolute(shares)))}`;
};

/** What is named by one of these is counted in shares, not in dollars. */
const tickersOf = (record: RunRecord): ReadonlySet<string> =>
  new Set([...record.positions, ...record.legs, ...(record.plan?.rows ?? [])].map(({ ticker }) => ticker));
