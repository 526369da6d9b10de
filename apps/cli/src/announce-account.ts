import { formatMoney, toDecimal } from '@alchemiser/domain';
import type { OpenedDesk } from '@alchemiser/desk';
import type { Configuration } from '@alchemiser/infrastructure';
import type { Console } from './console.ts';
import { EXIT } from './exit-codes.ts';
import { Problem } from './present/problem.ts';

/**
 * Before anything else is said: whose money it is. Live waits for the last four digits of the account, unless configured for
 * unattended use. @throws Problem when they do not come.
 */
export async function announceAccount(
  console: Console,
  { broker }: Pick<OpenedDesk['desk'], 'broker'>,
  configuration: Configuration,
): Promise<void> {
  const { mode, alpaca, unattended, accountId } = configuration;
  if (alpaca === null || alpaca.venue !== null) return;
  const account = await broker.account();
  const endsWith = account.id.slice(-4);
  const line = `${mode === 'live' ? 'LIVE' : 'PAPER'} · account …${endsWith} · equity ${formatMoney(toDecimal(account.equity))}`;
  const { colours } = console.screen;
  const shown = colours.bold(mode === 'live' ? colours.red(line) : line);
  if (console.json) console.remark(shown);
  else console.page(`${shown}\n`);
  // Another account than the configured one is refused by name further on; nobody is asked to confirm it.
  if (mode !== 'live' || unattended || account.id !== accountId) return;
  const typed = await console.ask(`This is real money. The last four digits of the account: `);
  if (typed?.trim() === endsWith) return;
  throw new Problem(
    EXIT.refused,
    typed === undefined
      ? 'Nobody confirmed the account: nothing was done.'
      : 'Those are not the last four digits of the account: nothing was done.',
    'Type them when asked, or set "unattended" to true in "live" for runs that nobody watches.',
  );
}
