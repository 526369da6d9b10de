import { formatMoney, formatPrice, money, price, toDecimal, type DecimalText, type Money, type RunRecord } from '@alchemiser/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halted, partly, planned, refused, traded, unchanged } from '../../test/stories.ts';
import { renderMail } from '../render-mail.ts';

const STORIES = { traded, unchanged, partly, planned, refused, halted } as const;

const whole = (record: RunRecord): string => {
  const mail = renderMail(record, { neutral: true });
  return `${mail.subject}\n${mail.text}\n${mail.html.replace(/<style[\s\S]*?<\/style>|style="[^"]*"/g, '')}`;
};

/** Amounts unlike any share count, percent or date of the stories: at least ten million dollars, with cents. */
const amount = fc.bigInt({ min: 1_000_000_013n, max: 99_999_999_999n }).map((cents) => toDecimal((cents * 10_000_000n) as Money));

const spellings = (of: DecimalText): readonly string[] => [
  of,
  formatMoney(of),
  formatMoney(of).slice(1),
  formatPrice(price(of)),
  Number(of).toFixed(2),
  Number(of).toFixed(0),
];

describe('a neutral mail', () => {
  it.each(Object.entries(STORIES))('of the %s day has no dollar sign', (_, story) => {
    expect(whole(story())).not.toMatch(/\$|USD|dollars? \d/);
  });

  it.each(Object.entries(STORIES))('of the %s day shows no price of any order, fill or position', (_, story) => {
    const record = story();
    const text = renderMail(record, { neutral: true }).text;
    const prices = [
      ...record.legs.flatMap((leg) => [leg.averagePrice, leg.decisionPrice]),
      ...record.fills.map((fill) => fill.price),
      ...record.positions.map((position) => position.price),
    ].filter((one) => one !== null);
    for (const one of prices) expect(text).not.toContain(formatPrice(price(one)));
  });

  it('holds none of the account’s amounts, wherever in the record they stand and however a sentence spells them', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 12, maxLength: 12 }), fc.integer({ min: 0, max: 5 }), (amounts, spelling) => {
        const at = (index: number): DecimalText => amounts[index]!;
        const spelt = (index: number): string => spellings(at(index))[spelling]!;
        const base = traded();
        const record = traded({
          says: `Traded all for ${spelt(0)}; equity is ${spelt(1)}.`,
          notes: [`Cash of ${spelt(2)} moved in.`],
          account: { endsWith: '6789', cashBefore: at(2), equityBefore: at(1), cashAfter: at(0), equityAfter: at(3) },
          plan: {
            ...base.plan!,
            sizingEquity: at(3),
            reserve: at(4),
            openingCash: at(5),
            rows: base.plan!.rows.map((row) => ({ ...row, price: at(6), why: `worth ${spelt(6)} a share` })),
          },
          risk: [{ name: 'notional', passed: false, says: `Largest order ${spelt(4)}, limit ${spelt(3)}` }],
          legs: base.legs.map((leg) => ({
            ...leg,
            averagePrice: at(7),
            decisionPrice: at(8),
            status: 'partly' as const,
            says: `stopped at ${spelt(7)}`,
          })),
          positions: base.positions.map((position) => ({ ...position, price: at(9), value: at(10) })),
          books: base.books.map((book) => ({ ...book, cash: at(11) })),
          sleeves: base.sleeves.map((sleeve) => ({
            ...sleeve,
            reasons: [`because ${spelt(9)} is held`],
            flips: sleeve.flips.map((flip) => ({ ...flip, price: at(5), becomes: `the basket at ${spelt(5)}` })),
          })),
          reconciliation: {
            status: 'different',
            words: `off by ${spelt(10)}`,
            differences: [{ what: 'cash', ours: at(10), brokers: at(11), difference: at(0) }],
          },
        });
        const shown = whole(record);
        for (const one of amounts) for (const text of spellings(one)) expect(shown).not.toContain(text);
        expect(shown).not.toContain('$');
      }),
      { numRuns: 60 },
    );
  });

  it('keeps what is no amount: shares, weights, thresholds, dates', () => {
    const text = renderMail(traded(), { neutral: true }).text;
    for (const kept of ['3,523.402918', '99.0 %', 'RSI(10) is 28.4, not above 79', 'Mon 5 Aug 2024', '+2.0 bps', '+4.2 %'])
      expect(text).toContain(kept);
  });

  it('says a comparison of prices by its margin: 517.38 is 3.5 % above 500.12', () => {
    const text = renderMail(traded(), { neutral: true }).text;
    expect(text).toContain("SPY's close is 3.5 % above its 200-day average");
    expect(text).not.toContain('517.38');
  });

  it.each([
    [
      'the ask of 62.7 is beyond 62.53, 20 bps from the decision price',
      'the ask of [withheld] is beyond [withheld], 20 bps from the decision price',
    ],
    ['the bid of 62 is beyond 61.9', 'the bid of [withheld] is beyond [withheld]'],
    ['no usable price in 60 s: the spread is 62 bps, limit 60 bps', 'no usable price in 60 s: the spread is 62 bps, limit 60 bps'],
    ['not filled in 62 orders; 4,204.113 left', 'not filled in 62 orders; 4,204.113 left'],
    ['off by 62.4 %, 62.41 asked', 'off by 62.4 %, [withheld] asked'],
  ])('keeps quotes and limits out of an order’s sentence: %s', (says, expected) => {
    const record = partly({ legs: partly().legs.map((leg) => (leg.ticker === 'TQQQ' ? { ...leg, says } : leg)) });
    expect(renderMail(record, { neutral: true }).text.replace(/\s+/g, ' ')).toContain(expected);
  });

  it('names a difference in shares with its figures, one in dollars without', () => {
    const text = renderMail(halted(), { neutral: true }).text;
    expect(text).toContain('ours 0, the broker’s 1,588.40211, difference −1,588.40211');
    expect(text).toMatch(/cash:\s+differs; the figures are in the record/);
  });
});

describe('a mail in dollars', () => {
  it('shows equity, values, limits and books', () => {
    const text = renderMail(traded(), { neutral: false }).text;
    for (const shown of [
      '$100,214.33',
      '$33,155.22',
      'limit 9.41, average 9.4081, decided at 9.41',
      'realised +$172.91, unrealised +$41.30',
    ])
      expect(text).toContain(shown);
    expect(money('100214.33')).toBe(money(traded().account.equityAfter!));
  });
});
