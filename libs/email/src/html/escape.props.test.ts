import { ticker, type RunRecord } from '@alchemiser/domain';
import fc from 'fast-check';
import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { traded } from '../../test/stories.ts';
import { renderMail } from '../render-mail.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='x",
  '</td></tr></table>',
  '&lt;',
  '<!--',
  '-->',
  '<%= it.says %>',
  '${x}',
  '\r\nBcc: a@b.c',
  '\u202egnp',
  '\u0000',
  '\ud800',
];

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 12 })), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(' '));

/** A sentence put everywhere a record carries words. */
const saying = (words: string): RunRecord => {
  const base = traded();
  return traded({
    says: words,
    runId: words,
    factsDigest: words,
    planDigest: words,
    notes: [words],
    provenance: { ...base.provenance, words },
    sleeves: base.sleeves.map((sleeve) => ({
      ...sleeve,
      title: words,
      reasons: [words],
      flips: sleeve.flips.map((flip) => ({ ...flip, becomes: words })),
      undecided: { says: words, missing: { code: 'no-candidates' as const, what: words, tickers: [ticker('SPY')] } },
    })),
    plan: { ...base.plan!, rows: base.plan!.rows.map((row) => ({ ...row, ticker: words, why: words })), crosses: [] },
    risk: [{ name: words, passed: false, says: words }],
    legs: base.legs.map((leg) => ({ ...leg, ticker: words, status: 'unfilled' as const, says: words })),
    positions: base.positions.map((position) => ({
      ...position,
      ticker: words,
      books: position.books.map((book) => ({ ...book, book: words })),
    })),
    books: base.books.map((book) => ({ ...book, book: words })),
    reconciliation: {
      status: 'different',
      words,
      differences: [{ what: words, ours: base.account.cashBefore, brokers: base.account.cashBefore, difference: base.account.cashBefore }],
    },
  });
};

const tagsOf = (html: string): readonly string[] => (html.match(/<[!/]?[a-z][^\s>]*/gi) ?? []).map((tag) => tag.toLowerCase());

describe('whatever a record says', () => {
  it('never becomes markup: the tags are those of the same mail about nothing in particular', () => {
    const calm = tagsOf(renderMail(saying('calm'), { neutral: false }).html);
    fc.assert(
      fc.property(hostile, fc.boolean(), (words, neutral) => {
        const shown = tagsOf(renderMail(saying(words), { neutral }).html);
        expect(shown).toEqual(neutral ? tagsOf(renderMail(saying('calm'), { neutral }).html) : calm);
      }),
      { numRuns: 80 },
    );
  });

  it('leaves valid HTML', async () => {
    const validator = new HtmlValidate({ extends: ['html-validate:document'], rules: { 'doctype-style': 'off' } });
    for (const words of HOSTILE) {
      const report = await validator.validateString(renderMail(saying(words), { neutral: false }).html);
      expect(report.errorCount, words).toBe(0);
    }
  });

  it('keeps the subject one line without control characters, and the text free of them', () => {
    fc.assert(
      fc.property(hostile, fc.boolean(), (words, neutral) => {
        const mail = renderMail(saying(words), { neutral });
        expect(mail.subject).not.toMatch(/[\p{Cc}\u202a-\u202e\u2028\u2029]/u);
        expect(mail.text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
        expect(mail.html).not.toMatch(/\p{Surrogate}/u);
        expect(mail.text).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 80 },
    );
  });

  it('is still readable: the words arrive in the text, and in the HTML escaped', () => {
    const mail = renderMail(saying('5 < 6 & "7" > 4'), { neutral: false });
    expect(mail.text).toContain('5 < 6 & "7" > 4');
    expect(mail.html).toContain('5 &lt; 6 &amp; &quot;7&quot; &gt; 4');
  });
});
