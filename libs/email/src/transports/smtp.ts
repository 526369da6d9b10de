import { Failure, type Mailer } from '@alchemiser/services';
import { createTransport } from 'nodemailer';

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  /** `implicit` TLS from the first byte (465) · `required` STARTTLS or nothing (587) · `off` plain text, for a server on this machine. */
  readonly tls: 'implicit' | 'required' | 'off';
  /** Absent for a server that asks for no login. */
  readonly login?: { readonly user: string; readonly password: string };
  readonly from: string;
  readonly to: readonly string[];
  /** For connecting, greeting and silence, each. Default 20 s. */
  readonly timeoutMs?: number;
}

const ADVICE: Readonly<Record<string, string>> = {
  EAUTH: 'Check the user and the password; many providers want one made for apps.',
  ENOAUTH: 'The server asks for a login: give a user and a password.',
  ECONNECTION: 'Check the host, the port and whether the server can be reached from here.',
  ESOCKET: 'Check the host, the port and whether the server can be reached from here.',
  EDNS: 'Check the name of the host.',
  ETIMEDOUT: 'The server did not answer in time; check the host and the port, then try again.',
  ETLS: 'The server offers no usable encryption on this port; the password was not sent.',
  EREQUIRETLS: 'The server offers no usable encryption on this port; the password was not sent.',
  EENVELOPE: 'The server refused the sender or the recipient; check both addresses.',
};

/**
 * Sends over SMTP as multipart/alternative, text and HTML. Recipients stand in one mail; the tag becomes a header. One try: who may
 * send again is the caller's to decide. Answers with the message id, and with the recipients refused where others were accepted.
 * Logs nothing; neither the password nor the server's wording of it enters a message.
 * @throws Failure `mail.unsent` with advice; `context.reason` is the transport's code.
 */
export function smtpMailer(options: SmtpOptions): Mailer {
  return {
    async send(mail, tag) {
      const transport = createTransport({
        host: options.host,
        port: options.port,
        secure: options.tls === 'implicit',
        requireTLS: options.tls === 'required',
        ignoreTLS: options.tls === 'off',
        connectionTimeout: options.timeoutMs ?? 20_000,
        greetingTimeout: options.timeoutMs ?? 20_000,
        socketTimeout: options.timeoutMs ?? 20_000,
        dnsTimeout: options.timeoutMs ?? 20_000,
        disableFileAccess: true,
        disableUrlAccess: true,
        ...(options.login === undefined ? {} : { auth: { user: options.login.user, pass: options.login.password } }),
      });
      try {
        const { messageId, rejected } = await transport.sendMail({
          from: options.from,
          to: [...options.to],
          subject: mail.subject,
          text: mail.text,
          html: mail.html,
          headers: { 'X-Alchemiser-Run': tag, 'Auto-Submitted': 'auto-generated' },
        });
        return { where: rejected.length === 0 ? messageId : `${messageId}, refused for ${rejected.join(', ')}` };
      } catch (error) {
        throw unsent(error, options);
      } finally {
        transport.close();
      }
    },
  };
}

/** The transport's own error stays behind: its text and fields may repeat what was sent. */
function unsent(error: unknown, { host, port }: SmtpOptions): Failure {
  const reason = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
  const responseCode =
    error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  const said = responseCode === undefined ? reason : `${reason}, reply ${String(responseCode)}`;
  return new Failure('mail.unsent', `The mail could not be handed to ${host}:${String(port)} (${said})`, {
    advice: ADVICE[reason] ?? 'Check the mail settings, then try again.',
    context: { host, port, reason, ...(responseCode === undefined ? {} : { responseCode }) },
  });
}
