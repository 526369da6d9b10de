import assert from 'node:assert/strict';
import type { Journal, JournalEntry, RunKey } from '../ports/journal.ts';
import { promise, type ContractCase } from './contract.ts';

const RUN: RunKey = { account: 'A1', session: '2024-08-06', ordinal: 0 };
const entry = (kind: string, fields: Readonly<Record<string, unknown>> = {}): JournalEntry => ({ kind, ...fields });
const kinds = async (journal: Journal, run = RUN): Promise<string[]> => (await journal.read(run)).map(({ kind }) => kind);

/** What every journal promises. @param make an empty journal. */
export const journalContract = (make: () => Promise<Journal>): readonly ContractCase[] => [
  promise('a run that was never written is empty', make, async (journal) => {
    assert.deepEqual(await journal.read(RUN), []);
    assert.deepEqual(await journal.runs(RUN.account), []);
    assert.deepEqual(await journal.accounts(), []);
  }),
  promise('entries come back in order and as they were', make, async (journal) => {
    const first = entry('planned', { legs: [{ ticker: 'SPY', quantity: '1.5' }], note: 'a "quoted" — µ', none: null, on: true, count: 2 });
    assert.deepEqual(await journal.append(RUN, 0, [first, entry('funded')]), { status: 'appended', length: 2 });
    assert.deepEqual(await journal.append(RUN, 2, [entry('sent')]), { status: 'appended', length: 3 });
    assert.deepEqual(await journal.read(RUN), [first, entry('funded'), entry('sent')]);
  }),
  promise('a writer that expects another length is told the length and writes nothing', make, async (journal) => {
    await journal.append(RUN, 0, [entry('planned')]);
    for (const expected of [0, 2, 7]) {
      assert.deepEqual(await journal.append(RUN, expected, [entry('late'), entry('later')]), { status: 'conflict', length: 1 });
    }
    assert.deepEqual(await kinds(journal), ['planned']);
  }),
  promise('of writers at the same moment one wins and the others read its entries', make, async (journal) => {
    const writers = Array.from({ length: 8 }, (_, index) => `writer-${index}`);
    const answers = await Promise.all(writers.map((name) => journal.append(RUN, 0, [entry(name), entry(`${name}-too`)])));
    const winners = writers.filter((_, index) => answers[index]?.status === 'appended');
    assert.equal(winners.length, 1);
    assert.deepEqual(await kinds(journal), [winners[0], `${String(winners[0])}-too`]);
    assert.equal(answers.filter((answer) => answer.status === 'conflict' && answer.length === 2).length, 7);
  }),
  promise('appending nothing checks the length and changes nothing', make, async (journal) => {
    assert.deepEqual(await journal.append(RUN, 0, []), { status: 'appended', length: 0 });
    assert.deepEqual(await journal.append(RUN, 1, []), { status: 'conflict', length: 0 });
  }),
  promise('runs do not see each other', make, async (journal) => {
    const others: readonly RunKey[] = [
      { ...RUN, account: 'A2' },
      { ...RUN, session: '2024-08-07' },
      { ...RUN, ordinal: 1 },
    ];
    await journal.append(RUN, 0, [entry('mine')]);
    for (const [index, run] of others.entries()) await journal.append(run, 0, [entry(`other-${index}`)]);
    assert.deepEqual(await kinds(journal), ['mine']);
    for (const [index, run] of others.entries()) assert.deepEqual(await kinds(journal, run), [`other-${index}`]);
  }),
  promise('runs are listed newest first, those of the account alone', make, async (journal) => {
    const keys: readonly [string, number][] = [
      ['2024-08-06', 0],
      ['2024-08-12', 0],
      ['2024-08-06', 1],
      ['2023-12-29', 0],
    ];
    for (const [session, ordinal] of keys) await journal.append({ ...RUN, session, ordinal }, 0, [entry('planned')]);
    await journal.append({ ...RUN, account: 'A2' }, 0, [entry('planned')]);
    assert.deepEqual(await journal.accounts(), [RUN.account, 'A2'].sort());
    assert.deepEqual(
      (await journal.runs(RUN.account)).map(({ session, ordinal }) => [session, ordinal]),
      [
        ['2024-08-12', 0],
        ['2024-08-06', 1],
        ['2024-08-06', 0],
        ['2023-12-29', 0],
      ],
    );
  }),
  promise('what was appended no longer follows its writer', make, async (journal) => {
    const legs = ['SPY'];
    await journal.append(RUN, 0, [entry('planned', { legs })]);
    legs.push('QQQ');
    assert.deepEqual(await journal.read(RUN), [entry('planned', { legs: ['SPY'] })]);
  }),
];
