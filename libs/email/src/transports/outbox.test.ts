import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mail } from '@alchemiser/services';
import { mailerContract } from '@alchemiser/services/testing';
import { outboxMailer } from './outbox.ts';

const TAG = '2024-08-06-trading-report';
const MAIL = { subject: 'PAPER · Traded 4, reconciled · Tue 6 Aug', html: '<!doctype html><p>Grüße</p>', text: 'Grüße\n' };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outbox-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** What the folder holds, by name. */
async function mailsIn(directory: string): Promise<readonly Mail[]> {
  const texts = (await readdir(directory)).filter((name) => name.endsWith('.txt')).sort();
  return Promise.all(
    texts.map(async (name) => {
      const [, subject = '', text = ''] = /^Subject: (.*)\n\n([\s\S]*)$/.exec(await readFile(join(directory, name), 'utf8')) ?? [];
      return { subject, html: await readFile(join(directory, name.replace('.txt', '.html')), 'utf8'), text };
    }),
  );
}

describe('an outbox keeps the promises of every mailer', () => {
  it.each(mailerContract(async () => ({ mailer: outboxMailer({ directory: folder }), arrived: () => mailsIn(folder) })))(
    '$name',
    ({ run }) => run(),
  );
});

describe('an outbox', () => {
  it('writes the page and its text twin, makes the folder, and says where the page is', async () => {
    const directory = join(folder, 'data', 'outbox');
    const { where } = await outboxMailer({ directory }).send(MAIL, TAG);
    expect(where).toBe(join(directory, '2024-08-06-trading-report.html'));
    expect(await readFile(where, 'utf8')).toBe(MAIL.html);
    expect(await readFile(join(directory, '2024-08-06-trading-report.txt'), 'utf8')).toBe(`Subject: ${MAIL.subject}\n\nGrüße\n`);
  });

  it('replaces the mail of the same tag and leaves nothing half written behind', async () => {
    const mailer = outboxMailer({ directory: folder });
    await mailer.send({ ...MAIL, html: 'first' }, TAG);
    await Promise.all([mailer.send({ ...MAIL, html: 'second' }, TAG), mailer.send({ ...MAIL, html: 'second' }, TAG)]);
    expect((await readdir(folder)).sort()).toEqual(['2024-08-06-trading-report.html', '2024-08-06-trading-report.txt']);
    expect(await readFile(join(folder, '2024-08-06-trading-report.html'), 'utf8')).toBe('second');
  });

  it.each(['../escape', 'a/b', '', '.hidden', 'a\0b'])('refuses the tag %j, which is no file name', async (tag) => {
    await expect(outboxMailer({ directory: folder }).send(MAIL, tag)).rejects.toThrow(RangeError);
    expect(await readdir(folder)).toEqual([]);
  });

  it('fails with advice when a file stands where the folder should be', async () => {
    const directory = join(folder, 'taken');
    await writeFile(directory, '');
    await expect(outboxMailer({ directory }).send(MAIL, TAG)).rejects.toMatchObject({
      code: 'store.unwritable',
      message: `The mail could not be written to ${directory}`,
      advice: expect.stringContaining('you may write to it'),
    });
  });
});
