import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { isFailure } from '@alchemiser/services';
import type { SMTPServerOptions } from 'smtp-server';
import { mailerContract } from '@alchemiser/services/testing';
import { renderMail, smtpMailer, type SmtpOptions } from '../src/index.ts';
import { openOffice, type Office } from './smtp-office.ts';
import { traded } from './stories.ts';

const PASSWORD = 'correct-horse-battery';
const MAIL = renderMail(traded(), { neutral: true });

const offices: Office[] = [];
afterEach(async () => {
  await Promise.all(offices.splice(0).map((office) => office.close()));
});

const office = async (options: SMTPServerOptions): Promise<Office> => {
  const opened = await openOffice(options);
  offices.push(opened);
  return opened;
};

const plain: SMTPServerOptions = { authOptional: true, disabledCommands: ['STARTTLS'] };
const guarded: SMTPServerOptions = {
  disabledCommands: ['STARTTLS'],
  onAuth: ({ username, password }, _, done) =>
    username === 'alchemist' && password === PASSWORD
      ? done(null, { user: username })
      : done(new Error(`Wrong password ${password ?? ''}`)),
};

const to = (port: number, overrides: Partial<SmtpOptions> = {}): SmtpOptions => ({
  host: '127.0.0.1',
  port,
  tls: 'off',
  from: 'The Alchemiser <reports@example.org>',
  to: ['owner@example.org'],
  timeoutMs: 2_000,
  ...overrides,
});

/** All that a person or a log could see of an error. */
async function failureOf(
  sending: Promise<unknown>,
): Promise<{ readonly code: string; readonly reason: unknown; readonly advice: string; readonly everything: string }> {
  const error: unknown = await sending.then(
    () => new Error('The mail was sent'),
    (thrown: unknown) => thrown,
  );
  if (!isFailure(error)) throw error;
  return {
    code: error.code,
    reason: error.context['reason'],
    advice: error.advice ?? '',
    everything: `${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)}`,
  };
}

describe('a mail over SMTP keeps the promises of every mailer', () => {
  const subject = async () => {
    const { port, received } = await office(plain);
    const arrived = async () =>
      received.map(({ mail }) => ({ subject: mail.subject ?? '', html: String(mail.html).trimEnd(), text: (mail.text ?? '').trimEnd() }));
    return { mailer: smtpMailer(to(port)), arrived };
  };
  it.each(mailerContract(subject))('$name', ({ run }) => run());
});

describe('a mail over SMTP', () => {
  it('arrives whole: both parts, the subject in UTF-8, addresses and headers', async () => {
    const { port, received } = await office(plain);
    const { where } = await smtpMailer(to(port, { to: ['owner@example.org', 'auditor@example.org'] })).send(MAIL, '2024-08-06');

    expect(received).toHaveLength(1);
    const { raw, mail } = received[0]!;
    expect(mail.subject).toBe('SYNTHETIC · Traded 4, reconciled · Tue 6 Aug');
    expect(mail.text?.trimEnd()).toBe(MAIL.text.trimEnd());
    expect(String(mail.html).trimEnd()).toBe(MAIL.html.trimEnd());
    expect(mail.from?.value).toEqual([{ address: 'reports@example.org', name: 'The Alchemiser' }]);
    expect(
      [mail.to]
        .flat()
        .flatMap((list) => list?.value ?? [])
        .map(({ address }) => address),
    ).toEqual(['owner@example.org', 'auditor@example.org']);
    expect(mail.headers.get('content-type')).toMatchObject({ value: 'multipart/alternative' });
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('x-alchemiser-run')).toBe('2024-08-06');
    expect(mail.messageId).toBe(where);
    // SMTP without extensions carries 7-bit lines of at most 998 characters.
    expect(raw).toMatch(/^\p{ASCII}*$/u);
    expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });

  it('logs in where the server asks for it', async () => {
    const { port, received } = await office(guarded);
    await smtpMailer(to(port, { login: { user: 'alchemist', password: PASSWORD } })).send(MAIL, '2024-08-06');
    expect(received).toHaveLength(1);
  });

  it('names the recipients refused where others were accepted', async () => {
    const { port, received } = await office({
      ...plain,
      onRcptTo: ({ address }, _, done) => done(address.startsWith('gone') ? new Error('No such user') : null),
    });
    const { where } = await smtpMailer(to(port, { to: ['owner@example.org', 'gone@example.org'] })).send(MAIL, '2024-08-06');
    expect(where).toMatch(/^<.+>, refused for gone@example\.org$/);
    expect(received).toHaveLength(1);
  });

  it('keeps a header out of a subject with line breaks', async () => {
    const { port, received } = await office(plain);
    await smtpMailer(to(port)).send({ ...MAIL, subject: 'One\r\nBcc: thief@example.org' }, '2024-08-06');
    expect(received[0]?.mail.headers.has('bcc')).toBe(false);
    expect(received[0]?.mail.subject).toContain('One');
  });
});

