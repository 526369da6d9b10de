import { describe, expect, it } from 'vitest';
import { heading, screenFor, table, wrap } from './screen.ts';

const plain = screenFor({}, false);
const columns = [{ title: '' }, { title: 'shares', align: 'right' }] as const;

describe('table', () => {
  it('stands numbers to the right under their titles, without rules', () => {
    expect(
      table(plain, columns, [
        ['SPY', '1,204.5'],
        ['BRK/B', '3'],
      ]),
    ).toBe(['          shares', '  SPY    1,204.5', '  BRK/B        3'].join('\n'));
  });
  it('leaves no spaces at the end of a line', () => {
    expect(table(plain, [{ title: 'a' }, { title: 'b' }], [['long cell', '']])).not.toMatch(/ $/m);
  });
});

describe('wrap', () => {
  it('breaks at spaces and indents every line', () => {
    expect(wrap('one two three four', 12, '  ')).toBe('  one two\n  three four');
  });
  it('never breaks a word, and never begins with an empty line', () => {
    expect(wrap('/a/path/that/is/longer/than/the/line', 10, '  ')).toBe('  /a/path/that/is/longer/than/the/line');
  });
});

describe('a screen', () => {
  it('takes the width of its terminal, and a whole page where it is piped', () => {
    expect(screenFor({ isTTY: true, columns: 80 }, true).width).toBe(80);
    expect(screenFor({ columns: 80 }, false).width).toBe(100);
  });
  it('writes no escape codes without colour', () => {
    expect(heading(plain, 'Plan', 'a remark')).toBe('Plan   a remark');
  });
});
