import { formatQuantity, quantity, strategyName, ticker, toDecimal } from '@alchemiser/domain';
import { adoptShares, type Adoption } from '@alchemiser/execution';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { Problem } from '../present/problem.ts';
import { wrap } from '../present/screen.ts';

export interface AdoptOptions extends CommonOptions {
  readonly strategy: string;
  readonly quantity?: string;
}

/** Gives shares that no strategy bought to one: it sizes on them and trades them from the next run on. */
export async function adoptCommand(console: Console, options: AdoptOptions, env: NodeJS.ProcessEnv, name: string): Promise<number> {
  const adoption = adoptionIn(options, name);
  const { desk, mandate, close } = await compose(console, options, env, { keep: true });
  try {
    const entry = await console.progress.during('Comparing with the account', () => adoptShares(desk, mandate, adoption));
    const { book, ticker: adopted } = entry;
    if (console.json) console.document({ ticker: adopted, strategy: book, quantity: toDecimal(entry.quantity) });
    else {
      const says = `${book} has ${formatQuantity(entry.quantity)} ${adopted} now, with what they cost. It sizes on them and trades them from the next run on: \`alchemiser plan\` shows what that means.`;
      console.page(wrap(says, console.screen.width, ''));
    }
    return EXIT.done;
  } finally {
    close();
  }
}

function adoptionIn({ strategy, quantity: shares }: AdoptOptions, name: string): Adoption {
  try {
    return {
      ticker: ticker(name.toUpperCase()),
      strategy: strategyName(strategy),
      quantity: shares === undefined ? undefined : quantity(shares),
    };
  } catch (error) {
    throw new Problem(
      EXIT.usage,
      `${(error as RangeError).message}.`,
      'For example: alchemiser adopt TQQQ --strategy nuclear --quantity 12.5',
    );
  }
}
