import { lintSymphony, printSymphony, requirements, type SymphonyOptions } from '@alchemiser/domain';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import { table } from '../present/screen.ts';
import { symphonyFrom } from '../strategy-argument.ts';

/** What a person should know before trusting a symphony; a file without remarks says so. */
export async function symphonyLintCommand(console: Console, path: string): Promise<number> {
  const remarks = lintSymphony(await symphonyFrom(path));
  if (console.json) console.document(remarks);
  else if (remarks.length === 0) console.page(`${path} reads without remarks.`);
  else
    console.page(
      remarks
        .map(({ says, line, column }) => `${path}${line === undefined ? '' : `:${String(line)}:${String(column ?? 1)}`}  ${says}`)
        .join('\n'),
    );
  return EXIT.done;
}

/** The symphony as text, however it was written. @param divisor of its deviations; the print says which. */
export async function symphonyPrintCommand(
  console: Console,
  path: string,
  divisor: SymphonyOptions['divisor'] = 'sample',
): Promise<number> {
  const text = printSymphony(await symphonyFrom(path, { divisor }));
  if (console.json) console.document({ text });
  else console.page(text.trimEnd());
  return EXIT.done;
}

/** Tickers, and how many bars of each, derived from the tree. */
export async function symphonyRequirementsCommand(console: Console, path: string): Promise<number> {
  const needs = requirements((await symphonyFrom(path)).tree);
  if (console.json) console.document(needs);
  else console.page(presentRequirements(console, needs));
  return EXIT.done;
}

function presentRequirements({ screen }: Console, { tickers }: ReturnType<typeof requirements>): string {
  const columns = [{ title: 'ticker' }, { title: 'bars to decide', align: 'right' }, { title: 'bars to settle', align: 'right' }] as const;
  return table(
    screen,
    columns,
    tickers.map(({ ticker, warmUpBars, settlingBars }) => [ticker, String(warmUpBars), String(settlingBars)]),
  );
}
