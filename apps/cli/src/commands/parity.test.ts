import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { desk, overhear, type Overheard } from '../../test/overheard.ts';
import type { ParityOptions } from '../parity-options.ts';
import { parityCommand } from './parity.ts';

const { folder, file, clear } = desk();
afterAll(clear);

const bars = join(folder, 'bars');
mkdirSync(bars);
const SESSIONS = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05', '2024-01-08'];
const series = (name: string, closes: readonly number[]): void => {
  const rows = closes.map((close, at) => [SESSIONS[at], close, close, close, close, 1000].join(','));
  writeFileSync(join(bars, `${name}.csv`), ['date,open,high,low,close,volume', ...rows].join('\n'));
};
series('AAA', [10, 11, 12, 13, 9]);
series('BBB', [20, 20, 20, 20, 20]);

const rising = file(
  'rising.clj',
  '(defsymphony "Rising" {:rebalance-frequency :daily} (if (> (current-price "AAA") (moving-average-price "AAA" {:window 3})) [(asset "AAA")] [(asset "BBB")]))',
);

const compare = (holdings: string, options: Partial<ParityOptions> = {}, json = true): Promise<Overheard> => {
  const given: ParityOptions = { json, color: false, verbose: false, data: join(folder, 'data'), bars, holdings, lag: 0, ...options };
  return overhear((console) => parityCommand(console, given, {}, rising), { json });
};

describe('parity', () => {
  it('reads percents, fractions, dashes and cash, and agrees with what it would have held', async () => {
    const csv = file(
      'theirs.csv',
      'Date,Day Traded,$USD,AAA,BBB\n2024-01-04,Yes,0.0%,100.0%,-\n2024-01-05,No,,1,0\n2024-01-08,Yes,0.1%,,99.9%\n',
    );
    expect((await compare(csv)).document).toEqual({ strategy: 'rising', sessions: 3, agreeing: 3, differing: [] });
    expect((await compare(csv, {}, false)).page).toBe(`Rising against ${csv}: 3 of 3 sessions agree (100.0 %).\n`);
  });

  it('agrees with what evaluate prints', async () => {
    const json = file(
      'ours.json',
      JSON.stringify([
        { date: '2024-01-08', weights: { BBB: 1 } },
        { date: '2024-01-05', weights: { AAA: 1 } },
      ]),
    );
    expect((await compare(json)).document).toMatchObject({ sessions: 2, agreeing: 2 });
  });

  it('tells each difference with its cause', async () => {
    const csv = file('other.csv', 'date,AAA,BBB\n2024-01-03,1,0\n2024-01-04,0.5,0.5\n2024-01-05,1,0\n');
    const { document } = await compare(csv);
    expect(document).toMatchObject({
      sessions: 3,
      agreeing: 1,
      differing: [
        { date: '2024-01-03', agreement: 0, cause: 'data', ours: {}, theirs: { AAA: 1 } },
        { date: '2024-01-04', agreement: 0.5, cause: 'definition', ours: { AAA: 1 }, theirs: { AAA: 0.5, BBB: 0.5 } },
      ],
    });
    const { page } = await compare(csv, {}, false);
    expect(page).toMatch(/1 of 3 sessions agree \(33\.3 %\)/);
    expect(page).toMatch(/2024-01-04 +50\.0 % +AAA 100\.0 % +AAA 50\.0 %, BBB 50\.0 % +definition/);
  });

  it('compares with the decision of the session before when holdings lag by one', async () => {
    const csv = file('late.csv', 'date,AAA\n2024-01-08,1\n');
    expect((await compare(csv, { lag: 1 })).document).toMatchObject({ sessions: 1, agreeing: 1 });
    expect((await compare(csv)).document).toMatchObject({ agreeing: 0, differing: [{ cause: 'definition' }] });
  });

  it.each<readonly [string, string, string]>([
    ['no days', 'date,AAA\n', 'it holds no days'],
    ['no dates', 'day,AAA\n2024-01-04,1\n', 'line 2 has no date'],
    [
      'a weight of more than all',
      'date,AAA\n2024-01-04,150%\n',
      'the weight of AAA on 2024-01-04 must be a fraction or a percent, was "150%"',
    ],
    ['a weight in words', 'date,AAA\n2024-01-04,much\n', 'was "much"'],
    ['JSON of something else', '[{"day": 1}]', 'entry 1 has no date and weights'],
  ])('refuses a file of %s', async (_, text, says) => {
    const { code, problem } = await compare(file('odd.csv', text));
    expect(code).toBe(1);
    expect(problem[0]).toContain(says);
  });
});
