import { pino, type DestinationStream } from 'pino';
import type { Logger } from '@alchemiser/services';

export interface PinoLoggerOptions {
  /** Default `info`. */
  readonly level?: 'error' | 'warn' | 'info' | 'debug';
  /** Where lines go. Default standard error, written at once: what is on standard output belongs to the command. */
  readonly write?: (line: string) => void;
  /** Fields of every line: the run's id, the version. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Fields that may hold a secret wherever they stand; a `Secret` prints as *** anyway. */
const HIDDEN = [
  'key',
  'secret',
  'password',
  'token',
  'authorization',
  'APCA-API-KEY-ID',
  'APCA-API-SECRET-KEY',
  'apca-api-key-id',
  'apca-api-secret-key',
];
const REDACT = HIDDEN.flatMap((name) =>
  ['', '*.', '*.*.'].map((above) => (name.includes('-') ? `${above === '' ? '' : above.slice(0, -1)}["${name}"]` : `${above}${name}`)),
);

/** The `Logger` port over pino: one JSON object per line, level as a word, time in UTC. No transports, no worker threads. */
export function pinoLogger({ level = 'info', write, fields = {} }: PinoLoggerOptions = {}): Logger {
  const destination: DestinationStream = write === undefined ? pino.destination({ dest: 2, sync: true }) : { write };
  const log = pino(
    {
      level,
      base: { ...fields },
      timestamp: pino.stdTimeFunctions.isoTime,
      messageKey: 'message',
      errorKey: 'error',
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
      redact: { paths: REDACT, censor: '***' },
    },
    destination,
  );
  const at =
    (name: 'error' | 'warn' | 'info' | 'debug') =>
    (message: string, more: Readonly<Record<string, unknown>> = {}) =>
      log[name](exactAsText(more), message);
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** Exact values are scaled integers: as text they are at least not mistaken for numbers of dollars. */
const exactAsText = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === 'bigint' ? `${value}e-9` : value]));
