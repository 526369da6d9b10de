/** A file → a symphony, or every fault that could be found in it (at most 50), each at its line and column. */
import { err, ok, type Result } from '../result.ts';
import { atPlace, draft, type Draft } from './draft.ts';
import { formWords, quoted, type Form, type FormFault } from './form.ts';
import { linesOf } from './lines.ts';
import { lowerJson } from './lower-json.ts';
import { allocationReader } from './lower-text.ts';
import type { Divisor } from './measure-names.ts';
import { frequencyNamed, rebalancePolicy, type Written } from './policy.ts';
import { readJson } from './read-json.ts';
import { readText } from './read-text.ts';
import type { Symphony, SymphonyContent, SymphonyFault } from './symphony.ts';

export type ParsedSymphony = Result<Symphony, readonly SymphonyFault[]>;

export interface SymphonyOptions {
  /**
   * Divisor of `stdev-return` and `stdev-price`: `sample` (n − 1, the default) or `population` (n). Sources disagree; it matters where a
   * deviation is compared with a number or with one of another window. Printed as `population-stdev-…`, so that the print needs no option.
   */
  readonly divisor?: Divisor;
}

/**
 * The text form: `(defsymphony "name" {:rebalance-frequency :daily} (weight-equal [(asset "SPY" nil)]))`.
 * No input throws; beyond 33,554,432 characters, 1,500,000 forms or 2,000 levels it is refused unread, and its tree may have
 * 100,000 nodes and conditions, 500 deep.
 */
export const parseSymphony = (text: string, options: SymphonyOptions = {}): ParsedSymphony => parse(text, options, readText, lowerText);

/** The JSON form: nodes with a `step`, from `root` down. Limits as of the text form. */
export const parseSymphonyJson = (text: string, options: SymphonyOptions = {}): ParsedSymphony => parse(text, options, readJson, lowerJson);

/** Either form, by its first character. */
export const readSymphony = (text: string, options: SymphonyOptions = {}): ParsedSymphony =>
  /^[\uFEFF\s]*\{/.test(text.slice(0, 1000)) ? parseSymphonyJson(text, options) : parseSymphony(text, options);

function parse(
  text: string,
  { divisor = 'sample' }: SymphonyOptions,
  read: (text: string) => Result<Form, FormFault>,
  lower: (draft: Draft, form: Form) => SymphonyContent | null,
): ParsedSymphony {
  const positionOf = linesOf(text);
  const form = read(text);
  if (!form.ok) return err([atPlace(form.error, positionOf)]);
  const reading = draft(positionOf, divisor);
  const content = lower(reading, form.value);
  if (content === null || reading.faults.length > 0) return err(reading.faults);
  return ok(Object.freeze({ ...content, noticed: reading.remarks, positions: reading.positions }));
}

function lowerText(draft: Draft, form: Form): SymphonyContent | null {
  const [head, name, config, body, more] = form.kind === 'list' ? form.items : [];
  if (head?.kind !== 'symbol' || head.text !== 'defsymphony')
    return draft.fault(form.at, '(defsymphony "name" {…} body), or the object of the JSON form', formWords(form));
  if (name?.kind !== 'string') return draft.fault(name?.at ?? form.at, 'the name of the symphony in quotes', formWords(name));
  const settings = configOf(draft, config, form.at);
  if (body === undefined) return draft.fault(form.at, 'a body behind the settings', 'nothing');
  if (more !== undefined) draft.fault(more.at, 'one body', `${formWords(more)} behind it`);
  const tree = allocationReader(draft)(body, 1);
  return settings && tree && { name: name.text, ...settings, tree };
}

type Settings = Pick<Symphony, 'description' | 'rebalance' | 'config'>;

function configOf(draft: Draft, form: Form | undefined, at: number): Settings | null {
  if (form?.kind !== 'map') return draft.fault(form?.at ?? at, 'a map of settings like {:rebalance-frequency :daily}', formWords(form));
  const written = new Map<string, Form>();
  for (let i = 0; i < form.items.length; i += 2) {
    const key = form.items[i]!;
    if (key.kind !== 'keyword') return draft.fault(key.at, 'a keyword like :rebalance-frequency', formWords(key));
    if (!SETTINGS.includes(key.text)) return draft.fault(key.at, SETTING_WORDS, `${quoted(`:${key.text}`)}, which is not supported`);
    if (written.has(key.text)) return draft.fault(key.at, 'every setting once', `${quoted(`:${key.text}`)} again`);
    written.set(key.text, form.items[i + 1]!);
  }
  const frequencyText = wordOf(draft, written.get('rebalance-frequency'), 'a frequency like :daily');
  const frequency = frequencyText && frequencyNamed(draft, frequencyText);
  const corridor = written.get('rebalance-threshold');
  if (corridor !== undefined && corridor.kind !== 'number') return draft.fault(corridor.at, 'a corridor like 0.05', formWords(corridor));
  const assetClass = wordOf(draft, written.get('asset-class'), 'an asset class in quotes');
  if (assetClass && assetClass.value.toUpperCase() !== 'EQUITIES') {
    draft.fault(assetClass.at, 'the asset class "EQUITIES"', `${quoted(assetClass.value)}, which is not supported`);
  }
  const description = wordOf(draft, written.get('description'), 'a description in quotes');
  const rebalance = rebalancePolicy(draft, form.at, frequency, corridor);
  return (
    rebalance && {
      ...(description ? { description: description.value } : {}),
      rebalance,
      config: assetClass ? { assetClass: assetClass.value } : {},
    }
  );
}

const SETTINGS: readonly string[] = ['asset-class', 'rebalance-frequency', 'rebalance-threshold', 'description'];
const SETTING_WORDS = `a setting (${SETTINGS.map((name) => `:${name}`).join(', ')})`;

/** A string or a keyword as text. */
function wordOf(draft: Draft, form: Form | undefined, expected: string): Written<string> | null | undefined {
  if (form === undefined) return undefined;
  if (form.kind === 'string' || form.kind === 'keyword') return { at: form.at, value: form.text };
  return draft.fault(form.at, expected, formWords(form));
}
