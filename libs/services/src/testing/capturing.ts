import type { Logger } from '../ports/logger.ts';
import type { Mail, Mailer } from '../ports/mailer.ts';

export interface CapturedLine {
  readonly level: 'error' | 'warn' | 'info' | 'debug';
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A logger that keeps its lines. */
export function capturingLogger(): Logger & { readonly lines: readonly CapturedLine[] } {
  const lines: CapturedLine[] = [];
  const at =
    (level: CapturedLine['level']) =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}) =>
      void lines.push({ level, message, fields });
  return { lines, error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** A mailer that keeps what it was given. */
export function capturingMailer(): Mailer & { readonly sent: readonly { readonly mail: Mail; readonly tag: string }[] } {
  const sent: { readonly mail: Mail; readonly tag: string }[] = [];
  return {
    sent,
    send: async (mail, tag) => {
      sent.push({ mail, tag });
      return { where: `memory:${sent.length}:${tag}` };
    },
  };
}
