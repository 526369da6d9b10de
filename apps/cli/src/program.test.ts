import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { program } from './program.ts';

/** What commander writes to stderr, and the code it ends with, for arguments that never reach a command. */
async function refused(...args: string[]): Promise<{ code: string; says: string }> {
  let says = '';
  const root = program(
    {},
    () => new AbortController().signal,
    () => undefined,
  );
  const everyone = [root, ...root.commands, ...root.commands.flatMap((command) => command.commands)];
  for (const command of everyone) command.configureOutput({ writeErr: (text) => (says += text), writeOut: (text) => (says += text) });
  try {
    await root.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return { code: error.code, says };
    throw error;
  }
  return { code: 'accepted', says };
}

describe('the command line', () => {
  it.each([
    ['an unknown command, with the nearest', ['trad'], 'commander.unknownCommand', '(Did you mean trade?)'],
    ['an unknown option, with the nearest', ['trade', '--sesion', '2024-08-06'], 'commander.unknownOption', '(Did you mean --session?)'],
    [
      'a day that does not exist',
      ['trade', '--session', '2024-02-30'],
      'commander.invalidArgument',
      'Date must be a calendar day like 2026-09-18, was "2024-02-30"',
    ],
    [
      'a seed that is no number',
      ['trade', '--seed', '-1'],
      'commander.invalidArgument',
      'Seed must be a whole number from 0 to 4294967295',
    ],
    ['a strategy that is not named', ['explain'], 'commander.missingArgument', "missing required argument 'strategy'"],
    ['the knife edges of nothing', ['knife-edge'], 'commander.missingArgument', "missing required argument 'strategy'"],
    ['an indicator without a file', ['indicator', 'rsi', '14'], 'commander.missingMandatoryOptionValue', '--csv <file>'],
    ['a resolution of nothing', ['resolve'], 'commander.missingArgument', "missing required argument 'order id'"],
    ['an adoption by nobody', ['adopt', 'AAPL'], 'commander.missingMandatoryOptionValue', '--strategy <name>'],
    ['a release by nobody', ['release', 'AAPL'], 'commander.missingMandatoryOptionValue', '--strategy <name>'],
    ['a release of nothing', ['release', '--strategy', 'tecl'], 'commander.missingArgument', "missing required argument 'tickers'"],
    ['a split without a ratio', ['split', 'AAPL'], 'commander.missingArgument', "missing required argument 'ratio'"],
    ['an unknown reading of a symphony', ['symphony', 'lnt', 'x.clj'], 'commander.unknownCommand', '(Did you mean lint?)'],
  ])('refuses %s', async (_, args, code, says) => {
    const found = await refused(...args);
    expect(found.code).toBe(code);
    expect(found.says).toContain(says);
  });

  it('shows its commands and what people do most', async () => {
    const { says } = await refused('--help');
    expect(says).toContain('alchemiser signals --json');
    for (const name of [
      'trade',
      'plan',
      'signals',
      'explain',
      'knife-edge',
      'status',
      'halt',
      'resume',
      'cancel',
      'flatten',
      'resolve',
      'adopt',
      'release',
      'split',
      'evaluate',
      'symphony',
    ])
      expect(says).toContain(`\n  ${name} `);
  });
});
