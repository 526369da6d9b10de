import { outboxMailer, renderMail, smtpMailer } from '@alchemiser/email';
import type { Desk } from '@alchemiser/execution';
import type { Configuration } from '@alchemiser/infrastructure';
import type { Mailer, RunKey } from '@alchemiser/services';
import { PAPER_ACCOUNT } from './paper-desk.ts';

/** Renders a record as its mail and hands it over; null where no mail is wanted. */
export function reporter({ neutral, transport }: Configuration['email'], release: string): Desk['report'] {
  const mailer = mailerOf(transport);
  if (mailer === null) return null;
  return (record, run) => mailer.send(renderMail(record, { neutral, release }), tagOf(run));
}

/** A second run of a session has a mail of its own, and so has every account of a data directory. */
const tagOf = ({ account, session, ordinal }: RunKey): string =>
  [`${session}-trading-report`, ...accountTag(account), ...(ordinal === 0 ? [] : [String(ordinal + 1)])].join('-');

/** Nothing for the exchange in this process, which has one account. */
const accountTag = (account: string): readonly string[] =>
  account === PAPER_ACCOUNT
    ? []
    : [
        account
          .toLowerCase()
          .replace(/[^a-z0-9]/g, '')
          .slice(-4),
      ];

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
