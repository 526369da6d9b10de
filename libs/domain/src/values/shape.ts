/**
 * Reading stored JSON strictly: a shape takes an unknown value and its path, and returns what it must be or throws a RangeError
 * that names the path. Nothing is coerced, no field is skipped, no unknown field is let through.
 */
export type Shape<T> = (value: unknown, path: string) => T;

export function readJson<T>(text: string, shape: Shape<T>, what: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new RangeError(`${what} must be JSON, was ${JSON.stringify(text.slice(0, 60))}`);
  }
  return shape(value, what);
}

export const text: Shape<string> = (value, path) => (typeof value === 'string' ? value : refuse(path, 'text', value));
export const flag: Shape<boolean> = (value, path) => (typeof value === 'boolean' ? value : refuse(path, 'true or false', value));
export const finite: Shape<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) ? value : refuse(path, 'a number', value);
export const whole: Shape<number> = (value, path) =>
  Number.isSafeInteger(value) ? (value as number) : refuse(path, 'a whole number', value);

/** Text that a constructor accepts: `parsed(price)`. Its own sentence is kept, with the path before it. */
export const parsed =
  <T>(parse: (text: string) => T): Shape<T> =>
  (value, path) => {
    const raw = text(value, path);
    try {
      return parse(raw);
    } catch (error) {
      throw new RangeError(`${path}: ${error instanceof Error ? error.message : 'cannot be read'}`, { cause: error });
    }
  };

export const oneOf =
  <const T extends string | number>(...allowed: readonly T[]): Shape<T> =>
  (value, path) =>
    allowed.includes(value as T) ? (value as T) : refuse(path, `one of ${allowed.join(', ')}`, value);

/** One of a union's members: `every` lists them as keys, so that a union that grows does not compile until this has. */
export const memberOf = <T extends string>(every: Readonly<Record<T, true>>): Shape<T> => oneOf(...(Object.keys(every) as T[]));

export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value, path) =>
    value === null ? null : shape(value, path);

export const list =
  <T>(shape: Shape<T>): Shape<readonly T[]> =>
  (value, path) =>
    Array.isArray(value) ? value.map((item, i) => shape(item, `${path}[${String(i)}]`)) : refuse(path, 'a list', value);

type Shapes = Readonly<Record<string, Shape<unknown>>>;
type Fields<S extends Shapes> = { readonly [K in keyof S]: ReturnType<S[K]> };

/** An object with exactly these fields. */
export const fields =
  <R extends Shapes>(required: R): Shape<Fields<R>> =>
  (value, path) =>
    readFields(value, path, required, {}) as Fields<R>;

type RequiredKeys<T> = { [K in keyof T]-?: T extends Readonly<Record<K, T[K]>> ? K : never }[keyof T];

/** The fields of a named type, every optional one among them: a type that grows does not compile until its shape has. */
export const fieldsOf =
  <T>(
    required: { readonly [K in RequiredKeys<T>]: Shape<T[K]> },
    optional: { readonly [K in Exclude<keyof T, RequiredKeys<T>>]-?: Shape<Exclude<T[K], undefined>> },
  ): Shape<T> =>
  (value, path) =>
    readFields(value, path, required, optional) as T;

function readFields(value: unknown, path: string, required: Shapes, optional: Shapes): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(path, 'an object', value);
  const source = value as Readonly<Record<string, unknown>>;
  for (const name of Object.keys(source)) {
    if (!Object.hasOwn(required, name) && !Object.hasOwn(optional, name)) refuse(`${path}.${name}`, 'absent', source[name]);
  }
  const result: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(required)) {
    if (!Object.hasOwn(source, name)) refuse(`${path}.${name}`, 'there', undefined);
    result[name] = shape(source[name], `${path}.${name}`);
  }
  for (const [name, shape] of Object.entries(optional)) {
    if (Object.hasOwn(source, name)) result[name] = shape(source[name], `${path}.${name}`);
  }
  return result;
}

/** An object whose `tag` field says which shape it has. */
export const tagged =
  <T>(tag: string, shapes: Readonly<Record<string, Shape<T>>>): Shape<T> =>
  (value, path) => {
    const kind: unknown = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[tag] : undefined;
    const shape = typeof kind === 'string' && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
    return shape === undefined ? refuse(`${path}.${tag}`, `one of ${Object.keys(shapes).join(', ')}`, kind) : shape(value, path);
  };

function refuse(path: string, expected: string, found: unknown): never {
  const shown = found === undefined ? 'missing' : JSON.stringify(found).slice(0, 60);
  throw new RangeError(`${path} must be ${expected}, was ${shown}`);
}
