/** An expected answer: a value, or the reason there is none. A plain union, because results go into the journal as JSON. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });

/** The branch that cannot be: compiles only while every variant of a union is handled. */
export function assertNever(value: never): never {
  throw new InvariantViolation(`Every variant is handled, was ${JSON.stringify(value)}`);
}

/** A bug in this program. Never caught on the way up: the run stops. */
export class InvariantViolation extends Error {
  override readonly name = 'InvariantViolation';
}

/**
 * States what must hold, positively: `invariant(filled <= quantity, 'Filled never exceeds ordered')`.
 * @param statement a function where the words take work that only a broken claim is worth.
 */
export function invariant(claim: boolean, statement: string | (() => string)): asserts claim {
  if (!claim) throw new InvariantViolation(`Invariant broken: ${typeof statement === 'string' ? statement : statement()}`);
}
