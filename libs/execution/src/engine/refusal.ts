/** A run that ends before its first order, for a reason that a person can act on. Not a failure of ours. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly advice: readonly string[];
  constructor(says: string, ...advice: readonly string[]) {
    super(says);
    this.advice = advice;
  }
}
