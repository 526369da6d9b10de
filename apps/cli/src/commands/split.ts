import { formatQuantity, formatRatio, splitRatio, ticker, toDecimal, type ShareSplit, type SplitEntry } from '@alchemiser/domain';
import { splitShares } from '@alchemiser/execution';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { Problem } from '../present/problem.ts';
import { wrap } from '../present/screen.ts';

/** Tells the books of share splits. @param words a ticker and its ratio, and as many pairs more as were split together. */
export async function splitCommand(
  console: Console,
  options: CommonOptions,
  env: NodeJS.ProcessEnv,
  words: readonly string[],
): Promise<number> {
  const splits = splitsIn(words);
  const { desk, mandate, close } = await compose(console, options, env, { keep: true });
  try {
    const entries = await console.progress.during('Comparing with the account', () => splitShares(desk, mandate, splits));
    if (console.json) console.document({ splits: entries.map(documentOf) });
    else console.page(entries.map((entry) => wrap(wordsOf(entry), console.screen.width, '')).join('\n'));
    return EXIT.done;
  } finally {
    close();
  }
}

function splitsIn(words: readonly string[]): readonly ShareSplit[] {
  try {
    return words.flatMap((name, i) => (i % 2 === 0 ? [{ ticker: ticker(name.toUpperCase()), ratio: splitRatio(words[i + 1] ?? '') }] : []));
  } catch (error) {
    throw new Problem(
      EXIT.usage,
      `${(error as RangeError).message}.`,
      'For example: alchemiser split TQQQ 2:1, or UVXY 1:5 where five were merged into one.',
    );
  }
}

const documentOf = ({ ticker: name, ratio, books }: SplitEntry) => ({
  ticker: name,
  ratio: formatRatio(ratio),
  books: books.map(({ book, quantity }) => ({ book, quantity: toDecimal(quantity) })),
});

function wordsOf({ ticker: name, ratio, books }: SplitEntry): string {
  const held = books.map(({ book, quantity }) => `${book} ${formatQuantity(quantity)}`).join(', ');
  return `${name} was split ${formatRatio(ratio)}: ${held}. Each lot keeps its day and what it cost, and the books equal the account.`;
}
