import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { sessionDate } from '@alchemiser/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { desk, overhear, type Overheard } from '../../test/overheard.ts';
import { evaluateCommand, type EvaluateOptions } from './evaluate.ts';

const { folder, file, clear } = desk();
afterAll(clear);

const OPTIONS: EvaluateOptions = { json: true, color: false, verbose: false, data: join(folder, 'data') };
const evaluate = (argument: string, options: Partial<EvaluateOptions> = {}, json = true): Promise<Overheard> =>
  overhear((console) => evaluateCommand(console, { ...OPTIONS, ...options, json }, {}, argument), { json });
const between = (from: string, to: string) => ({ from: sessionDate(from), to: sessionDate(to) });

const rising = file(
  'rising.clj',
  '(defsymphony "Rising" {:rebalance-frequency :daily} (if (> (current-price "AAA") (moving-average-price "AAA" {:window 3})) [(asset "AAA")] [(asset "BBB")]))',
);

/** Five sessions of two tickers; AAA falls on the last. */
function bars(): string {
  const path = join(folder, 'bars');
  mkdirSync(path, { recursive: true });
  const sessions = ['2024-01-02', '2024-01-03', '2024-01-04', '2024-01-05', '2024-01-08'];
  const rows = (closes: readonly number[]): string =>
    ['date,open,high,low,close,volume', ...closes.map((close, at) => [sessions[at], close, close, close, close, 1000].join(','))].join(
      '\n',
    );
  copyFileSync(file('AAA.csv', rows([10, 11, 12, 13, 9])), join(path, 'AAA.csv'));
  copyFileSync(file('BBB.csv', rows([20, 20, 20, 20, 20])), join(path, 'BBB.csv'));
  return path;
}

describe('evaluate', () => {
  it('prints the weights of every session of a range', async () => {
    const { document, code } = await evaluate(rising, { bars: bars(), ...between('2024-01-04', '2024-01-08') });
    expect(code).toBe(0);
    expect(document).toEqual([
      { date: '2024-01-04', weights: { AAA: 1 } },
      { date: '2024-01-05', weights: { AAA: 1 } },
      { date: '2024-01-08', weights: { BBB: 1 } },
    ]);
  });

  it('begins, unless told otherwise, where it can decide from then on', async () => {
    const { document } = await evaluate(rising, { bars: bars() });
    expect((document as readonly { date: string }[]).map(({ date }) => date)).toEqual(['2024-01-04', '2024-01-05', '2024-01-08']);
  });

  it('shows a table', async () => {
    const { page } = await evaluate(rising, { bars: bars() }, false);
    expect(page).toMatch(/2024-01-05 +AAA 100\.0 %\n +2024-01-08 +BBB 100\.0 %/);
  });

  it('says whose prices they are', async () => {
    expect((await evaluate('nuclear', between('2024-08-05', '2024-08-05'))).remarks).toEqual(['Prices: synthetic market, seed 7.']);
    const own = await evaluate(rising, { bars: bars() });
    expect(own.remarks).toEqual([`Prices: daily bars from ${join(folder, 'bars')}, quotes made up inside them.`]);
  });

  it('reads a folder of bars, and nothing made up, where Alpaca is configured', async () => {
    const config = file('alpaca.json', '{"broker":"alpaca"}');
    const env = { ALPACA_PAPER_KEY: 'key', ALPACA_PAPER_SECRET: 'secret' };
    const asked = (options: Partial<EvaluateOptions>) =>
      overhear((console) => evaluateCommand(console, { ...OPTIONS, config, ...options }, env, rising), { json: true });
    const { code, problem } = await asked({});
    expect([code, problem[1]]).toEqual([3, 'Name a folder of daily bars with --bars.']);
    expect((await asked({ bars: bars() })).code).toBe(0);
  });

  it('knows our strategies, on the synthetic market', async () => {
    const { document } = await evaluate('nuclear', between('2024-08-01', '2024-08-05'));
    expect(document).toEqual(['2024-08-01', '2024-08-02', '2024-08-05'].map((date) => ({ date, weights: expect.any(Object) as unknown })));
  });

  it.each<readonly [string, string, Partial<EvaluateOptions>, number, string]>([
    [
      'a session on which it cannot decide',
      rising,
      { bars: bars(), ...between('2024-01-02', '2024-01-08') },
      3,
      'Rising cannot decide for Tue 2 Jan 2024: AAA needs 3 bars for its 3-day average, of which the history at hand holds 1.',
    ],
    [
      'sessions after the last bar',
      rising,
      { bars: bars(), to: sessionDate('2024-01-12') },
      3,
      'Rising cannot decide for Fri 12 Jan 2024: AAA has no bar of',
    ],
    [
      'a range the wrong way round',
      rising,
      { bars: bars(), ...between('2024-01-08', '2024-01-04') },
      3,
      'There is no session from 2024-01-08 through 2024-01-04',
    ],
    ['a weekend', rising, { bars: bars(), ...between('2024-01-06', '2024-01-07') }, 3, 'There is no session from 2024-01-06'],
    ['a day beyond the calendar', rising, { bars: bars(), to: sessionDate('2090-01-02') }, 2, 'The calendar of the NYSE is known from'],
    ['neither a strategy nor a file', 'nuklear', {}, 2, 'There is no strategy and no file called nuklear.'],
  ])('refuses %s', async (_, argument, options, exitCode, says) => {
    const { code, problem } = await evaluate(argument, options);
    expect(code).toBe(exitCode);
    expect(problem[0]).toContain(says);
  });

  it('says which ticker has no bars at all', async () => {
    const stranger = file('stranger.clj', '(defsymphony "S" {:rebalance-frequency :daily} (weight-equal [(asset "AAA") (asset "ZZZ")]))');
    const { problem } = await evaluate(stranger, { bars: bars() });
    expect(problem).toEqual([expect.stringContaining('ZZZ'), 'Add bars of ZZZ: --bars names their folder.']);
  });
});
