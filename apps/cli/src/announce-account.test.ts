import { fromIsoInstant, money, type AccountId } from '@alchemiser/domain';
import { parseConfig, type Configuration } from '@alchemiser/infrastructure';
import { fixedClock, memoryBroker } from '@alchemiser/services/testing';
import { describe, expect, it } from 'vitest';
import { announceAccount } from './announce-account.ts';
import type { Console } from './console.ts';
import { screenFor } from './present/screen.ts';

/** What the fake broker calls its account. */
const ACCOUNT = 'MEMORY';

/** A terminal at which somebody types, or a pipe; everything that is written, in order. */
function consoleOf(typed: string | undefined, { canAsk = true, json = false } = {}) {
  const written: string[] = [];
  const console: Console = {
    screen: screenFor({}, false),
    progress: { during: (_, work) => work(() => undefined) },
    json,
    canAsk,
    page: (text) => void written.push(`page: ${text.trim()}`),
    document: () => undefined,
    remark: (text) => void written.push(`remark: ${text}`),
    ask: async (question) => {
      written.push(`asked: ${question.trim()}`);
      return typed;
    },
  };
  return { console, written };
}

function configured(change: Record<string, unknown>, live: boolean): Configuration {
  const file = { broker: 'alpaca', live: { allowed: true, accountId: ACCOUNT }, ...change };
  const environment = { ALPACA_PAPER_KEY: 'p', ALPACA_PAPER_SECRET: 'p', ALPACA_KEY: 'l', ALPACA_SECRET: 'l' };
  const parsed = parseConfig(file, environment, { live });
  if (!parsed.ok) throw new Error(parsed.error.map(({ says }) => says).join('; '));
  return parsed.value;
}

const broker = memoryBroker({ clock: fixedClock(fromIsoInstant('2024-08-06T19:45:00Z')), quotes: new Map(), cash: money('12345.67') });
const announced = (console: Console, configuration: Configuration): Promise<void> =>
  announceAccount(console, { desk: { broker }, mandate: { accountId: configuration.accountId } }, configuration);

const LINE = 'LIVE · account …MORY · equity $12,345.67';
const ASKED = 'asked: This is real money. The last four digits of the account:';

describe('live', () => {
  it('begins with whose money it is, and goes on when its last four digits are typed', async () => {
    const { console, written } = consoleOf(' MORY ');
    await announced(console, configured({}, true));
    expect(written).toEqual([`page: ${LINE}`, ASKED]);
  });

  it('leaves stdout to the one document of --json', async () => {
    const { console, written } = consoleOf('MORY', { json: true });
    await announced(console, configured({}, true));
    expect(written).toEqual([`remark: ${LINE}`, ASKED]);
  });

  it.each([
    ['the wrong digits', '6780', 'Those are not the last four digits of the account: nothing was done.'],
    ['nothing', '', 'Those are not the last four digits of the account: nothing was done.'],
    ['the whole id', 'MEMORY', 'Those are not the last four digits of the account: nothing was done.'],
    ['Ctrl-C', undefined, 'Nobody confirmed the account: nothing was done.'],
  ])('is refused on %s', async (_, typed, says) => {
    const { console } = consoleOf(typed);
    await expect(announced(console, configured({}, true))).rejects.toMatchObject({
      message: says,
      exitCode: 3,
      advice: ['For runs that nobody watches, set "unattended": true in "live" of the configuration.'],
    });
  });

  it('without a terminal is refused without a question, and says what to configure', async () => {
    const { console, written } = consoleOf('MORY', { canAsk: false });
    await expect(announced(console, configured({}, true))).rejects.toMatchObject({
      exitCode: 3,
      message: 'This is real money, and nobody is at a terminal to confirm the account: nothing was done.',
    });
    expect(written).toEqual([`page: ${LINE}`]);
  });

  it('configured for unattended use says whose money it is and asks nobody', async () => {
    const { console, written } = consoleOf(undefined, { canAsk: false });
    await announced(console, configured({ live: { allowed: true, accountId: ACCOUNT, unattended: true } }, true));
    expect(written).toEqual([`page: ${LINE}`]);
  });

  it.each([true, false])('with the key of another account is refused before anybody is asked, unattended %s', async (unattended) => {
    const { console, written } = consoleOf('MORY');
    const configuration = configured({ live: { allowed: true, accountId: '123456789' as AccountId, unattended } }, true);
    await expect(announced(console, configuration)).rejects.toThrow('The key belongs to account …MORY, the configuration names …6789.');
    expect(written).toEqual([]);
  });
});

describe('paper', () => {
  it('at Alpaca says paper and asks nobody', async () => {
    const { console, written } = consoleOf(undefined);
    await announced(console, configured({}, false));
    expect(written).toEqual(['page: PAPER · account …MORY · equity $12,345.67']);
  });

  it('on the built-in exchange has its own title', async () => {
    const { console, written } = consoleOf(undefined);
    await announced(console, configured({ broker: 'paper-exchange' }, false));
    expect(written).toEqual([]);
  });
});
