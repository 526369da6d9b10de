import { decideOn, flips, requirements, sleeveRecord, type Provenance, type SessionDate, type SleeveRecord } from '@alchemiser/domain';
import type { Desk, Mandate } from './desk.ts';
import { gatherHistory } from './gather-history.ts';

/** What the strategies decide for a session, without a look at any account. */
export interface Signals {
  readonly provenance: Provenance;
  readonly session: SessionDate;
  readonly asOf: SessionDate;
  readonly historyFrom: SessionDate;
  readonly sleeves: readonly SleeveRecord[];
}

/** @throws Failure when the bars cannot be read. A strategy that cannot decide is in the answer, with what it lacks. */
export async function signalsOf(
  desk: Pick<Desk, 'market' | 'calendar' | 'provenance'>,
  mandate: Mandate,
  session: SessionDate,
): Promise<Signals> {
  const asOf = desk.calendar.previous(session);
  const history = await gatherHistory(
    desk,
    requirements(mandate.book).tickers.map(({ ticker }) => ticker),
    asOf,
  );
  const sleeves = mandate.book.map(({ strategy, share }): SleeveRecord => {
    const decision = decideOn(strategy, history, mandate.decide.reading);
    const edges = flips(strategy, history, mandate.decide.reading);
    return sleeveRecord({ strategy, share, decision, action: decision.ok ? 'rebalance' : 'undecided', why: '' }, edges);
  });
  return { provenance: desk.provenance, session, asOf, historyFrom: history.sessions[0] ?? asOf, sleeves };
}