describe('a mail that cannot be handed over fails as mail.unsent, never showing the password', () => {
  it('when the server refuses the login, even if it repeats the password in its reply', async () => {
    const { port, received } = await office(guarded);
    const wrong = 'not-the-password-of-anyone';
    const failure = await failureOf(smtpMailer(to(port, { login: { user: 'alchemist', password: wrong } })).send(MAIL, '2024-08-06'));
    expect(failure).toMatchObject({ code: 'mail.unsent', reason: 'EAUTH' });
    expect(failure.advice).toContain('Check the user and the password');
    expect(failure.everything).not.toContain(wrong);
    expect(failure.everything).not.toContain(Buffer.from(wrong).toString('base64').slice(0, 16));
    expect(received).toHaveLength(0);
  });

  it('when nobody listens', async () => {
    const silent = createServer();
    await new Promise<void>((opened) => silent.listen(0, '127.0.0.1', opened));
    const { port } = silent.address() as AddressInfo;
    await new Promise((closed) => silent.close(closed));
    const failure = await failureOf(smtpMailer(to(port, { login: { user: 'alchemist', password: PASSWORD } })).send(MAIL, '2024-08-06'));
    expect(failure).toMatchObject({ code: 'mail.unsent', reason: 'ESOCKET' });
    expect(failure.everything).not.toContain(PASSWORD);
  });

  it('when the server says nothing', async () => {
    const mute = createServer();
    await new Promise<void>((opened) => mute.listen(0, '127.0.0.1', opened));
    const started = Date.now();
    const failure = await failureOf(smtpMailer(to((mute.address() as AddressInfo).port, { timeoutMs: 200 })).send(MAIL, '2024-08-06'));
    mute.close();
    expect(failure).toMatchObject({ code: 'mail.unsent', reason: 'ETIMEDOUT' });
    expect(Date.now() - started).toBeLessThan(1_900);
  });

  it('when encryption is required and the server has none: the password is not sent', async () => {
    const seen: string[] = [];
    const { port, received } = await office({
      ...guarded,
      onAuth: ({ password }, _, done) => {
        seen.push(password ?? '');
        done(null, { user: 'x' });
      },
    });
    const failure = await failureOf(
      smtpMailer(to(port, { tls: 'required', login: { user: 'alchemist', password: PASSWORD } })).send(MAIL, '2024-08-06'),
    );
    expect(failure).toMatchObject({ code: 'mail.unsent', reason: 'ETLS' });
    expect(failure.advice).toContain('the password was not sent');
    expect([...seen, ...received]).toEqual([]);
  });

  it('when the server’s certificate is not trusted, with STARTTLS and with TLS from the first byte', async () => {
    // Without a key of its own, smtp-server presents a self-signed certificate for localhost.
    const { port } = await office({ authOptional: true });
    const { port: securePort } = await office({ authOptional: true, secure: true });
    for (const options of [to(port, { tls: 'required' }), to(securePort, { tls: 'implicit' })]) {
      const failure = await failureOf(smtpMailer(options).send(MAIL, '2024-08-06'));
      expect(['ETLS', 'ESOCKET']).toContain(failure.reason);
    }
  });

  it('when every recipient is refused', async () => {
    const { port } = await office({ ...plain, onRcptTo: (_, __, done) => done(new Error('No such user')) });
    const failure = await failureOf(smtpMailer(to(port)).send(MAIL, '2024-08-06'));
    expect(failure).toMatchObject({ code: 'mail.unsent', reason: 'EENVELOPE' });
    expect(failure.advice).toContain('check both addresses');
  });
});
