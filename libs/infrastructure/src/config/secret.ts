/** A text that prints as `***` wherever it is shown, logged, inspected or turned into JSON. Only `reveal` gives it away. */
export interface Secret {
  reveal(): string;
  toString(): string;
  toJSON(): string;
}

const HIDDEN = '***';

export function secret(text: string): Secret {
  const hidden = () => HIDDEN;
  return Object.freeze({ reveal: () => text, toString: hidden, toJSON: hidden, [Symbol.for('nodejs.util.inspect.custom')]: hidden });
}
