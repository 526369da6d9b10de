import { outboxMailer, renderMail, smtpMailer } from '@alchemiser/email';
import type { Desk } from '@alchemiser/execution';
import type { Configuration } from '@alchemiser/infrastructure';
import type { Mailer, RunKey } from '@alchemiser/services';

/** Renders a record as its mail and hands it over; null where no mail is wanted. */
export function reporter({ neutral, transport }: Configuration['email'], release: string): Desk['report'] {
  const mailer = mailerOf(transport);
  if (mailer === null) return null;
  return (record, run) => mailer.send(renderMail(record, { neutral, release }), tagOf(run));
}

/** A second run of a session has a mail of its own. */
const tagOf = ({ session, ordinal }: RunKey): string => `${session}-trading-report${ordinal === 0 ? '' : `-${String(ordinal + 1)}`}`;

function mailerOf(transport: Configuration['email']['transport']): Mailer | null {
  switch (transport.kind) {
    case 'none':
      return null;
    case 'outbox':
      return outboxMailer({ directory: transport.directory });
    case 'smtp': {
      const { kind: _, login, ...server } = transport;
      return smtpMailer({ ...server, ...(login === null ? {} : { login: { user: login.user, password: login.password.reveal() } }) });
    }
  }
}
