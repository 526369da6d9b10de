import { formatMoney, toDecimal } from '@alchemiser/domain';
import type { OpenedDesk } from '@alchemiser/desk';
import { readAccount } from '@alchemiser/execution';
import type { Configuration } from '@alchemiser/infrastructure';
import type { Console } from './console.ts';
import { EXIT } from './exit-codes.ts';
import { Problem } from './present/problem.ts';

type Announced = { readonly desk: Pick<OpenedDesk['desk'], 'broker'>; readonly mandate: Pick<OpenedDesk['mandate'], 'accountId'> };

const UNATTENDED = 'For runs that nobody watches, set "unattended": true in "live" of the configuration.';

/**
 * Before anything else is said: whose money it is. Live waits for the last four digits of the account, unless configured for
 * unattended use.
 * @throws Refused for another account than the configured one. @throws Problem when the digits do not come.
 */
export async function announceAccount(
  console: Console,
  { desk, mandate }: Announced,
  { mode, alpaca, unattended }: Pick<Configuration, 'mode' | 'alpaca' | 'unattended'>,
): Promise<void> {
  if (alpaca === null || alpaca.venue !== null) return;
  const account = await readAccount(desk, mandate);
  const endsWith = account.id.slice(-4);
  const line = `${mode === 'live' ? 'LIVE' : 'PAPER'} · account …${endsWith} · equity ${formatMoney(toDecimal(account.equity))}`;
  const { colours } = console.screen;
  const shown = colours.bold(mode === 'live' ? colours.red(line) : line);
  if (console.json) console.remark(shown);
  else console.page(`${shown}\n`);
  if (mode !== 'live' || unattended) return;
  if (!console.canAsk)
    throw new Problem(
      EXIT.refused,
      'This is real money, and nobody is at a terminal to confirm the account: nothing was done.',
      UNATTENDED,
    );
  const typed = await console.ask('This is real money. The last four digits of the account: ');
  if (typed?.trim() === endsWith) return;
  throw new Problem(
    EXIT.refused,
    typed === undefined
      ? 'Nobody confirmed the account: nothing was done.'
      : 'Those are not the last four digits of the account: nothing was done.',
    UNATTENDED,
  );
}
