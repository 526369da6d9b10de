import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('the committed template function is what the MJML compiles to', async () => {
  const { compileTemplate } = (await import(new URL('../compile-template.mjs', import.meta.url).href)) as {
    compileTemplate: () => Promise<string>;
  };
  const committed = await readFile(new URL('../src/html/report-html.ts', import.meta.url), 'utf8');
  expect(committed).toBe(await compileTemplate());
}, 60_000);
