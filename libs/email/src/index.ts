// Report
export { renderMail } from './render-mail.ts';
export type { ReportOptions } from './view/view-of.ts';
// Transports
export { outboxMailer } from './transports/outbox.ts';
export type { OutboxOptions } from './transports/outbox.ts';
export { smtpMailer } from './transports/smtp.ts';
export type { SmtpOptions } from './transports/smtp.ts';
