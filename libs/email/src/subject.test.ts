import { describe, expect, it } from 'vitest';
import { halted, partly, planned, refused, traded, unchanged } from '../test/stories.ts';
import { renderMail } from './render-mail.ts';

const subject = (record: Parameters<typeof renderMail>[0]) => renderMail(record, { neutral: true }).subject;

describe('the subject says the outcome', () => {
  it.each([
    ['traded', traded(), 'SYNTHETIC · Traded 4, reconciled · Tue 6 Aug'],
    ['unchanged', unchanged(), 'PAPER · Nothing to trade, reconciled · Tue 6 Aug'],
    ['partly', partly(), 'SYNTHETIC · Traded 3 of 4, reconciled · Tue 6 Aug'],
    ['planned', planned(), 'SYNTHETIC · Planned 4, nothing sent · Tue 6 Aug'],
    ['refused by a strategy', refused(), 'PAPER · Refused: Nuclear cannot decide · Tue 6 Aug'],
    ['halted by an order', halted(), 'LIVE · HALTED: TQQQ order unknown · Tue 6 Aug'],
  ])('%s', (_, record, expected) => {
    expect(subject(record)).toBe(expected);
  });

  it('names the check that refused', () => {
    const record = refused({
      sleeves: traded().sleeves,
      risk: [{ name: 'bars', passed: false, says: 'Last bar Fri 2 Aug 2024, expected Mon 5 Aug 2024' }],
    });
    expect(subject(record)).toBe('PAPER · Refused: Last bar Fri 2 Aug 2024, expected Mon 5 Aug 2024 · Tue 6 Aug');
  });

  it('names the check by its name where its sentence is about dollars', () => {
    const record = refused({
      sleeves: traded().sleeves,
      risk: [{ name: 'cash for buys', passed: false, says: 'Buys $99,132.18, cash and planned sales $98,000.00' }],
    });
    expect(subject(record)).toBe('PAPER · Refused: cash for buys outside its limit · Tue 6 Aug');
    expect(renderMail(record, { neutral: false }).subject).toContain('Buys $99,132.18, cash and planned sales $98,000.00');
  });

  it('takes the first sentence where no check and no strategy refused, without saying "refused" twice', () => {
    const record = refused({ sleeves: traded().sleeves, says: 'Refused: the account is not active. Nothing was sent.' });
    expect(subject(record)).toBe('PAPER · Refused: the account is not active · Tue 6 Aug');
  });

  it('cuts a long cause at a word', () => {
    const record = refused({ sleeves: traded().sleeves, says: `The account ${'is blocked by the broker '.repeat(9)}today` });
    expect(subject(record)).toBe('PAPER · Refused: The account is blocked by the broker is blocked by the … · Tue 6 Aug');
  });

  it('shouts when the books differ', () => {
    expect(subject(traded({ reconciliation: { status: 'different', words: 'different in 1 place', differences: [] } }))).toContain(
      'Traded 4, NOT RECONCILED',
    );
  });

  it('names differing books when no order is unknown', () => {
    expect(subject(halted({ legs: [] }))).toContain('HALTED: the broker’s books differ from ours');
  });
});

describe('where the numbers come from leads the mail', () => {
  it.each([
    ['synthetic', 'paper-exchange', 'SYNTHETIC'],
    ['csv', 'paper-exchange', 'PAPER'],
    ['alpaca', 'paper-exchange', 'PAPER'],
    ['alpaca', 'alpaca-paper', 'PAPER'],
    ['alpaca', 'alpaca-live', 'LIVE'],
    ['synthetic', 'alpaca-live', 'LIVE'],
  ] as const)('%s market at %s is %s', (market, broker, word) => {
    const mail = renderMail(traded({ provenance: { market, broker, words: 'elsewhere' } }), { neutral: true });
    expect(mail.subject.startsWith(`${word} · `)).toBe(true);
    expect(mail.text.startsWith(`${word} · `)).toBe(true);
    expect(mail.text).toContain('elsewhere');
    expect(mail.html).toContain(`>${word}</span>`);
    expect(mail.text.includes('no real money')).toBe(word !== 'LIVE');
  });
});
