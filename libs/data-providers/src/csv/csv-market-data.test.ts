import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sessionDate, ticker } from '@alchemiser/domain';
import { marketDataContract } from '@alchemiser/services/testing';
import { readCsvBars } from './csv-folder.ts';
import { csvMarketData } from './csv-market-data.ts';

const HEADER = 'date,open,high,low,close,volume\n';
const SPY = ticker('SPY');
const BRK = ticker('BRK/B');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'alchemiser-csv-'));
  const rows = (close: number) =>
    ['01', '02', '05', '06', '07']
      .map((day, n) => `2024-08-${day},${close},${close + 2},${close - 1},${close + n / 10},${1000 * n}\n`)
      .join('');
  writeFileSync(join(folder, 'spy.CSV'), HEADER + rows(540));
  writeFileSync(join(folder, 'BRK-B.csv'), HEADER + rows(430));
  writeFileSync(join(folder, 'README.md'), 'not bars');
  writeFileSync(join(folder, 'sp500-members-2024.csv'), 'not,bars\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('market data from a CSV folder', () => {
  it.each(
    marketDataContract(async () => ({
      marketData: csvMarketData(folder),
      known: [SPY, BRK],
      unknown: ticker('NOSUCH'),
      through: sessionDate('2024-08-06'),
      quoted: [],
    })),
  )('$name', async ({ run }) => run());

  it('says where it comes from', () => {
    const source = csvMarketData(folder);
    expect([source.market, source.words]).toEqual(['csv', `CSV folder ${folder}`]);
  });

  it('reads each file once, and only those asked for', async () => {
    writeFileSync(join(folder, 'BAD.csv'), 'nonsense');
    const source = csvMarketData(folder);
    const through = sessionDate('2024-08-06');
    const first = await source.dailyBars([SPY], through);
    rmSync(join(folder, 'spy.CSV'));
    expect(await source.dailyBars([SPY], through)).toEqual(first);
    await expect(source.dailyBars([SPY, ticker('BAD')], through)).rejects.toThrow('BAD.csv, line 1');
  });
});

describe('a folder of CSV files', () => {
  it('is read whole without a list of tickers, in order of the files', async () => {
    expect([...(await readCsvBars(folder)).keys()]).toEqual(['BRK/B', 'SPY']);
  });

  it('with two files for a ticker is refused', async () => {
    writeFileSync(join(folder, 'SPY.csv'), HEADER);
    await expect(readCsvBars(folder)).rejects.toMatchObject({
      code: 'market.malformed',
      message: 'spy.CSV: expected one file for SPY, found SPY.csv as well.',
    });
  });

  it('without a single ticker is a sentence', async () => {
    for (const file of readdirSync(folder)) rmSync(join(folder, file));
    writeFileSync(join(folder, 'README.md'), 'not bars');
    await expect(readCsvBars(folder)).rejects.toMatchObject({
      code: 'market.malformed',
      message: `The folder of bars ${folder} holds no bars: expected files like SPY.csv, found none.`,
    });
  });

  it('that does not exist is a sentence', async () => {
    const missing = join(folder, 'nowhere');
    await expect(readCsvBars(missing)).rejects.toMatchObject({
      code: 'market.malformed',
      message: `The folder of bars ${missing} cannot be read: it does not exist.`,
      advice: 'Name a folder with one CSV file per ticker, like SPY.csv.',
    });
    await expect(readCsvBars(join(folder, 'spy.CSV'))).rejects.toThrow('it is a file');
  });
});

const REAL = join(import.meta.dirname, '../../../../../shared/market-data/daily');

describe.skipIf(!existsSync(REAL))('ten years of real bars (skipped where the vendor’s files are not there)', () => {
  it('are read without a fault, every file', async () => {
    const bars = await readCsvBars(REAL);
    expect(bars.size).toBe(readdirSync(REAL).filter((file) => file.endsWith('.csv')).length);
    // The first row of the file itself.
    expect(bars.get(SPY)?.[0]).toEqual({
      date: '2015-01-02',
      open: 170.473,
      high: 170.886,
      low: 168.655,
      close: 169.688,
      volume: 121_465_900,
    });
    expect(bars.get(ticker('UVXY'))?.[0]?.close).toBe(152_062_500);
  });
});
