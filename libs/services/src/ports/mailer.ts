export interface Mail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** Hands a mail over. The answer says where it went: a path of the outbox, or a message id. */
export interface Mailer {
  send(mail: Mail, tag: string): Promise<{ readonly where: string }>;
}
