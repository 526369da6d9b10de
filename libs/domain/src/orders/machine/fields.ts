/** Small readers and writers for journal entries: decimals travel as text, and what does not read exactly is refused, never repaired. */
import { toDecimal, type Exact } from '../../values/exact.ts';

export interface Field<T> {
  /** To plain JSON. */
  encode(value: T): unknown;
  /** @throws RangeError saying what was expected and what was found. */
  decode(json: unknown): T;
}

const refuse = (expected: string, found: unknown): never => {
  throw new RangeError(`expected ${expected}, found ${found === undefined ? 'nothing' : JSON.stringify(found).slice(0, 80)}`);
};

export const text = <T extends string>(): Field<T> => ({
  encode: (value) => value,
  decode: (json) => (typeof json === 'string' ? (json as T) : refuse('text', json)),
});

export const oneOf = <const T extends string>(...words: readonly T[]): Field<T> => ({
  encode: (value) => value,
  decode: (json) => words.find((word) => word === json) ?? refuse(words.join(' or '), json),
});

export const whole = <T extends number>(): Field<T> => ({
  encode: (value) => value,
  decode: (json) => (Number.isSafeInteger(json) && (json as number) >= 0 ? (json as T) : refuse('a whole number ≥ 0', json)),
});

/** A measured number: finite. */
export const measured: Field<number> = {
  encode: (value) => value,
  decode: (json) => (typeof json === 'number' && Number.isFinite(json) ? json : refuse('a finite number', json)),
};

/** @param read the value's own constructor: `price`, `quantity`, `money`, `ticker`, `sessionDate`. */
export const parsed = <T extends string>(read: (text: string) => T): Field<T> => ({
  encode: (value) => value,
  decode: (json) => (typeof json === 'string' ? read(json) : refuse('text', json)),
});

export const decimal = <T extends Exact>(read: (text: string) => T): Field<T> => ({
  encode: toDecimal,
  decode: (json) => (typeof json === 'string' ? read(json) : refuse('a decimal as text', json)),
});

export const nullable = <T>(field: Field<T>): Field<T | null> => ({
  encode: (value) => (value === null ? null : field.encode(value)),
  decode: (json) => (json === null ? null : field.decode(json)),
});

export const list = <T>(field: Field<T>): Field<readonly T[]> => ({
  encode: (values) => values.map((value) => field.encode(value)),
  decode: (json) =>
    Array.isArray(json) ? json.map((item: unknown, i) => within(String(i), () => field.decode(item))) : refuse('a list', json),
});

/** Exactly these fields, no more and no less. */
export const fields = <T extends object>(shape: { readonly [K in keyof T]-?: Field<T[K]> }): Field<T> => {
  const names = Object.keys(shape) as (keyof T & string)[];
  return {
    encode: (value) => Object.fromEntries(names.map((name) => [name, shape[name].encode(value[name])])),
    decode: (json) => {
      if (typeof json !== 'object' || json === null || Array.isArray(json)) return refuse('an object', json);
      const found = json as Readonly<Record<string, unknown>>;
      const unknown = Object.keys(found).find((name) => !names.includes(name as keyof T & string));
      if (unknown !== undefined) return refuse(`only ${names.join(', ')}`, unknown);
      return Object.fromEntries(names.map((name) => [name, within(name, () => shape[name].decode(found[name]))])) as T;
    },
  };
};

function within<T>(where: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new RangeError(`${where}: ${error.message}`, { cause: error });
    throw error;
  }
}
