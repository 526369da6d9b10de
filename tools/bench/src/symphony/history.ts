/** Closes of every ticker of a tree, made up: as many sessions as somebody wants, ending on the last of the calendar's. */
import { nyse, sessionDate, tickersOf, type Allocation, type History } from '@alchemiser/domain';
import { walk } from '../indicators/walks.ts';

const SESSIONS = nyse.sessions(sessionDate('2014-01-02'), sessionDate('2024-12-31'));

export function walkedHistory(tree: Allocation, sessions: number): History {
  return {
    sessions: SESSIONS.slice(-sessions),
    closes: new Map(tickersOf(tree).map((ticker, number) => [ticker, walk(number, sessions)])),
  };
}

/** What was known at the close of a row. */
export const upTo = ({ sessions, closes }: History, row: number): History => ({
  sessions: sessions.slice(0, row + 1),
  closes: new Map([...closes].map(([ticker, column]) => [ticker, column.slice(0, row + 1)])),
});
