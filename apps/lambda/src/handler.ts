import { planDay, signalsOf, tradingDay } from '@alchemiser/execution';
import type { RunRecord } from '@alchemiser/domain';
import type { OpenedDesk } from '@alchemiser/desk';
import { compose } from './compose.ts';
import { parseEvent, type DayEvent } from './event.ts';

/** What the runtime passes beside the event; the request's id stands in every log line. */
interface Context {
  readonly awsRequestId: string;
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

/** A day that did not end as it should: raised, so that the schedule's alarm hears of it. Its mail is already on the way. */
export class DayNotDone extends Error {
  override readonly name = 'DayNotDone';
}

/**
 * One event, one day. Calling it again for the same session does nothing, or goes on where it stopped.
 * @throws InvalidEvent, Refused, Failure or DayNotDone: nothing that needs a person ends as a success.
 */
export async function handler(event: unknown, { awsRequestId }: Context): Promise<DayAnswer> {
  const { mode, session } = parseEvent(event);
  const { close, ...opened } = await compose(process.env, session, mode === 'trade', awsRequestId);
  try {
    return await run(mode, opened);
  } finally {
    close();
  }
}

async function run(mode: DayEvent['mode'], { desk, mandate, session }: Omit<OpenedDesk, 'close'>): Promise<DayAnswer> {
  switch (mode) {
    case 'signals': {
      const signals = await signalsOf(desk, mandate, session);
      const undecided = signals.sleeves.find((sleeve) => sleeve.undecided !== undefined);
      if (undecided?.undecided !== undefined) throw new DayNotDone(undecided.undecided.says);
      return { mode, status: 'decided', session, says: `Decided for ${session}.`, repeated: false, decisions: decisionsOf(signals) };
    }
    case 'plan':
      return answer(mode, await planDay(desk, mandate, { session, ordinal: 0 }), false);
    case 'trade': {
      const { record, repeated } = await tradingDay(desk, mandate, { session, ordinal: 0 });
      return answer(mode, record, repeated);
    }
  }
}

function answer(mode: DayEvent['mode'], record: RunRecord, repeated: boolean): DayAnswer {
  const { status, says, session } = record;
  if (status === 'refused' || status === 'halted' || status === 'partly') throw new DayNotDone(`${status}: ${says}`);
  return { mode, status, session, says, repeated, decisions: decisionsOf(record) };
}

const decisionsOf = ({ sleeves }: Pick<RunRecord, 'sleeves'>): DayAnswer['decisions'] =>
  Object.fromEntries(
    sleeves.map((sleeve) => [sleeve.strategy, Object.fromEntries(sleeve.weights.map(({ ticker, weight }) => [ticker, weight]))]),
  );
