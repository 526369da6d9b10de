import assert from 'node:assert/strict';
import type { Mail, Mailer } from '../ports/mailer.ts';
import { promise, type ContractCase } from './contract.ts';

const MAIL: Mail = { subject: 'Traded 5, reconciled · Tue 6 Aug', html: '<!doctype html><p>Traded 5.</p>', text: 'Traded 5.' };

/** A mailer under test and a look at what arrived, oldest first. */
export interface MailerSubject {
  readonly mailer: Mailer;
  arrived(): Promise<readonly Mail[]>;
}

/** What every mailer promises. */
export const mailerContract = (make: () => Promise<MailerSubject>): readonly ContractCase[] => [
  promise('a mail arrives whole, and the answer says where it went', make, async ({ mailer, arrived }) => {
    const { where } = await mailer.send(MAIL, '2024-08-06-trading-report');
    assert.notEqual(where, '');
    assert.deepEqual(await arrived(), [MAIL]);
  }),
  promise('mails of different runs do not replace each other', make, async ({ mailer, arrived }) => {
    await mailer.send(MAIL, '2024-08-06-trading-report');
    await mailer.send({ ...MAIL, subject: 'Refused: stale bars · Wed 7 Aug' }, '2024-08-07-trading-report');
    assert.deepEqual(
      (await arrived()).map(({ subject }) => subject),
      [MAIL.subject, 'Refused: stale bars · Wed 7 Aug'],
    );
  }),
];
