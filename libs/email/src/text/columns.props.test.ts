import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { left, right, row, table } from '../view/blocks.ts';
import { columnsOf } from './columns.ts';
import { wrap } from './wrap.ts';

const tableBlock = (titles: readonly string[], rows: Parameters<typeof table>[1]) => {
  const block = table(titles, rows);
  if (block.kind !== 'table') throw new Error('A table is a table');
  return block;
};

describe('columns', () => {
  it('align names left and numbers right under their titles', () => {
    const block = tableBlock(
      ['Ticker', 'Held'],
      [row([left('SMR'), right('33.1 %')], 'leaves the target'), row([left('cash'), right('1.1 %')])],
    );
    expect(columnsOf(block, 72)).toEqual(['Ticker     Held', 'SMR      33.1 %', '  leaves the target', 'cash      1.1 %']);
  });

  it('become lines of their own when the table is too wide', () => {
    const block = tableBlock(['Order', 'Filled', 'Result'], [row([left('sell SMR'), right('1,588.402110123'), right('filled')])]);
    expect(columnsOf(block, 30)).toEqual(['sell SMR', '  filled 1,588.402110123', '  result filled']);
  });

  it('never exceed the width, whatever stands in them', () => {
    const word = fc.string({ minLength: 1, maxLength: 40 }).map((text) => text.replace(/\s/g, 'x'));
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word, word, word), { maxLength: 5 }), fc.integer({ min: 20, max: 80 }), (lines, width) => {
        const block = tableBlock(
          ['A', 'B', 'C'],
          lines.map(([a, b, c, note]) => row([left(a), right(b), right(c)], note)),
        );
        for (const line of columnsOf(block, width)) expect(line.length).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrapping', () => {
  it('keeps every word, in order, within the width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 30 }).map((text) => text.replace(/\s/g, 'x'))),
        fc.integer({ min: 8, max: 72 }),
        (words, width) => {
          const lines = wrap(words.join(' '), width, '  ', '- ');
          for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
          expect(
            lines
              .map((line) => line.slice(2))
              .join('')
              .replaceAll(' ', ''),
          ).toBe(words.join(''));
        },
      ),
    );
  });
});
