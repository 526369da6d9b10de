/** A runnable example of a page: its code, the line where it opens, and what it says it prints. */
export interface Example {
  readonly page: string;
  readonly line: number;
  readonly code: string;
  readonly promises: readonly string[];
}

const ARROW = /\/\/ → (.*)$/;

/**
 * The examples of a page: every fenced block whose info string is exactly `ts`. A block that only sketches a shape says `ts sketch`.
 * `// → text` promises the next printed line; `…` in it stands for anything.
 */
export function examples(page: string, text: string): readonly Example[] {
  const found: Example[] = [];
  let open: { readonly line: number; readonly fence: string; readonly info: string; readonly code: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const fence = /^\s*(`{3,})(.*)$/.exec(line);
    if (open !== undefined && fence?.[1] === open.fence && fence[2] === '') {
      if (open.info === 'ts') found.push({ page, line: open.line, code: `${open.code.join('\n')}\n`, promises: promises(open.code) });
      open = undefined;
    } else if (open !== undefined) open.code.push(line);
    else if (fence !== null) open = { line: index + 1, fence: fence[1] ?? '', info: (fence[2] ?? '').trim(), code: [] };
  }
  return found;
}

const promises = (code: readonly string[]): readonly string[] =>
  code.flatMap((line) => {
    const promised = ARROW.exec(line)?.[1];
    return promised === undefined ? [] : [promised.trimEnd()];
  });

/** Whether what was printed is what was promised, line by line. */
export const keeps = (promised: readonly string[], printed: readonly string[]): boolean =>
  promised.length === printed.length && promised.every((line, at) => matches(line, printed[at] ?? ''));

function matches(promised: string, printed: string): boolean {
  const pattern = promised.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(printed.trimEnd());
}
