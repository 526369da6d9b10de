import { Command } from 'commander';
import { planCommand } from './commands/plan.ts';
import { signalsCommand } from './commands/signals.ts';
import { statusCommand } from './commands/status.ts';
import { tradeCommand } from './commands/trade.ts';
import { openConsole, type Console } from './console.ts';
import { withCommonOptions, type CommonOptions } from './options.ts';
import { welcome } from './present/welcome.ts';
import { PRODUCT } from './product.ts';

/** A command reads its options, does its work, and answers with an exit code. */
export type Run<O extends CommonOptions> = (console: Console, options: O, env: NodeJS.ProcessEnv, signal: AbortSignal) => Promise<number>;

interface TradeOptions extends CommonOptions {
  readonly dryRun: boolean;
}

/** The command line: names, options and words. What each command does stands in `commands/`. */
export function program(env: NodeJS.ProcessEnv, signal: AbortSignal, done: (exitCode: number) => void): Command {
  const root = new Command('alchemiser');
  root
    .description('Rules-based portfolios of US stocks and ETFs: decided, traded and explained.')
    .version(PRODUCT.version)
    .showSuggestionAfterError()
    .showHelpAfterError('(run "alchemiser --help" for the commands)');
  root.addHelpText('beforeAll', welcome());

  const add = <O extends CommonOptions>(command: Command, run: Run<O>): void => {
    withCommonOptions(command).action(async (options: O) => {
      done(await run(openConsole(options, env), options, env, signal));
    });
    root.addCommand(command);
  };

  add<TradeOptions>(
    new Command('trade')
      .description('trade the next session: decide, plan, check, order, book, mail')
      .option('--dry-run', 'show everything up to the approved plan and send nothing', false),
    (console, options, environment, abort) =>
      options.dryRun ? planCommand(console, options, environment) : tradeCommand(console, options, environment, abort),
  );
  add(new Command('plan').description('the trades the next session would bring, and their risk checks; sends nothing'), planCommand);
  add(new Command('signals').description('what every strategy decides for the next session, and why'), signalsCommand);
  add(new Command('status').description('account, positions, books and the last runs'), statusCommand);
  return root;
}
