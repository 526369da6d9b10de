import { planDay, Refused, signalsOf, tradingDay } from '@alchemiser/execution';
import { isFailure } from '@alchemiser/services';
import type { RunRecord } from '@alchemiser/domain';
import type { OpenedDesk } from '@alchemiser/desk';
import { compose } from './compose.ts';
import { parseEvent, type DayEvent } from './event.ts';

/** What the runtime passes beside the event; the request's id stands in every log line. */
interface Context {
  readonly awsRequestId: string;
  /** Until the runtime ends the function, whatever it is doing. */
  getRemainingTimeInMillis(): number;
}

/** What became of the day, small enough for a log; the record itself is in the store and in the mail. */
export interface DayAnswer {
  readonly mode: DayEvent['mode'];
  readonly status: RunRecord['status'] | 'decided';
  readonly session: string;
  readonly says: string;
  readonly repeated: boolean;
  /** Strategy → tickers with their weights. */
  readonly decisions: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** A day that did not end as it should: raised, so that the schedule's alarm hears of it. */
export class DayNotDone extends Error {
  override readonly name = 'DayNotDone';
}

/** Enough for a run to cancel what is open (`stopMsMax`), compare, record and mail. */
const TO_END_MS = 60_000;
/** Less than this is no time to trade in. */
const TO_TRADE_MS = 3 * 60_000;

/**
 * One event, one day. Calling it again for the same session does nothing, or goes on where it stopped.
 * @throws InvalidEvent, Refused, Failure or DayNotDone: nothing that needs a person ends as a success.
 */
export async function handler(event: unknown, context: Context): Promise<DayAnswer> {
  try {
    const { mode, session } = parseEvent(event);
    if (mode === 'trade') requireTime(context);
    const { close, ...opened } = await compose(process.env, session, mode === 'trade', context.awsRequestId);
    try {
      return await run(mode, opened, context);
    } finally {
      close();
    }
  } catch (error) {
    throw withAdvice(error);
  }
}

type Opened = Omit<OpenedDesk, 'close'>;

async function run(mode: DayEvent['mode'], opened: Opened, context: Context): Promise<DayAnswer> {
  const { desk, mandate, session } = opened;
  switch (mode) {
    case 'signals': {
      const signals = await signalsOf(desk, mandate, session);
      const undecided = signals.sleeves.find((sleeve) => sleeve.undecided !== undefined);
      if (undecided?.undecided !== undefined) throw new DayNotDone(undecided.undecided.says);
      return { mode, status: 'decided', session, says: `Decided for ${session}.`, repeated: false, decisions: decisionsOf(signals) };
    }
    case 'plan':
      return answer(mode, await planDay(desk, mandate, { session, ordinal: 0 }), false);
    case 'trade':
      return trade(opened, context);
  }
}

/** Shortly before the runtime would end the function, the run ends itself: as at Ctrl-C, nothing of it stays open. */
async function trade({ desk, mandate, session }: Opened, context: Context): Promise<DayAnswer> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), context.getRemainingTimeInMillis() - TO_END_MS);
  try {
    const { record, repeated, mail } = await tradingDay(desk, mandate, { session, ordinal: 0, signal: controller.signal });
    const answered = answer('trade', record, repeated);
    // Called again, the day does nothing but hand over its mail.
    if (mail.status === 'failed') throw new DayNotDone(`${record.status}: ${record.says} Its mail has not left: ${mail.says}`);
    return answered;
  } finally {
    clearTimeout(timer);
  }
}

function requireTime(context: Context): void {
  const left = context.getRemainingTimeInMillis();
  if (left >= TO_TRADE_MS) return;
  const seconds = (ms: number): string => `${String(Math.floor(ms / 1_000))} s`;
  throw new DayNotDone(
    `Nothing was done: the function's timeout must leave at least ${seconds(TO_TRADE_MS)}, it leaves ${seconds(left)}. Set it to 15 minutes.`,
  );
}

function answer(mode: DayEvent['mode'], record: RunRecord, repeated: boolean): DayAnswer {
  const { status, says, session } = record;
  if (status === 'refused' || status === 'halted' || status === 'partly') throw new DayNotDone(`${status}: ${says}`);
  return { mode, status, session, says, repeated, decisions: decisionsOf(record) };
}

/** An alarm shows the message of an error and nothing else: what to do belongs into it. */
function withAdvice(error: unknown): unknown {
  const advice = isFailure(error) ? error.advice : error instanceof Refused ? error.advice.join(' ') : undefined;
  if (error instanceof Error && advice !== undefined && advice !== '') error.message = `${error.message.replace(/\.$/, '')}. ${advice}`;
  return error;
}

const decisionsOf = ({ sleeves }: Pick<RunRecord, 'sleeves'>): DayAnswer['decisions'] =>
  Object.fromEntries(
    sleeves.map((sleeve) => [sleeve.strategy, Object.fromEntries(sleeve.weights.map(({ ticker, weight }) => [ticker, weight]))]),
  );
