/** What Alpaca said, sorted: which failure it is, and which words a person reads. Status decides, messages only inform. */
import * as z from 'zod';
import { Failure, type FailureCode } from '@alchemiser/services';
import { HttpSilence, type HttpReply } from '../http/http-client.ts';

/** Alpaca has two houses; their failures carry different codes. */
export type Area = 'broker' | 'market';

/** The error envelope; `code` is missing from some (401), and the rest differs by refusal. */
const ENVELOPE = z.looseObject({
  code: z.int().optional(),
  message: z.string(),
  related_orders: z.array(z.string()).optional().catch(undefined),
});

export interface AlpacaRefusal {
  readonly httpStatus: number;
  /** Alpaca's eight digits, or the HTTP status where it gives none. */
  readonly code: string;
  readonly says: string;
  readonly related: readonly string[];
  /** What else it said, by Alpaca's own names: `available`, `held_for_orders`, `buying_power`, … */
  readonly fields: Readonly<Record<string, string>>;
}

/** The envelope in a reply that is an error of Alpaca's own; undefined for a proxy's page, a cut-off body, or no error at all. */
export function refusalIn(reply: HttpReply): AlpacaRefusal | undefined {
  if (reply.status < 400) return undefined;
  const envelope = ENVELOPE.safeParse(reply.json);
  if (!envelope.success) return undefined;
  const { code, message, related_orders: related = [], ...others } = envelope.data;
  const fields = Object.entries(others).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
  );
  return { httpStatus: reply.status, code: String(code ?? reply.status), says: message, related, fields: Object.fromEntries(fields) };
}

const CODES: Readonly<
  Record<Area, Readonly<Record<'rateLimited' | 'silent' | 'unauthorized' | 'refused' | 'malformed' | 'unavailable', FailureCode>>>
> = {
  broker: {
    rateLimited: 'broker.rate_limited',
    silent: 'broker.unreachable',
    unauthorized: 'broker.unauthorized',
    refused: 'broker.refused',
    malformed: 'broker.malformed',
    unavailable: 'broker.unavailable',
  },
  market: {
    rateLimited: 'market.unreachable',
    silent: 'market.unreachable',
    unauthorized: 'market.refused',
    refused: 'market.refused',
    malformed: 'market.malformed',
    unavailable: 'market.unreachable',
  },
};

const WHO: Readonly<Record<Area, string>> = { broker: 'The broker', market: 'The market data source' };

/** The failure that a reply other than 2xx stands for. */
export function failureFor(area: Area, what: string, reply: HttpReply, redact: (text: string) => string): Failure {
  const codes = CODES[area];
  const refusal = refusalIn(reply);
  const said = refusal === undefined ? '' : `: ${redact(refusal.says)}`;
  const context = {
    what,
    status: reply.status,
    attempts: reply.attempts,
    ...(refusal && { code: refusal.code }),
    ...(reply.requestId !== undefined && { requestId: reply.requestId }),
  };
  const failure = (code: FailureCode, says: string, advice: string): Failure => new Failure(code, says, { advice, context });
  if (reply.status === 401)
    return failure(
      codes.unauthorized,
      `${WHO[area]} refused the key for ${what}${said}.`,
      'Check the key and its secret, and that they belong to this kind of account.',
    );
  if (reply.status === 429)
    return failure(
      codes.rateLimited,
      `${WHO[area]} asked us to slow down at ${what}.`,
      'Wait a minute; another program may be using the same account.',
    );
  if (reply.status >= 500 || reply.status === 408)
    return failure(
      codes.unavailable,
      `${WHO[area]} is having trouble with ${what} (status ${reply.status})${said}.`,
      'Try again in a few minutes.',
    );
  return failure(
    codes.refused,
    `${WHO[area]} refused ${what} (status ${reply.status})${said}.`,
    'Read what it says; asking again will not help.',
  );
}

/** The failure that silence stands for. */
export function silenceFailure(area: Area, what: string, silence: HttpSilence): Failure {
  const why = silence.reason === 'timeout' ? 'no answer in time' : 'the connection failed';
  return new Failure(CODES[area].silent, `${WHO[area]} could not be reached for ${what}: ${why}.`, {
    advice: 'Check the network, then try again.',
    context: { what, reason: silence.reason, attempts: silence.attempts, said: silence.message },
    cause: silence,
  });
}

/** The failure of an answer that cannot be read. @param found where and what, in words. */
export const malformed = (area: Area, what: string, found: string, cause?: unknown): Failure =>
  new Failure(CODES[area].malformed, `${WHO[area]} answered ${what} with something we cannot read: ${found}.`, {
    advice: 'Nothing was guessed from it. If it stays, the service may have changed.',
    context: { what },
    cause,
  });
