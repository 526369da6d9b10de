import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nyse, sessionDate } from '@alchemiser/domain';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyFolder, runCli } from './cli-run.ts';

// What a person sees who got something wrong: a sentence, what to do, an exit code that says whose turn it is, and nothing half written.

const folder = emptyFolder();
const at = (...names: readonly string[]): string => join(folder.path, ...names);
afterAll(() => folder[Symbol.asyncDispose]());

function fileAt(path: string, text: string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

const HEADER = 'date,open,high,low,close,volume\n';
const sessions = ['2024-08-01', '2024-08-02', '2024-08-05', '2024-08-06'];
const rows = sessions.map((date) => `${date},10,11,9,10,1000\n`).join('');

const badClose = at('bad-close');
fileAt(join(badClose, 'SPY.csv'), `${HEADER}2024-01-02,1,2,0.5,abc,100\n`);
const backwards = at('backwards');
fileAt(join(backwards, 'SPY.csv'), `${HEADER}2024-01-03,1,2,0.5,1,100\n2024-01-02,1,2,0.5,1,100\n`);
const noBars = at('no-bars');
mkdirSync(noBars);
const oneTicker = at('one-ticker');
fileAt(join(oneTicker, 'SPY.csv'), HEADER + rows);
const noTqqq = at('no-tqqq');
for (const name of ['SPY', 'VOX']) fileAt(join(noTqqq, `${name}.csv`), HEADER + longRows());
const garbage = at('garbage');
fileAt(join(garbage, 'alchemiser.db'), 'this is not a database, and long enough to be read as one: '.repeat(40));
const aFile = fileAt(at('a-file'), 'a file');
const misspelt = fileAt(at('misspelt.json'), '{"sleves":{"nuclear":1}}');
const half = fileAt(at('half.json'), '{"sleeves":{"nuclear":0.5}}');
const stranger = fileAt(at('stranger.json'), '{"sleeves":{"nuclaer":1}}');
const noJson = fileAt(at('no-json.json'), '{"sleeves":');

/** Enough sessions for every measure of Nuclear, rising and falling by turns. */
function longRows(): string {
  const dates = nyse.sessions(sessionDate('2022-01-03'), sessionDate('2024-08-06'));
  return dates.map((date, day) => `${date},10,12,9,${String(10 + (day % 2))},1000\n`).join('');
}

interface Mistake {
  readonly what: string;
  readonly args: readonly string[];
  readonly exitCode: number;
  /** What the message must name: what was expected or found, and what to do. */
  readonly says: readonly (string | RegExp)[];
}

const MISTAKES: readonly Mistake[] = [
  { what: 'an unknown command', args: ['frobnicate'], exitCode: 2, says: ["unknown command 'frobnicate'", '--help'] },
  { what: 'a misspelt command', args: ['staus'], exitCode: 2, says: ['Did you mean status?'] },
  { what: 'an unknown option', args: ['trade', '--sessions', '2024-08-06'], exitCode: 2, says: ['--session'] },
  { what: 'a day that does not exist', args: ['trade', '--session', '2024-02-30'], exitCode: 2, says: ['calendar day', '2024-02-30'] },
  { what: 'a day without a session', args: ['trade', '--session', '2024-08-04'], exitCode: 3, says: ['not a trading day', '2024-08-05'] },
  {
    what: 'a session beyond the calendar',
    args: ['trade', '--session', '2099-08-05'],
    exitCode: 3,
    says: ['calendar', 'Choose a --session'],
  },
  { what: 'a session beyond the market', args: ['trade', '--session', '2030-08-05'], exitCode: 3, says: ['beyond the end', 'earlier'] },
  { what: 'a seed that is no number', args: ['trade', '--seed', 'lucky'], exitCode: 2, says: ['whole number', 'lucky'] },
  { what: 'an unknown strategy', args: ['explain', 'nuclaer'], exitCode: 2, says: ['nuclaer', 'nuclear'] },
  { what: 'a close that is no number', args: ['trade', '--bars', badClose], exitCode: 1, says: ['SPY.csv, line 2', 'close', 'abc'] },
  { what: 'rows out of order', args: ['trade', '--bars', backwards], exitCode: 1, says: ['SPY.csv, line 3', '2024-01-02'] },
  { what: 'a folder without bars', args: ['trade', '--bars', noBars], exitCode: 1, says: ['holds no bars', 'SPY.csv'] },
  {
    what: 'a folder of bars that is not there',
    args: ['trade', '--bars', at('nowhere')],
    exitCode: 1,
    says: ['does not exist', 'Name a folder'],
  },
  {
    what: 'too little history',
    args: ['trade', '--bars', oneTicker, '--session', '2024-08-06'],
    exitCode: 3,
    says: ['Nuclear cannot decide', 'SPY needs 11 bars for its RSI(10)', 'holds 3', 'Nothing was sent'],
  },
  {
    what: 'a ticker without bars',
    args: ['trade', '--bars', noTqqq, '--session', '2024-08-06'],
    exitCode: 3,
    says: ['Nuclear cannot decide', 'there is no bar of TQQQ', 'Nothing was sent'],
  },
  { what: 'a data directory that is a file', args: ['trade', '--data', aFile], exitCode: 1, says: ['a-file', 'Choose a directory'] },
  {
    what: 'a data directory that cannot be made',
    args: ['trade', '--data', '/dev/null/x'],
    exitCode: 1,
    says: ['cannot be written', 'Choose'],
  },
  { what: 'a database that is none', args: ['trade', '--data', garbage], exitCode: 1, says: ['is not a database', 'backup'] },
  { what: 'a configuration that is not there', args: ['trade', '--config', at('none.json')], exitCode: 2, says: ['none.json', '--config'] },
  { what: 'a configuration that is no JSON', args: ['trade', '--config', noJson], exitCode: 2, says: ['no-json.json', 'JSON'] },
  { what: 'a misspelt key', args: ['trade', '--config', misspelt], exitCode: 2, says: ['misspelt.json', 'sleves'] },
  { what: 'shares that do not sum to 1', args: ['trade', '--config', half], exitCode: 2, says: ['sum to 1', '0.5'] },
  { what: 'a sleeve nobody knows', args: ['trade', '--config', stranger], exitCode: 2, says: ['nuclaer'] },
  { what: 'live trading that no configuration allows', args: ['trade', '--live'], exitCode: 2, says: ['live'] },
];

describe('a mistake', () => {
  it.each(MISTAKES)('such as $what is told in sentences, without a stack, and changes nothing', async ({ args, exitCode, says }) => {
    const data = at(`data of ${args.join(' ').replaceAll('/', '_')}`);
    const isElsewhere = args.includes('--data') || args.length === 1;
    const run = await runCli(isElsewhere ? args : [...args, '--data', data], { cwd: folder.path });
    const told = run.stdout + run.stderr;
    for (const words of says) expect(told.replace(/\s+/g, ' ')).toMatch(words);
    expect(run.exitCode).toBe(exitCode);
    expect(told).not.toMatch(/^\s+at \S+ \(|node:internal/m);
    expect(told).not.toContain('Something broke inside');
    // No order, no record, no position: at most an empty database, the lock of whose turn it was, and the mail of a refusal.
    if (existsSync(data))
      expect(readdirSync(data).filter((name) => !/^alchemiser\.db|^paper-exchange\.lock$|^outbox$/.test(name))).toEqual([]);
  });

  it('leaves what was there as it was', () => {
    expect(readFileSync(aFile, 'utf8')).toBe('a file');
    expect(readFileSync(join(garbage, 'alchemiser.db'), 'utf8')).toMatch(/^this is not a database/);
    expect(readdirSync(garbage)).toEqual(['alchemiser.db']);
  });

  it('comes as a document with --json', async () => {
    const { exitCode, stdout } = await runCli(['trade', '--json', '--data', aFile]);
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ error: { says: expect.stringContaining('a-file') as string } });
  });

  it('has its stack with --verbose', async () => {
    const { stderr } = await runCli(['trade', '--verbose', '--data', aFile]);
    expect(stderr).toMatch(/^\s+at /m);
  });
});
