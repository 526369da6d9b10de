/**
 * Alpaca's own OpenAPI documents as a judge of replies. Its tolerances are known differences between the documents and Alpaca itself:
 * requests are not judged (clients send numbers where the documents say text, and Alpaca takes them), `oneOf` is read as `anyOf`
 * (activities fit both of their shapes), and refusals that no document lists are real.
 */
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { reference } from './reference.ts';

export interface Judged {
  /** `GET /v2/orders/{order_id}`, as the document writes it; undefined for what is in none. */
  readonly operation: string | undefined;
  /** Everything in which the reply departs from the document. */
  readonly faults: readonly string[];
}

export interface HttpReply {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
}

interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: RegExp;
  readonly literals: number;
  /** By status; `null` where the document describes a reply without saying what is in it. */
  readonly bodies: ReadonlyMap<number, (() => ValidateFunction) | null>;
}

type Json = Readonly<Record<string, unknown>>;
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses?: Json }>>>>;
}

/** OpenAPI 3.0 as JSON Schema: what may be null says so in its type, and an alternative may fit more than once. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, oneOf, ...rest } = value as Json;
  const plain = Object.fromEntries(Object.entries(rest).map(([name, part]) => [name, name === 'example' ? part : asJsonSchema(part)]));
  const schema = Array.isArray(oneOf) ? { ...plain, anyOf: asJsonSchema(oneOf) } : plain;
  return nullable === true ? { anyOf: [{ type: 'null' }, schema] } : schema;
}

function compiledOnce(ajv: Ajv, $ref: string): () => ValidateFunction {
  let compiled: ValidateFunction | undefined;
  return () => (compiled ??= ajv.compile({ $ref }));
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'];

function operationsOf(name: string, ajv: Ajv): readonly Operation[] {
  const document = asJsonSchema(reference(`openapi/${name}.json`)) as Document;
  ajv.addSchema(document, name);
  const pointer = (...parts: readonly string[]): string =>
    parts.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('');
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter((method) => method in item).map((method): Operation => {
      const bodies = Object.entries(item[method]?.responses ?? {}).map(([status, response]) => {
        const content = (response as { content?: Json }).content ?? {};
        const where = pointer('paths', path, method, 'responses', status, 'content', 'application/json', 'schema');
        return [Number(status), 'application/json' in content ? compiledOnce(ajv, `${name}#${where}`) : null] as const;
      });
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path: new RegExp(`^${path.replace(/[.:]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`),
        literals: path.replace(/\{[^}]+\}/g, '').length,
        bodies: new Map(bodies),
      };
    }),
  );
}

/** What Alpaca was seen to answer, or documents for some other path, and this exchange answers too. */
const REFUSALS = new Set([400, 401, 403, 404, 405, 413, 422, 429, 500, 503, 504]);

const isRefusal = (body: unknown): boolean => {
  if (typeof body !== 'object' || body === null) return false;
  const { message, code } = body as Json;
  return typeof message === 'string' && message !== '' && (code === undefined || Number.isInteger(code));
};

/** A judge of both hosts' replies. */
export function openapiJudge(): (reply: HttpReply) => Judged {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  const operations = ['trading-api', 'market-data-api'].flatMap((name) => operationsOf(name, ajv));
  return ({ method, path, status, contentType, body }) => {
    const operation = operations
      .filter((each) => each.method === method && each.path.test(path))
      .sort((a, b) => b.literals - a.literals)[0];
    const fault = (text: string): string => `${method} ${path} ${String(status)}: ${text}`;
    const judged = (faults: readonly string[]): Judged => ({ operation: operation?.name, faults: faults.map(fault) });
    if (status === 204) return judged(body === '' ? [] : ['a body where there is none']);
    if (contentType?.startsWith('application/json') !== true) return judged([`is ${contentType ?? 'of no type'}, not JSON`]);
    const value: unknown = JSON.parse(body);
    if (REFUSALS.has(status)) return judged(isRefusal(value) ? [] : [`no refusal of Alpaca’s: ${body}`]);
    const schema = operation?.bodies.get(status);
    if (schema === undefined) return judged(['is not documented']);
    const validate = schema?.();
    if (validate === undefined || validate(value)) return judged([]);
    return judged((validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`));
  };
}
