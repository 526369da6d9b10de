import { afterAll, describe, expect, it } from 'vitest';
import { desk, overhear } from '../../test/overheard.ts';
import { indicatorCommand } from './indicator.ts';

const { folder, file, clear } = desk();
afterAll(clear);

const closes = file('closes.csv', 'Date,Open,Close\n2024-01-02,1,100\n2024-01-03,1,102\n2024-01-04,1,101\n2024-01-05,1,104\n');
const measure = (json: boolean, csv: string, name: string, ...windows: readonly string[]) =>
  overhear((console) => indicatorCommand(console, csv, name, windows), { json });

describe('indicator', () => {
  it('prints the values of a column, null where there is none yet', async () => {
    expect((await measure(true, closes, 'sma', '2')).document).toEqual([null, 101, 101.5, 102.5]);
    // (2 · 1 + 3) / (5 + 1) by hand: gains 2 and 3, one loss of 1.
    expect((await measure(true, closes, 'rsi', '3')).document).toEqual([null, null, null, expect.closeTo((100 * 5) / 6, 10)]);
    expect((await measure(true, closes, 'close')).document).toEqual([100, 102, 101, 104]);
  });

  it.each(['cumulative-return', 'CUMULATIVE-RETURN', 'cumulativeReturn'])('knows an indicator by the name %s', async (name) => {
    expect((await measure(true, closes, name, '1')).document).toEqual([
      null,
      expect.closeTo(2),
      expect.closeTo(-100 / 102),
      expect.closeTo(300 / 101),
    ]);
  });

  it('shows a table beside dates and closes', async () => {
    const { page, code } = await measure(false, closes, 'sma', '2');
    expect(code).toBe(0);
    expect(page).toContain('2-day average');
    expect(page).toMatch(/2024-01-03 +102 +101\.0000/);
  });

  it('remarks that a window is longer than the file', async () => {
    const { remarks, document } = await measure(true, closes, 'rsi', '14');
    expect(document).toEqual([null, null, null, null]);
    expect(remarks).toEqual([`RSI(14) needs 15 closes, and ${closes} has 4.`]);
  });

  it.each<readonly [string, string, string]>([
    ['an empty file', '', 'holds no rows.'],
    ['a header alone', 'date,close\n', 'holds no rows.'],
    ['no column of closes', 'date,open\n2024-01-02,1\n', 'has no "close" column; its columns are date, open.'],
    ['semicolons', 'date;close\n2024-01-02;1\n', 'has no "close" column; its columns are date;close.'],
    ['a close that is no number', 'date,close\n2024-01-02,1\n2024-01-03,abc\n', ', line 3: close must be a number above 0, was "abc".'],
    ['a close of nothing', 'date,close\n2024-01-02,0\n', ', line 2: close must be a number above 0, was "0".'],
    ['a row that is too short', 'date,close\n2024-01-02\n', 'is not CSV: Invalid Record Length'],
  ])('refuses %s', async (_, text, says) => {
    const { code, problem } = await measure(true, file('odd.csv', text), 'rsi', '2');
    expect(code).toBe(1);
    expect(problem[0]).toContain(says);
  });

  it.each<readonly [string, readonly string[], string]>([
    ['no window', ['rsi'], 'rsi takes one window, was given none.'],
    ['two windows for one', ['rsi', '5', '6'], 'rsi takes one window, was given 2.'],
    ['one window for two', ['ppo', '5'], 'ppo takes 2 windows, was given 1.'],
    ['a window of nothing', ['rsi', '0'], 'rsi needs windows of whole sessions ≥ 1, was 0.'],
    ['half a session', ['rsi', '2.5'], 'A window is a whole number of sessions, was "2.5".'],
    ['a word for a window', ['rsi', 'ten'], 'A window is a whole number of sessions, was "ten".'],
    ['a name nobody knows', ['macd', '5'], 'There is no indicator called macd.'],
    ['a name that every object has', ['__proto__', '5'], 'There is no indicator called __proto__.'],
  ])('refuses %s', async (_, [name = '', ...windows], says) => {
    const { code, problem } = await measure(false, closes, name, ...windows);
    expect(code).toBe(2);
    expect(problem[0]).toBe(says);
  });

  it('says why a file cannot be read', async () => {
    expect((await measure(false, folder, 'rsi', '2')).problem[0]).toBe(`The file ${folder} cannot be read: it is a folder.`);
    expect((await measure(false, `${folder}/none.csv`, 'rsi', '2')).problem[0]).toContain('cannot be read: it does not exist.');
  });
});
