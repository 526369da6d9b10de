/** zod's issues as sentences: which key, what was expected, what was found. */
import type * as z from 'zod';
import type { ConfigFault } from './configuration.ts';

export const configFault = (key: string, expected: string, found: string): ConfigFault => ({
  key,
  expected,
  found,
  says: `${key === '' ? 'The configuration' : key} must be ${expected}, was ${found}`,
});

/** What stands at a path of the input, as a person would write it. */
export function foundAt(input: unknown, path: readonly PropertyKey[]): string {
  let value = input;
  for (const step of path)
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<PropertyKey, unknown>>)[step] : undefined;
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

export function faultsFrom(error: z.ZodError, input: unknown): readonly ConfigFault[] {
  return error.issues.flatMap((issue) => faultsOf(issue, input, []));
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue, input: unknown, above: readonly PropertyKey[]): readonly ConfigFault[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...path, key].join('.')));
  if (issue.code === 'invalid_union') {
    // The variant that got furthest is the one that was meant.
    const [closest] = issue.errors.filter((issues) => issues.some((each) => each.path.length > 0)).toSorted((a, b) => a.length - b.length);
    if (closest !== undefined) return closest.flatMap((each) => faultsOf(each, input, path));
  }
  return [configFault(path.join('.'), expectation(issue), foundAt(input, path))];
}

/** The value is not repeated: it may be a secret in the wrong place. */
const unknownKey = (key: string): ConfigFault => ({
  key,
  expected: 'a known key',
  found: 'an unknown one',
  says: `${key} is not a key of the configuration`,
});

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'a whole number' : (NOUNS[issue.expected] ?? issue.expected);
    case 'invalid_value':
      return issue.values.map((value) => JSON.stringify(value)).join(' or ');
    case 'too_small':
      return issue.origin === 'number'
        ? `${issue.inclusive === true ? 'at least' : 'more than'} ${String(issue.minimum)}`
        : `at least ${String(issue.minimum)} long`;
    case 'too_big':
      return issue.origin === 'number'
        ? `${issue.inclusive === true ? 'at most' : 'less than'} ${String(issue.maximum)}`
        : `at most ${String(issue.maximum)} long`;
    default:
      // Our own refinements say what they expect.
      return issue.message;
  }
}

const NOUNS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};
