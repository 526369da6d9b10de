/** A command as somebody beside it hears it: what it wrote, what it remarked, how it ended. Nothing of it reaches this process's own output. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Console } from '../src/console.ts';
import { Problem } from '../src/present/problem.ts';
import { screenFor } from '../src/present/screen.ts';

export interface Overheard {
  readonly code: number;
  readonly page: string;
  readonly document: unknown;
  readonly remarks: readonly string[];
  /** The sentence and the advice of what stood in the way. */
  readonly problem: readonly string[];
}

export async function overhear(run: (console: Console) => Promise<number>, { json = false } = {}): Promise<Overheard> {
  let page = '';
  let document: unknown;
  const remarks: string[] = [];
  const console: Console = {
    screen: screenFor({}, false),
    progress: { during: (_, work) => work(() => undefined) },
    json,
    page: (text) => void (page += `${text}\n`),
    document: (value) => void (document = value),
    remark: (text) => void remarks.push(text),
    canAsk: false,
    ask: () => Promise.resolve(undefined),
  };
  try {
    return { code: await run(console), page, document, remarks, problem: [] };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { code: error.exitCode, page, document, remarks, problem: [error.message, ...error.advice] };
  }
}

/** A folder of files that is gone after the tests. */
export function desk(): { readonly folder: string; file(name: string, text: string): string; clear(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'alchemiser-'));
  return {
    folder,
    file(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}
