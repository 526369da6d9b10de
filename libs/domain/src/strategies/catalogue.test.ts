import { describe, expect, it } from 'vitest';
import { validate } from '../strategy/validate.ts';
import { bookOf, catalogue, type BookEntry } from './catalogue.ts';
import { nuclear } from './nuclear.ts';
import { strategyName } from '../strategy/strategy.ts';

describe('the catalogue', () => {
  it.each(catalogue.map((strategy) => [strategy.name, strategy] as const))('holds %s, a valid sheet of its own name', (name, strategy) => {
    expect(validate(strategy.tree)).toEqual([]);
    expect(catalogue.filter((other) => other.name === name)).toHaveLength(1);
  });
});

describe('a book', () => {
  const two = [nuclear, { ...nuclear, name: strategyName('other') }];

  it('holds strategies by name with their shares, and stops on failure unless told to keep', () => {
    const book = bookOf(
      [
        { name: 'other', share: 0.7, onFailure: 'keep' },
        { name: 'nuclear', share: 0.3 },
      ],
      two,
    );
    expect(book).toEqual({
      ok: true,
      value: [
        { strategy: two[1], share: 0.7, onFailure: 'keep' },
        { strategy: nuclear, share: 0.3, onFailure: 'stop' },
      ],
    });
  });

  it.each<readonly [string, readonly BookEntry[], readonly string[]]>([
    ['nobody', [], ['A book needs at least one strategy']],
    ['a stranger', [{ name: 'nuklear', share: 1 }], ['There is no strategy "nuklear"; known are nuclear, other']],
    [
      'one twice',
      [
        { name: 'nuclear', share: 0.5 },
        { name: 'nuclear', share: 0.5 },
      ],
      ['Strategy "nuclear" is listed twice; give it one share'],
    ],
    [
      'shares that do not sum to one',
      [
        { name: 'nuclear', share: 0.5 },
        { name: 'other', share: 0.4 },
      ],
      ['The shares of a book must sum to 1, their sum was 0.9'],
    ],
    [
      'a share that is no number',
      [{ name: 'nuclear', share: Number.NaN }],
      ['The share of "nuclear" must be above 0 and at most 1, was NaN', 'The shares of a book must sum to 1, their sum was NaN'],
    ],
    [
      'a share of nothing',
      [
        { name: 'nuclear', share: 0 },
        { name: 'other', share: 1 },
      ],
      ['The share of "nuclear" must be above 0 and at most 1, was 0'],
    ],
  ])('refuses %s', (_, entries, faults) => {
    expect(bookOf(entries, two)).toEqual({ ok: false, error: faults });
  });

  it('takes thirds: their sum is one within a billionth', () => {
    const three = [...two, { ...nuclear, name: strategyName('third') }];
    expect(
      bookOf(
        [...three].map(({ name }) => ({ name, share: 1 / 3 })),
        three,
      ).ok,
    ).toBe(true);
  });
});
