/** Environment variables that override single keys of the file, and those that hold secrets (which never stand in a file). */
import { configFault } from './faults.ts';
import type { ConfigFault } from './configuration.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

type Reading = 'text' | 'number' | 'boolean';

/** Variable → path in the file. */
const OVERRIDES: Readonly<Record<string, { readonly path: readonly string[]; readonly as: Reading }>> = {
  ALCHEMISER_BROKER: { path: ['broker'], as: 'text' },
  ALCHEMISER_ACCOUNT_ID: { path: ['accountId'], as: 'text' },
  ALCHEMISER_ALPACA_URL: { path: ['alpaca', 'url'], as: 'text' },
  ALCHEMISER_CAPITAL: { path: ['capital'], as: 'text' },
  ALCHEMISER_RESERVE: { path: ['reserve'], as: 'number' },
  ALCHEMISER_DATA: { path: ['data'], as: 'text' },
  ALCHEMISER_LOG: { path: ['log'], as: 'text' },
  ALCHEMISER_EMAIL_NEUTRAL: { path: ['email', 'neutral'], as: 'boolean' },
  ALCHEMISER_EMAIL_TRANSPORT: { path: ['email', 'transport'], as: 'text' },
  ALCHEMISER_SMTP_HOST: { path: ['email', 'smtp', 'host'], as: 'text' },
  ALCHEMISER_SMTP_PORT: { path: ['email', 'smtp', 'port'], as: 'number' },
};

export const OVERRIDE_NAMES: readonly string[] = Object.keys(OVERRIDES);

type Tree = Readonly<Record<string, unknown>>;

/** The file with the environment's word over it. An unknown `ALCHEMISER_…` is a fault: it was meant to do something. */
export function withEnvironment(file: Tree, environment: Environment): { readonly merged: Tree; readonly faults: readonly ConfigFault[] } {
  const faults: ConfigFault[] = [];
  let merged = file;
  for (const [name, text] of Object.entries(environment).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!name.startsWith('ALCHEMISER_') || text === undefined || text === '') continue;
    const override = OVERRIDES[name];
    if (override === undefined) {
      faults.push({
        key: name,
        expected: OVERRIDE_NAMES.join(', '),
        found: 'an unknown variable',
        says: `${name} is not a variable that is read; known are ${OVERRIDE_NAMES.join(', ')}`,
      });
      continue;
    }
    const value = reading(text, override.as);
    if (value === undefined) faults.push(configFault(name, override.as === 'number' ? 'a number' : 'true or false', JSON.stringify(text)));
    else merged = withValue(merged, override.path, value);
  }
  return { merged, faults };
}

function reading(text: string, as: Reading): string | number | boolean | undefined {
  if (as === 'text') return text;
  if (as === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function withValue(tree: Tree, [head = '', ...rest]: readonly string[], value: unknown): Tree {
  if (rest.length === 0) return { ...tree, [head]: value };
  const below = tree[head];
  return { ...tree, [head]: withValue(typeof below === 'object' && below !== null ? (below as Tree) : {}, rest, value) };
}
