/** One promise of a port as data: any test runner can run it. `run` rejects when the promise is broken. */
export interface ContractCase {
  /** A claim, without "should". */
  readonly name: string;
  run(): Promise<void>;
}

/** Pairs a claim with its proof on a fresh subject. */
export const promise = <T>(name: string, make: () => Promise<T>, prove: (subject: T) => Promise<void>): ContractCase => ({
  name,
  run: async () => prove(await make()),
});
