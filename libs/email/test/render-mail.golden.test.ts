import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { renderMail } from '../src/index.ts';
import { halted, partly, planned, refused, traded, unchanged } from './stories.ts';

const STORIES = { traded, refused, halted } as const;
const ALL = { ...STORIES, unchanged, planned, partly } as const;

/**
 * The recommended rules, less those that forbid what mail clients need: presentational attributes and inline styles for Outlook and
 * Gmail, conditional comments, upper-case XML in them, and layout tables.
 */
const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'no-deprecated-attr': 'off',
    'no-inline-style': 'off',
    'no-conditional-comment': 'off',
    'no-trailing-whitespace': 'off',
    'doctype-style': 'off',
    'void-style': 'off',
    'attribute-boolean-style': 'off',
    // The subject is the title, as it is in the list of mails: longer than a browser's tab.
    'long-title': 'off',
    // MJML wraps the mail in <div role="article">, which screen readers of mail clients announce.
    'prefer-native-element': 'off',
    // MJML's word for a layout table; the newer synonym is unknown to older clients.
    'presentation-role-style': 'off',
  },
});

describe.each(Object.entries(STORIES))('the %s day', (name, story) => {
  it.each([
    ['neutral', true],
    ['dollars', false],
  ])('reads as agreed, %s', async (mode, neutral) => {
    const mail = renderMail(story(), { neutral, release: '0.1.0' });
    await expect(`${mail.subject}\n\n${mail.text}`).toMatchFileSnapshot(`goldens/${name}-${mode}.txt`);
    await expect(mail.html).toMatchFileSnapshot(`goldens/${name}-${mode}.html`);
  });
});

describe.each(Object.entries(ALL))('the %s mail', (_, story) => {
  const mail = renderMail(story(), { neutral: false, release: '0.1.0' });

  it('is valid HTML', async () => {
    const report = await validator.validateString(mail.html);
    expect(
      report.results.flatMap((result) => result.messages.map(({ ruleId, message, line }) => `${String(line)}: ${ruleId}: ${message}`)),
    ).toEqual([]);
  });

  it('loads nothing from outside and runs nothing', () => {
    expect(mail.html).not.toMatch(/<(?:script|img|iframe|link|form|object|a)\b/i);
    expect(mail.html).not.toMatch(/url\(|@import|\bsrc=/i);
  });

  it('stays below the 102 KB at which Gmail cuts a mail', () => {
    expect(Buffer.byteLength(mail.html)).toBeLessThan(102_000);
  });

  it('keeps its text within 72 columns', () => {
    expect(mail.text.split('\n').filter((line) => line.length > 72)).toEqual([]);
  });

  it('says the same words in HTML and in text', () => {
    const words = (text: string) => [...new Set(text.toLowerCase().match(/[\p{L}\p{N}](?:[\p{L}\p{N}.,]*[\p{L}\p{N}])?/gu) ?? [])].sort();
    const page = mail.html.replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<[^>]*>/g, ' ').replaceAll(/&#?\w+;/g, ' ');
    expect(words(`${mail.subject} ${mail.text.replaceAll("'", ' ')}`)).toEqual(words(page));
  });

  it('renders to the same bytes again', () => {
    expect(renderMail(story(), { neutral: false, release: '0.1.0' })).toEqual(mail);
  });
});
