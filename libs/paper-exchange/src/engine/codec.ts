/**
 * Reading and writing kept data with one declaration for both directions. Strict: what is missing, left over or of another form
 * is a RangeError that names the place; nothing is repaired.
 */
import { toDecimal, type Exact } from '@alchemiser/domain';

export interface Codec<T> {
  write(value: T): unknown;
  /** @throws RangeError naming `where`. */
  read(value: unknown, where: string): T;
}

/** @throws RangeError always: `accounts[0].cash must be a decimal, was 12`. */
export function fault(where: string, expected: string, found: unknown): never {
  const words = JSON.stringify(found) as string | undefined;
  throw new RangeError(`Paper exchange's snapshot: ${where} must be ${expected}, was ${(words ?? 'missing').slice(0, 80)}`);
}

const plain = <T>(expected: string, test: (value: unknown) => boolean): Codec<T> => ({
  write: (value) => value,
  read: (value, where) => (test(value) ? (value as T) : fault(where, expected, value)),
});

export const text = <T extends string>(form: RegExp, expected: string): Codec<T> =>
  plain(expected, (value) => typeof value === 'string' && form.test(value));

export const oneOf = <const T extends string | number | boolean>(...words: readonly T[]): Codec<T> =>
  plain(`one of ${words.join(', ')}`, (value) => words.includes(value as T));

/** A whole number ≥ 0 that a float holds exactly: instants, stamps, counts. */
export const whole = <T extends number>(): Codec<T> =>
  plain('a whole number ≥ 0', (value) => Number.isSafeInteger(value) && (value as number) >= 0);

/** An exact value as its shortest decimal text; `parse` is its constructor. */
export const decimal = <T extends Exact>(parse: (text: string) => T): Codec<T> => ({
  write: toDecimal,
  read: (value, where) => {
    try {
      const exact = parse(value as string);
      if (toDecimal(exact) === value) return exact;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    return fault(where, 'the shortest text of a decimal in its range', value);
  },
});

/** A whole number of any size, ≥ 0, as its digits. */
export const digits: Codec<bigint> = {
  write: (value) => value.toString(),
  read: (value, where) => (typeof value === 'string' && /^(0|[1-9]\d{0,60})$/.test(value) ? BigInt(value) : fault(where, 'digits', value)),
};

export const nullable = <T>(codec: Codec<T>): Codec<T | null> => ({
  write: (value) => (value === null ? null : codec.write(value)),
  read: (value, where) => (value === null ? null : codec.read(value, where)),
});

export const list = <T>(codec: Codec<T>): Codec<readonly T[]> => ({
  write: (values) => values.map((value) => codec.write(value)),
  read: (value, where) =>
    Array.isArray(value) ? value.map((item, row) => codec.read(item, `${where}[${String(row)}]`)) : fault(where, 'a list', value),
});

type Fields<T> = { readonly [K in keyof T]-?: Codec<T[K]> };

/** A record of exactly these fields, written in this order. */
export const shape = <T extends object>(fields: Fields<T>): Codec<T> => ({
  write: (value) => Object.fromEntries(entriesOf(fields).map(([name, codec]) => [name, codec.write(value[name])])),
  read: (value, where) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) fault(where, 'a record', value);
    const found = value as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(found)) if (!Object.hasOwn(fields, name)) fault(`${where}.${name}`, 'absent', found[name]);
    return Object.fromEntries(entriesOf(fields).map(([name, codec]) => [name, codec.read(found[name], `${where}.${name}`)])) as T;
  },
});

const entriesOf = <T extends object>(fields: Fields<T>): readonly [keyof T & string, Codec<unknown>][] =>
  Object.entries(fields) as [keyof T & string, Codec<unknown>][];

/** Records told apart by their `kind`. */
export const either = <T extends { readonly kind: string }>(kinds: {
  readonly [K in T['kind']]: Codec<Extract<T, { kind: K }>>;
}): Codec<T> => {
  const codecOf = (kind: unknown): Codec<T> | undefined =>
    typeof kind === 'string' && Object.hasOwn(kinds, kind) ? (kinds as unknown as Readonly<Record<string, Codec<T>>>)[kind] : undefined;
  return {
    write: (value) => codecOf(value.kind)?.write(value),
    read: (value, where) => {
      const kind = (value as { readonly kind?: unknown } | null)?.kind;
      return codecOf(kind)?.read(value, where) ?? fault(`${where}.kind`, `one of ${Object.keys(kinds).join(', ')}`, kind);
    },
  };
};
