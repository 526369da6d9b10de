/** A JSON body as a client sends it: decimals come as text or as JSON numbers, unknown fields are ignored, the first thing wrong ends the reading. */
import { type Result } from '@alchemiser/domain';
import { invalid, refused, type Reply } from './reply.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** Carries a refusal out of `reading`; nothing else throws or sees it. */
class Refused extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super('refused');
    this.reply = reply;
  }
}

/** Ends the reading with this reply. */
export const stop = (reply: Reply): never => {
  throw new Refused(reply);
};

/** What `read` makes of a body's fields, or the refusal at which it stopped. */
export function reading<T>(body: string, read: (fields: Fields) => T): Result<T, Reply> {
  try {
    return { ok: true, value: read(fieldsOf(body)) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.reply };
    throw error;
  }
}

const malformed = (): never => stop(refused(400, 40010000, 'request body format is invalid'));

function fieldsOf(body: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return malformed();
  }
  return typeof value !== 'object' || value === null || Array.isArray(value) ? malformed() : (value as Fields);
}

/** A field as text; undefined where it is absent, null or empty. */
export function word(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : malformed();
}

export function flag(fields: Fields, name: string): boolean | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  return typeof value === 'boolean' ? value : malformed();
}

/** The text of a decimal field; a JSON number in full digits, never as `1e-7`. */
function decimalWord(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (typeof value !== 'number') return word(fields, name);
  const text = String(value);
  return text.includes('e') ? value.toFixed(9) : text;
}

/** A positive decimal field. */
export function decimalOf<T extends bigint>(fields: Fields, name: string, parse: (text: string) => T): T | undefined {
  const text = decimalWord(fields, name);
  if (text === undefined) return undefined;
  try {
    const value = parse(text);
    return value > 0n ? value : stop(invalid(`${name} must be > 0`));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return stop(invalid(`invalid ${name}: ${text}`));
  }
}
