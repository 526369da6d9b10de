/** A run that ends before its first order, for a reason that a person can act on. Not a failure of ours. */
export class Refused extends Error {
  override readonly name: string = 'Refused';
  readonly advice: readonly string[];
  constructor(says: string, ...advice: readonly string[]) {
    super(says);
    this.advice = advice;
  }
}

/** Refused until a person has done something: a halt stands, or nobody knows what became of an order. */
export class Halted extends Refused {
  override readonly name: string = 'Halted';
}
