/** One of Alpaca's two REST services: reads that are typed or fail by name, and writes that report and never interpret. */
import * as z from 'zod';
import type { Failure } from '@alchemiser/services';
import { HttpSilence, type HttpClient, type HttpReply, type HttpRequest } from '../http/http-client.ts';
import { failureFor, malformed, refusalIn, silenceFailure, type AlpacaRefusal, type Area } from './answer.ts';

export type Query = NonNullable<HttpRequest['query']>;

/** What came of a write. `doubt`: it may or may not have been done; ask before doing anything else. */
export type AlpacaWritten =
  | { readonly status: 'done'; readonly json: unknown; readonly requestId: string | undefined }
  | ({ readonly status: 'refused' } & AlpacaRefusal)
  | { readonly status: 'doubt'; readonly says: string };

export interface AlpacaClient {
  /** @throws Failure of this service's codes. */
  read<T>(path: string, query: Query, schema: z.ZodType<T>): Promise<T>;
  /** As `read`, and undefined for a 404. */
  readIfThere<T>(path: string, query: Query, schema: z.ZodType<T>): Promise<T | undefined>;
  /** Sent once, whatever happens. Never throws for what the world did. @throws HttpHeldBack when `mayLeave` held it back. */
  write(
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    extra?: Pick<HttpRequest, 'query' | 'mayLeave'>,
  ): Promise<AlpacaWritten>;
  /** The failure for a reply that parsed but makes no sense: a mapping's way to refuse. */
  malformed(path: string, found: string, cause?: unknown): Failure;
}

/** Refusals that Alpaca gives before it does anything; a 429 or 5xx may hide an order that was taken. */
const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 404, 405, 410, 413, 415, 422]);

export function alpacaClient(area: Area, http: HttpClient, redact: (text: string) => string): AlpacaClient {
  async function get<T>(path: string, query: Query, schema: z.ZodType<T>, missing: readonly number[]): Promise<T | undefined> {
    const what = `GET /${path}`;
    const reply = await heard(area, what, http.send({ method: 'GET', path, query }));
    if (missing.includes(reply.status) && refusalIn(reply) !== undefined) return undefined;
    if (reply.status < 200 || reply.status > 299) throw failureFor(area, what, reply, redact);
    const parsed = schema.safeParse(reply.json);
    if (!parsed.success) throw malformed(area, what, redact(reply.json === undefined ? notJson(redact(reply.text)) : words(parsed.error)));
    return parsed.data;
  }

  return {
    read: async (path, query, schema) => (await get(path, query, schema, [])) as z.output<typeof schema>,
    readIfThere: async (path, query, schema) => get(path, query, schema, [404]),
    write: async (method, path, body, extra = {}) => {
      const what = `${method} /${path}`;
      try {
        const reply = await http.send({ method, path, body, ...extra });
        if (reply.status >= 200 && reply.status <= 299) return { status: 'done', json: reply.json, requestId: reply.requestId };
        const refusal = refusalIn(reply);
        if (refusal !== undefined && REFUSALS.has(reply.status)) return { status: 'refused', ...redacted(refusal, redact) };
        const said = refusal === undefined ? '' : `: ${redact(refusal.says)}`;
        return {
          status: 'doubt',
          says: `${what} was answered with status ${reply.status}${said}${reply.requestId === undefined ? '' : ` (request ${reply.requestId})`}`,
        };
      } catch (error) {
        if (!(error instanceof HttpSilence)) throw error;
        return { status: 'doubt', says: redact(`${what} was not answered: ${error.message}`) };
      }
    },
    malformed: (path, found, cause) => malformed(area, `GET /${path}`, redact(found), cause),
  };
}

async function heard(area: Area, what: string, sent: Promise<HttpReply>): Promise<HttpReply> {
  try {
    return await sent;
  } catch (error) {
    throw error instanceof HttpSilence ? silenceFailure(area, what, error) : error;
  }
}

/** A person sees how it began, never all of a page. */
const notJson = (text: string): string =>
  text === '' ? 'an empty body' : `expected JSON, found ${JSON.stringify(text.slice(0, 60))}${text.length > 60 ? '…' : ''}`;

const redacted = (refusal: AlpacaRefusal, redact: (text: string) => string): AlpacaRefusal => ({
  ...refusal,
  says: redact(refusal.says),
  related: refusal.related.map(redact),
  fields: Object.fromEntries(Object.entries(refusal.fields).map(([name, value]) => [name, redact(value)])),
});

const words = (error: z.ZodError): string => {
  const [first] = error.issues;
  return first === undefined ? 'no reason given' : `${first.path.length === 0 ? 'the answer' : first.path.join('.')}: ${first.message}`;
};
