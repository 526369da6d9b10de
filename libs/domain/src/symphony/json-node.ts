/** Access to the maps of the JSON form: keys in either spelling (`asset-class`, `asset_class`), unknown ones refused by name. */
import type { Draft } from './draft.ts';
import { formWords, quoted, type Form } from './form.ts';
import type { Written } from './policy.ts';

export interface JsonNode {
  readonly at: number;
  /** The value of a key; undefined where it is absent or null. */
  get(key: string): Form | undefined;
}

/** What editors and vendors attach to nodes: labels, quotes, settings of the screen. None of it changes what is held. */
const ANNOTATIONS: ReadonlySet<string> = new Set(
  (
    'id name description exchange price dollar-volume has-marketcap children-count asset-class asset-classes color tags notes hashtag hashtags ' +
    'benchmarks collapsed? collapsed-specified-weight? suppress-incomplete-warnings suppress-incomplete-warnings? suppress-description? ' +
    'hidden? comment version version-id created-at updated-at last-updated-at last-backtest-at symphony-id copied-from sid ' +
    'share-with-everyone? is-public? public? owner owner-id user-id source icon currency'
  ).split(' '),
);

/** A map whose keys are all known: those named here, and annotations. */
export function jsonNode(draft: Draft, form: Form, known: readonly string[]): JsonNode | null {
  if (form.kind !== 'map') return draft.fault(form.at, 'an object in braces', formWords(form));
  const values = new Map<string, Form>();
  for (let i = 0; i < form.items.length; i += 2) {
    const key = form.items[i]!;
    const value = form.items[i + 1]!;
    const name = key.kind === 'string' ? key.text.replaceAll('_', '-') : '';
    if (values.has(name)) return draft.fault(key.at, 'every key once', `${quoted(name)} again`);
    values.set(name, value);
    if (value.kind === 'nil' || known.includes(name) || ANNOTATIONS.has(name)) continue;
    draft.fault(key.at, `one of the keys ${known.join(', ')}`, `${quoted(name)}, which is not supported`);
  }
  return {
    at: form.at,
    get(key) {
      const value = values.get(key);
      return value?.kind === 'nil' ? undefined : value;
    },
  };
}

/** The text of a key without building the whole node. */
export function textAt(form: Form, name: string): string | undefined {
  if (form.kind !== 'map') return undefined;
  for (let i = 0; i < form.items.length; i += 2) {
    const key = form.items[i]!;
    const value = form.items[i + 1]!;
    if (key.kind === 'string' && key.text === name && value.kind === 'string') return value.text;
  }
  return undefined;
}

/** A text; a fault where something else stands, or nothing. */
export function textOf(draft: Draft, node: JsonNode, key: string): Written<string> | null {
  const value = node.get(key);
  if (value?.kind === 'string') return { at: value.at, value: value.text };
  return draft.fault(value?.at ?? node.at, `"${key}" as a text`, formWords(value));
}

/** A number, also written as a text ("79"). */
export function numberIn(draft: Draft, form: Form, key: string): Written<number> | null {
  if (form.kind === 'number') return { at: form.at, value: form.value };
  const value = form.kind === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(form.text) ? Number(form.text) : Number.NaN;
  if (!Number.isFinite(value)) return draft.fault(form.at, `"${key}" as a number`, formWords(form));
  return { at: form.at, value: value === 0 ? 0 : value };
}

/** A required number. */
export function numberOf(draft: Draft, node: JsonNode, key: string): Written<number> | null {
  const value = node.get(key);
  return value === undefined ? draft.fault(node.at, `"${key}" as a number`, 'nothing') : numberIn(draft, value, key);
}

/** The items of a list; none where the key is absent, or holds something else. */
export function listOf(draft: Draft, node: JsonNode, key: string): readonly Form[] {
  const value = node.get(key);
  if (value === undefined) return [];
  if (value.kind === 'vector') return value.items;
  draft.fault(value.at, `"${key}" as a list`, formWords(value));
  return [];
}

/** A switch; undefined where it is absent. */
export function switchOf(node: JsonNode, key: string): boolean | undefined {
  const value = node.get(key);
  return value?.kind === 'boolean' ? value.value : undefined;
}
