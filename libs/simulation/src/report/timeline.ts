/** An event log as lines that a person reads from top to bottom. */
import { exchangeTime, toDecimal, type Instant, type Quantity } from '@alchemiser/domain';
import { FAULTS, type FaultName } from '../chance/faults.ts';
import { INVARIANTS } from '../invariants/violation.ts';
import type { Field, Logged } from './event-log.ts';
import type { Report } from './simulate.ts';

/** @param report of a simulation that kept its log. */
export function timelineOf(report: Report): readonly string[] {
  const lines = [...settingOf(report), ''];
  for (const event of report.log) lines.push(`${clockOf(event.at)}  ${whoOf(event)}  ${wordsOf(event)}`);
  const { violation } = report;
  lines.push(
    '',
    violation === null
      ? `Every invariant held over ${String(report.events)} events. Digest ${report.digest}.`
      : `Invariant ${String(violation.number)} does not hold (${INVARIANTS[violation.invariant].says}): ${violation.says}.`,
  );
  return lines;
}

/** The world before anything happens in it. */
function settingOf({ seed, mix, scenario, struck }: Report): readonly string[] {
  const { broker, sleeves, tickers, cash } = scenario;
  const listed = tickers.map(({ ticker, startTicks, unit, fractionable }) => {
    const at = (startTicks / (unit === 'cent' ? 100 : 10_000)).toFixed(unit === 'cent' ? 2 : 4);
    return `${ticker} near $${at}${fractionable ? '' : ', whole shares'}`;
  });
  return [
    `Seed ${String(seed)} of the ${mix} mix: session ${scenario.hours.date}, ${scenario.hours.early ? 'a half day' : 'a full day'}.`,
    `Market: ${listed.join('; ')}.`,
    ...sleeves.map(({ name, share, weights, holds, fails }) => {
      const wants = fails
        ? 'cannot decide'
        : `wants ${weights.map(([part, ticker]) => `${(part * 100).toFixed(1)} % ${ticker}`).join(', ')}`;
      const has =
        holds.length === 0
          ? 'holds nothing'
          : `holds ${holds.map(({ ticker, quantity }) => `${toDecimal(quantity)} ${ticker}`).join(', ')}`;
      return `${name} (${String(share * 100)} %) ${wants}; ${has}.`;
    }),
    `Cash $${toDecimal(cash)}; the broker remembers ids ${broker.dedupe === 'none' ? 'until their order is closed' : `(${broker.dedupe})`} and checks them ${broker.idChecked}.`,
    `Faults that strike: ${struck.length === 0 ? 'none' : struck.join(', ')}.`,
  ];
}

/** New York, to the millisecond. */
function clockOf(at: Instant): string {
  const { date, time } = exchangeTime(at);
  const seconds = ((((at % 60_000) + 60_000) % 60_000) / 1_000).toFixed(3).padStart(6, '0');
  return `${date.slice(5)} ${time}:${seconds}`;
}

const whoOf = ({ who, kind }: Logged): string =>
  (kind === 'order' || who === 0 ? (WORLDS[kind] ?? 'world') : `process ${String(who)}`).padEnd(10);

const WORLDS: Readonly<Partial<Record<Logged['kind'], string>>> = {
  order: 'broker',
  written: 'journal',
  'ledger-written': 'ledger',
  recorded: 'records',
  struck: 'fault',
  'by-hand': 'person',
  'stop-thrown': 'person',
  violated: 'witness',
};

function wordsOf({ kind, what, a, b, c }: Logged): string {
  switch (kind) {
    case 'started':
      return `starts for ${show(what)}, start ${show(a)}, its clock ${show(b)} ms off`;
    case 'ended':
      return what === 'done' ? 'has done its errand' : what === 'bug' ? 'stops on a bug' : 'gives up: it can be started again';
    case 'crashed':
      return 'dies';
    case 'froze':
      return 'stands still';
    case 'woke':
      return 'wakes up';
    case 'clock-jumped':
      return `its clock jumps to ${show(what)} ms off`;
    case 'called':
      return `→ ${show(what)} (${show(a)})${b === null ? '' : ` ${short(b)}`}`;
    case 'replied':
      return `← answer to ${show(what)}`;
    case 'failed':
      return `← nothing to ${show(what)}: ${show(a)}`;
    case 'alarm':
      return 'wakes for what is due';
    case 'hint':
      return `hears that ${short(what)} is ${show(a)}, filled ${decimal(b)}`;
    case 'stop-heard':
      return `hears that it is ${show(what)}`;
    case 'arrived':
      return `${show(what)} arrives: ${show(a)}${b === null ? '' : `, ${show(b)}`}`;
    case 'order':
      return `${short(what)} is ${show(a)}, filled ${decimal(b)}`;
    case 'written':
      return `${show(what)} ${[a, b, c]
        .filter((field) => field !== null)
        .map(fieldWords)
        .join(' ')}`;
    case 'ledger-written':
      return `${show(what)} entries, the first a ${show(a)}`;
    case 'recorded':
      return `${show(what)} ${show(a)}: ${show(b)}; books ${show(c)}`;
    case 'struck':
      return FAULTS[what as FaultName].says;
    case 'by-hand':
      return `${show(what)} ${[a, b, c]
        .filter((field) => field !== null)
        .map(fieldWords)
        .join(' ')}`;
    case 'overnight':
      return `overnight: ${show(what)}`;
    case 'stop-thrown':
      return `stops everything: ${show(what)}, by ${show(a)}`;
    case 'decided':
      return show(what);
    case 'violated':
      return `${show(what)}: ${show(a)}`;
  }
}

const show = (field: Field): string => (typeof field === 'bigint' ? decimal(field) : String(field));
const decimal = (field: Field): string => (typeof field === 'bigint' ? toDecimal(field as Quantity) : String(field));
const fieldWords = (field: Field): string => (typeof field === 'string' && field.startsWith('alch-') ? short(field) : show(field));
/** The last six characters tell our ids apart. */
const short = (field: Field): string => (typeof field === 'string' && field.startsWith('alch-') ? `alch…${field.slice(-6)}` : show(field));
