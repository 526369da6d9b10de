/** What happened, in one status and one sentence. */
import type { RebalancePlan, Side } from '../rebalance/trade.ts';
import type { Decided } from './decide.ts';
import type { LegOutcome, Outcome } from './outcome.ts';
import type { CertificateRecord, RunStatus } from './record.ts';

/** How a run ended; `certificate` is null when nothing was sent and nothing needed comparing. */
export interface Ending {
  readonly decided: Pick<Decided, 'status' | 'plan'> & { readonly says?: string };
  readonly outcome: Outcome | null;
  readonly certificate: CertificateRecord | null;
}

export function statusOf({ decided, outcome, certificate }: Ending): RunStatus {
  if (decided.status === 'refused' && outcome === null) return 'refused';
  if (certificate === null) return outcome === null ? 'planned' : 'halted';
  if (certificate.status === 'different' || outcome?.status === 'halted') return 'halted';
  if (outcome === null || outcome.legs.length === 0) return 'unchanged';
  return outcome.status === 'done' ? 'traded' : 'partly';
}

export function sentenceOf(ending: Ending): string {
  const { decided, outcome, certificate } = ending;
  const compared = certificate?.status === 'equal' ? "; our books equal the broker's in shares and cents" : '';
  switch (statusOf(ending)) {
    case 'refused':
      return decided.says === undefined ? 'Refused. Nothing was sent.' : `Refused: ${decided.says} Nothing was sent.`;
    case 'planned':
      return decided.plan === null || decided.plan.trades.length === 0
        ? 'Planned: nothing needs trading.'
        : `Planned: would ${plannedWords(decided.plan)}. Nothing was sent.`;
    case 'unchanged':
      return `${crossWords(decided.plan)}${compared}.`;
    case 'traded':
      return `${capitalised(tradedWords(outcome?.legs ?? []))}${compared}.`;
    case 'partly':
      return `Traded part of the plan: ${shortWords(outcome?.legs ?? [])}${compared}.`;
    case 'halted':
      return haltedWords(ending);
  }
}

const VERB: Readonly<Record<Side, { readonly will: string; readonly did: string }>> = {
  sell: { will: 'sell', did: 'sold' },
  buy: { will: 'buy', did: 'bought' },
};

const plannedWords = ({ trades }: RebalancePlan): string =>
  bySide((side) => trades.filter((trade) => trade.side === side).map((trade) => trade.ticker), 'will');

const tradedWords = (legs: readonly LegOutcome[]): string =>
  bySide((side) => legs.filter((leg) => leg.side === side && leg.filled > 0n).map((leg) => leg.ticker), 'did');

/** "sold SMR and OKLO and bought TQQQ" */
function bySide(tickers: (side: Side) => readonly string[], tense: 'will' | 'did'): string {
  const parts = (['sell', 'buy'] as const).flatMap((side) =>
    tickers(side).length === 0 ? [] : [`${VERB[side][tense]} ${listed(tickers(side))}`],
  );
  return parts.length === 0 ? 'trade nothing' : parts.join(' and ');
}

/** Legs that did not fill, each with its own reason. */
const shortWords = (legs: readonly LegOutcome[]): string =>
  legs
    .filter((leg) => leg.status !== 'filled')
    .map((leg) => `${leg.side} ${leg.ticker} is ${leg.status} (${leg.says})`)
    .join('; ');

const crossWords = (plan: RebalancePlan | null): string =>
  plan === null || plan.crosses.length === 0
    ? 'Nothing needed trading'
    : `Nothing needed an order: ${listed([...new Set(plan.crosses.map((cross) => cross.ticker))])} passed between sleeves`;

function haltedWords({ outcome, certificate }: Ending): string {
  const halted = outcome?.legs.filter((leg) => leg.status === 'halted') ?? [];
  if (halted.length > 0) return `Halted, a person is needed: ${halted.map((leg) => `${leg.side} ${leg.ticker}: ${leg.says}`).join('; ')}.`;
  if (certificate?.status === 'different') return `Halted, a person is needed: the broker's books differ from ours. ${certificate.words}.`;
  return 'Halted, a person is needed: the run could not be compared with the broker.';
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
const capitalised = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
