import { formatQuantity, quantity, strategyName, ticker, toDecimal } from '@alchemiser/domain';
import { releaseShares, type Release, type ReleasedEntry } from '@alchemiser/execution';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { Problem } from '../present/problem.ts';
import { wrap } from '../present/screen.ts';

export interface ReleaseOptions extends CommonOptions {
  readonly strategy: readonly string[];
  readonly quantity?: string;
}

/** Makes shares of strategies nobody's: what a person sold, moved out or wants to keep. */
export async function releaseCommand(
  console: Console,
  options: ReleaseOptions,
  env: NodeJS.ProcessEnv,
  names: readonly string[],
): Promise<number> {
  const release = releaseIn(options, names);
  const { desk, mandate, close } = await compose(console, options, env, { keep: true });
  try {
    const entries = await console.progress.during('Comparing with the account', () => releaseShares(desk, mandate, release));
    if (console.json) console.document({ released: entries.map(documentOf) });
    else {
      const says = `Nobody's now, with what they cost: ${entries.map(wordsOf).join(', ')}. What was sold or moved of them is booked so, no strategy trades the others, and the books equal the account.`;
      console.page(wrap(says, console.screen.width, ''));
    }
    return EXIT.done;
  } finally {
    close();
  }
}

const EXAMPLE = 'For example: alchemiser release TQQQ --strategy tecl --quantity 12.5';

function releaseIn({ strategy: strategies, quantity: shares }: ReleaseOptions, names: readonly string[]): Release {
  if (shares !== undefined && strategies.length + names.length > 2) {
    throw new Problem(EXIT.usage, '--quantity goes with one ticker and one strategy.', EXAMPLE);
  }
  try {
    return {
      tickers: new Set(names.map((name) => ticker(name.toUpperCase()))),
      strategies: new Set(strategies.map(strategyName)),
      quantity: shares === undefined ? undefined : quantity(shares),
    };
  } catch (error) {
    throw new Problem(EXIT.usage, `${(error as RangeError).message}.`, EXAMPLE);
  }
}

const documentOf = ({ ticker: name, book, quantity: shares }: ReleasedEntry) => ({
  ticker: name,
  strategy: book,
  quantity: toDecimal(shares),
});

const wordsOf = ({ ticker: name, book, quantity: shares }: ReleasedEntry): string => `${formatQuantity(shares)} ${name} of ${book}`;
