import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface Office {
  readonly port: number;
  readonly received: readonly { readonly raw: string; readonly mail: ParsedMail }[];
  close(): Promise<void>;
}

/** A real SMTP server on the loopback interface that keeps what it receives. */
export async function openOffice(options: SMTPServerOptions): Promise<Office> {
  const received: { raw: string; mail: ParsedMail }[] = [];
  const server = new SMTPServer({
    logger: false,
    onData(stream, _, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        simpleParser(raw).then((mail) => {
          received.push({ raw: raw.toString('latin1'), mail });
          done();
        }, done);
      });
    },
    ...options,
  });
  // Clients that hang up on a certificate they do not trust are part of the tests.
  server.on('error', () => undefined);
  await new Promise<void>((opened) => server.listen(0, '127.0.0.1', opened));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    close: () => new Promise((closed) => server.close(closed)),
  };
}
