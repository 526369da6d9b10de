import { nuclear, parseSymphony, readColumns, type Columns, type Symphony } from '@alchemiser/domain';
import { spentMs } from '../contest.ts';
import { figure, type Figure } from '../figure.ts';
import { upTo, walkedHistory } from './history.ts';
import { largeSymphony } from './large-symphony.ts';

const COLD_BARS = 400;
const SESSIONS = 2_000;

/** The large symphony: its parts, each from nothing. */
export function symphonyFigures(): readonly Figure[] {
  const text = largeSymphony();
  const read = (): Symphony => {
    const parsed = parseSymphony(text);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.error[0]));
    return parsed.value;
  };
  const { tree } = read();
  const short = walkedHistory(tree, COLD_BARS);
  const long = walkedHistory(tree, SESSIONS);
  const size = `${(text.length / 1e6).toFixed(1)} MB`;
  const once = (what: string, run: () => unknown, rounds: number): readonly Figure[] => {
    const group = 'A generated symphony';
    // What a person waits for who starts the program for this: the engine has compiled nothing yet.
    const start = spentMs();
    run();
    const first: Figure = { group, what: `${what}, the first time`, unit: 'time', nanoseconds: (spentMs() - start) * 1e6, others: [] };
    return [first, figure({ group, what, unit: 'time', units: 1, contenders: [{ name: 'ours', run }], rounds, laps: 'long' })];
  };
  return [
    ...once(`parse and lower ${size}`, read, 15),
    ...once(`one day from ${COLD_BARS} bars`, () => decisionOn(readColumns(tree, short), COLD_BARS - 1), 21),
    ...once(`${SESSIONS} sessions`, () => readColumns(tree, long).weightColumns(), 11),
  ];
}

/** A whole history at once, against every day of it from nothing. */
export function columnarFigures(): readonly Figure[] {
  const history = walkedHistory(nuclear.tree, 500);
  const rows = Array.from({ length: 250 }, (_, at) => 250 + at);
  const asOf = rows.map((row) => upTo(history, row));
  return [
    figure({
      group: 'Rule trees',
      what: 'Nuclear, 250 sessions, columnar',
      unit: 'session',
      units: rows.length,
      goal: 20,
      contenders: [
        {
          name: 'ours',
          run: () => {
            const columns = readColumns(nuclear.tree, history);
            return rows.map((row) => decisionOn(columns, row));
          },
        },
        {
          name: 'every day from nothing',
          run: () => rows.map((row, at) => decisionOn(readColumns(nuclear.tree, asOf[at]!), row)),
        },
      ],
      rounds: 7,
      laps: 'long',
    }),
  ];
}

const decisionOn = (columns: Columns, row: number): unknown => columns.weightsAt(row);
