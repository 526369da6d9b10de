declare const brand: unique symbol;

/** A value of type `T` that only its own constructor can make: a `Price` is no longer any bigint. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
