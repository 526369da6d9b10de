import { cards } from '@alchemiser/domain';
import { figure, type Figure } from '../figure.ts';
import { indicatorRows } from './rows.ts';
import { BARS, walk } from './walks.ts';

const ROUNDS = 31;
/** Tickers: more than a processor keeps at hand of everybody's arrays. */
const SERIES = 5;

/** Ours into a column that is there already, as our readings call it; a peer's into an array of its own, as it must. */
export function indicatorFigures(): readonly Figure[] {
  const columns = Array.from({ length: SERIES }, (_, number) => walk(number, BARS));
  const lists = columns.map((column) => [...column]);
  const out = new Float64Array(BARS);
  return indicatorRows.map(({ indicator, windows, peers, goal }) => {
    const card = cards[indicator];
    const ours = {
      name: 'ours',
      run: () => columns.map((column) => card.compute(column, windows, out)),
    };
    const others = peers.map(({ name, compute }) => ({
      name,
      run: () => lists.map(compute),
    }));
    return figure({
      group: 'Indicators, whole columns',
      what: card.words(windows),
      unit: 'bar',
      units: BARS * SERIES,
      goal,
      contenders: [ours, ...others],
      rounds: ROUNDS,
      laps: 'short',
    });
  });
}
