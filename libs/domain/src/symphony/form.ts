/**
 * What a file says before anybody asks what it means: nested forms, each with the place where it begins.
 * Both readers (text, JSON) make these, so that what follows can name a line and a column whatever the format.
 */

/** `at` is an offset into the text; `Lines` turns it into a line and a column where somebody wants to know. */
export type Form = ListForm | VectorForm | MapForm | AtomForm;

export interface ListForm {
  readonly kind: 'list';
  readonly at: number;
  readonly items: readonly Form[];
}
export interface VectorForm {
  readonly kind: 'vector';
  readonly at: number;
  readonly items: readonly Form[];
}
/** Keys and values in turn: key, value, key, value. */
export interface MapForm {
  readonly kind: 'map';
  readonly at: number;
  readonly items: readonly Form[];
}
export type AtomForm =
  | { readonly kind: 'string' | 'symbol' | 'keyword'; readonly at: number; readonly text: string }
  | { readonly kind: 'number'; readonly at: number; readonly value: number }
  | { readonly kind: 'boolean'; readonly at: number; readonly value: boolean }
  | { readonly kind: 'nil'; readonly at: number };

/** What stands in the way of reading, at an offset. */
export interface FormFault {
  readonly at: number;
  readonly expected: string;
  readonly found: string;
}

export interface FormLimits {
  /** UTF-16 code units. */
  readonly characters: number;
  /** Lists, vectors, maps and atoms. */
  readonly forms: number;
  /** Lists, vectors and maps inside one another. */
  readonly depth: number;
}

/** Ten times and more what the largest real files need (2.2 million characters, 34,000 forms, 200 deep). */
export const SYMPHONY_LIMITS: FormLimits = Object.freeze({ characters: 33_554_432, forms: 1_500_000, depth: 2_000 });

export const tooLong = (length: number): FormFault => ({
  at: 0,
  expected: `a file of at most ${SYMPHONY_LIMITS.characters} characters`,
  found: `${length}`,
});

export const tooMany = (at: number): FormFault => ({ at, expected: `a file of at most ${SYMPHONY_LIMITS.forms} forms`, found: 'more' });

export const tooDeep = (at: number): FormFault => ({ at, expected: `forms at most ${SYMPHONY_LIMITS.depth} deep`, found: 'deeper ones' });

const LONGEST_QUOTE = 40;

/** Text as it is quoted in a fault: on one line, and not all of a book. */
export function quoted(text: string): string {
  const short = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
  return JSON.stringify(short);
}

/** A form as a fault names it: `the number 80`, `the list (asset …)`, `nil`. */
export function formWords(form: Form | undefined): string {
  switch (form?.kind) {
    case undefined:
      return 'nothing';
    case 'nil':
      return 'nil';
    case 'boolean':
      return String(form.value);
    case 'number':
      return `the number ${form.value}`;
    case 'string':
      return `the text ${quoted(form.text)}`;
    case 'symbol':
      return `the word ${quoted(form.text)}`;
    case 'keyword':
      return `the keyword ${quoted(`:${form.text}`)}`;
    case 'list': {
      const [head] = form.items;
      return head?.kind === 'symbol' ? `(${head.text} …)` : 'a list';
    }
    case 'vector':
      return form.items.length === 0 ? 'an empty vector' : 'a vector';
    case 'map':
      return 'a map';
  }
}
