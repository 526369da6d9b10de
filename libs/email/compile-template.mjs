/**
 * Compiles `templates/report.mjml` into `src/html/report-html.ts`: MJML writes the markup that mail clients understand, Eta turns
 * its tags into a function. Neither is needed at run time, no file is read there, and the function is typed: a tag that names
 * a field the view does not have does not compile.
 *
 *   npm run compile-template -w libs/email
 */
/* eslint-disable @nx/enforce-module-boundaries -- build time only: nothing of this is imported by the library. */
import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { Eta } from 'eta';
import mjml from 'mjml';
import * as prettier from 'prettier';

const SOURCE = new URL('./templates/report.mjml', import.meta.url);
const TARGET = new URL('./src/html/report-html.ts', import.meta.url);

/** @returns {Promise<string>} the TypeScript of `src/html/report-html.ts` */
export async function compileTemplate() {
  const { html, errors } = await mjml(await readFile(SOURCE, 'utf8'), { validationLevel: 'strict', fonts: {} });
  if (errors.length > 0) throw new Error(errors.map((error) => error.formattedMessage).join('\n'));
  const eta = new Eta({ autoTrim: false });
  const body = eta.compileBody(eta.parse(tightened(html)));
  const source = `/** Generated from templates/report.mjml by compile-template.mjs: edit the template, then run \`npm run compile-template\`. */
import type { ReportView } from '../view/report-view.ts';
import { escapeHtml } from './escape.ts';

export function reportHtml(it: ReportView): string {
  const __eta = { res: '', e: escapeHtml };
  ${body}
  return __eta.res;
}
`;
  const options = await prettier.resolveConfig(TARGET);
  return prettier.format(source, { ...options, parser: 'typescript' });
}

/** Mail is measured in bytes (some clients cut it at 102 KB): runs of white space become one line break. */
const tightened = (html) => html.replace(/\s*\n\s*/g, '\n').trim() + '\n';

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeFile(TARGET, await compileTemplate());
}
