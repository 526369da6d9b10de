import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateFromDays } from '@alchemiser/domain';
import { isFailure } from '@alchemiser/services';
import { parseBars } from './parse-bars.ts';

const HEADER = 'date,open,high,low,close,volume';
const ROW = '2024-08-02,532.0,536.9,528.6,532.9,82789070';

const refusal = (text: string): string => {
  try {
    parseBars(text, 'SPY.csv');
    return 'nothing was refused';
  } catch (error) {
    return isFailure(error) ? `${error.code} ${error.message}` : String(error);
  }
};

describe('a CSV of daily bars', () => {
  it('is read to the last digit', () => {
    expect(parseBars(`${HEADER}\n${ROW}\n2024-08-05,511.64,523.58,510.27,517.38,146267391\n`, 'SPY.csv')).toEqual([
      { date: '2024-08-02', open: 532, high: 536.9, low: 528.6, close: 532.9, volume: 82_789_070 },
      { date: '2024-08-05', open: 511.64, high: 523.58, low: 510.27, close: 517.38, volume: 146_267_391 },
    ]);
  });

  it('may come from Windows, with a byte order mark, quotes, and empty lines at its end', () => {
    expect(parseBars(`\uFEFF${HEADER}\r\n"2024-08-02",532,536.9,528.6,532.9,0\r\n\r\n\n`, 'SPY.csv')).toHaveLength(1);
  });

  it.each([
    ['an empty file', '', 'SPY.csv, line 1: expected the header date,open,high,low,close,volume, found ""'],
    [
      'another header',
      'Date,Open,High,Low,Close,Volume\n' + ROW,
      'SPY.csv, line 1: expected the header date,open,high,low,close,volume, found "Date,Open,High,Low,Close,Volume"',
    ],
    ['a header alone', HEADER, 'SPY.csv: expected at least one session, found none'],
    [
      'a word for a number',
      `${HEADER}\n2024-08-02,532,536.9,528.6,n/a,1`,
      'SPY.csv, line 2: expected close as a number like 12.34, found "n/a"',
    ],
    [
      'a negative number',
      `${HEADER}\n2024-08-02,-532,536.9,528.6,532,1`,
      'SPY.csv, line 2: expected open as a number like 12.34, found "-532"',
    ],
    [
      'nothing for a number',
      `${HEADER}\n2024-08-02,532,536.9,528.6,532,`,
      'SPY.csv, line 2: expected volume as a number like 12.34, found ""',
    ],
    [
      'a thousands separator',
      `${HEADER}\n2024-08-02,532,536.9,528.6,532,"82,789"`,
      'SPY.csv, line 2: expected volume as a number like 12.34, found "82,789"',
    ],
    ['too few values', `${HEADER}\n${ROW}\n2024-08-05,511.64,523.58`, 'SPY.csv, line 3: expected 6 values, found 3'],
    ['too many values', `${HEADER}\n${ROW},7`, 'SPY.csv, line 2: expected 6 values, found 7'],
    ['an empty line inside', `${HEADER}\n\n${ROW}`, 'SPY.csv, line 2: expected 6 values, found 1'],
    [
      'a day that does not exist',
      `${HEADER}\n2024-02-30,532,536.9,528.6,532,1`,
      'SPY.csv, line 2: expected a date like 2024-08-05, found "2024-02-30"',
    ],
    [
      'an American date',
      `${HEADER}\n08/02/2024,532,536.9,528.6,532,1`,
      'SPY.csv, line 2: expected a date like 2024-08-05, found "08/02/2024"',
    ],
    ['the same day twice', `${HEADER}\n${ROW}\n${ROW}`, 'SPY.csv, line 3: expected a session after 2024-08-02, found 2024-08-02'],
    [
      'days out of order',
      `${HEADER}\n${ROW}\n2024-08-01,532,536.9,528.6,532,1`,
      'SPY.csv, line 3: expected a session after 2024-08-02, found 2024-08-01',
    ],
    [
      'a high below the close',
      `${HEADER}\n2024-08-02,532,531,528.6,532,1`,
      'SPY.csv, line 2: high 531 must be the highest of the four prices',
    ],
    ['a price of nothing', `${HEADER}\n2024-08-02,0,536.9,0,532,1`, 'SPY.csv, line 2: open must be a finite price > 0, was 0'],
    [
      'a quote left open',
      `${HEADER}\n"2024-08-02,532,536.9,528.6,532,1`,
      'SPY.csv, line 2: expected comma-separated values, found Quote Not Closed',
    ],
  ])('with %s is refused, naming the line', (_name, text, says) => {
    expect(refusal(text)).toContain(`market.malformed ${says}`);
  });

  it('reads back whatever bars were written', () => {
    const cents = fc.integer({ min: 1, max: 20_000_000_000 }).map((n) => n / 100);
    const bar = fc.record({ a: cents, b: cents, c: cents, d: cents, gap: fc.integer({ min: 1, max: 9 }), volume: fc.nat() });
    fc.assert(
      fc.property(fc.array(bar, { minLength: 1, maxLength: 40 }), (drafts) => {
        let day = 19_000;
        const bars = drafts.map(({ a, b, c, d, gap, volume }) => {
          const [low, open, close, high] = [a, b, c, d].toSorted((x, y) => x - y) as [number, number, number, number];
          return { date: dateFromDays((day += gap)), open, high, low, close, volume };
        });
        const text = [HEADER, ...bars.map((each) => [each.date, each.open, each.high, each.low, each.close, each.volume].join(','))].join(
          '\n',
        );
        expect(parseBars(text, 'X.csv')).toEqual(bars);
      }),
    );
  });
});
