import { Argument, Command, Option } from 'commander';
import { adoptCommand, type AdoptOptions } from './commands/adopt.ts';
import { cancelCommand, type CancelOptions } from './commands/cancel.ts';
import { dataInfoCommand, dataPullCommand, dataVerifyCommand, type DataPullOptions } from './commands/data.ts';
import { evaluateCommand, type EvaluateOptions } from './commands/evaluate.ts';
import { exchangeCommand } from './commands/exchange.ts';
import { explainCommand } from './commands/explain.ts';
import { flattenCommand, type FlattenOptions } from './commands/flatten.ts';
import { haltCommand, type HaltOptions } from './commands/halt.ts';
import { indicatorCommand } from './commands/indicator.ts';
import { knifeEdgeCommand } from './commands/knife-edge.ts';
import { parityCommand } from './commands/parity.ts';
import { planCommand } from './commands/plan.ts';
import { probeCommand, type ProbeCommandOptions } from './commands/probe.ts';
import { releaseCommand, type ReleaseOptions } from './commands/release.ts';
import { resolveCommand, type ResolveOptions } from './commands/resolve.ts';
import { resumeCommand } from './commands/resume.ts';
import { signalsCommand } from './commands/signals.ts';
import { simulateCommand } from './commands/simulate.ts';
import { splitCommand } from './commands/split.ts';
import { statusCommand } from './commands/status.ts';
import { symphonyLintCommand, symphonyPrintCommand, symphonyRequirementsCommand } from './commands/symphony.ts';
import { tradeCommand, type TradeOptions as TradingOptions } from './commands/trade.ts';
import { openConsole, type Console } from './console.ts';
import { withExchangeOptions, type ExchangeOptions } from './exchange-options.ts';
import {
  parseSession,
  withAccountOptions,
  withCommonOptions,
  withScreenOptions,
  type CommonOptions,
  type ScreenOptions,
} from './options.ts';
import { withParityOptions, type ParityOptions } from './parity-options.ts';
import { welcome } from './present/welcome.ts';
import { PRODUCT } from './product.ts';
import { withSimulateOptions, type SimulateOptions } from './simulate-options.ts';

interface TradeOptions extends TradingOptions {
  readonly dryRun: boolean;
}

interface SymphonyPrintOptions extends ScreenOptions {
  readonly divisor: 'sample' | 'population';
}

interface IndicatorOptions extends ScreenOptions {
  readonly csv: string;
}

/** What a command does with its options and arguments; its answer is the exit code. */
type Run<O> = (console: Console, options: O, ...words: readonly string[]) => Promise<number>;

/** The command line: names, options and words. What each command does stands in `commands/`. @param signal asked for by commands that end in order. */
export function program(env: NodeJS.ProcessEnv, signal: () => AbortSignal, done: (exitCode: number) => void): Command {
  /** Arguments come before the options object, and commander adds the command itself. */
  const running =
    <O extends ScreenOptions>(run: Run<O>) =>
    async (...given: unknown[]): Promise<void> => {
      const options = given.at(-2) as O;
      done(await run(openConsole(options, env), options, ...given.slice(0, -2).flatMap((word) => word as string | string[])));
    };
  const strategy = new Argument('<strategy>', 'a strategy by name, or a symphony by its file');
  const file = new Argument('<file>', 'a symphony, .clj or .json');

  const trade = withAccountOptions(new Command('trade'))
    .description('trade the next session: decide, plan, check, order, book, mail')
    .option('--dry-run', 'show everything up to the approved plan and send nothing', false)
    .option('--again', 'one more run of a session that was traded before', false)
    .action(
      running<TradeOptions>((console, options) =>
        options.dryRun ? planCommand(console, options, env) : tradeCommand(console, options, env, signal()),
      ),
    );
  const plan = withAccountOptions(new Command('plan'))
    .description('the trades the next session would bring, and their risk checks; sends nothing')
    .action(running<CommonOptions>((console, options) => planCommand(console, options, env)));
  const signals = withAccountOptions(new Command('signals'))
    .description('what every strategy decides for the next session, and why')
    .action(running<CommonOptions>((console, options) => signalsCommand(console, options, env)));
  const status = withAccountOptions(new Command('status'))
    .description('account, positions, books and the last runs')
    .action(running<CommonOptions>((console, options) => statusCommand(console, options, env)));
  const halt = withAccountOptions(new Command('halt'))
    .description('the kill switch: no order leaves until resume; asks nobody')
    .option('--why <words>', 'the reason, shown wherever the halt is')
    .action(running<HaltOptions>((console, options) => haltCommand(console, options, env)));
  const resume = withAccountOptions(new Command('resume'))
    .description('take every halt back')
    .action(running<CommonOptions>((console, options) => resumeCommand(console, options, env)));
  const cancel = withAccountOptions(new Command('cancel'))
    .description("cancel open orders and stop the runs that sent them; nobody else's orders are touched")
    .option('--ours', 'those of our own runs', false)
    .action(running<CancelOptions>((console, options) => cancelCommand(console, options, env)));
  const flatten = withAccountOptions(new Command('flatten'))
    .description('halt and sell all that our books hold; asks first')
    .option('--yes', 'ask nobody', false)
    .action(running<FlattenOptions>((console, options) => flattenCommand(console, options, env, signal())));
  const resolve = withAccountOptions(new Command('resolve'))
    .description('say what became of an order that was left unknown (status names them)')
    .argument('<order id>', 'as status shows it')
    .option('--filled <shares>', 'this much of it was executed')
    .option('--price <usd>', 'at this average price')
    .option('--canceled', 'it was at the broker and nothing of it was executed', false)
    .option('--never-arrived', 'the broker never had it', false)
    .action(running<ResolveOptions>((console, options, id = '') => resolveCommand(console, options, env, id)));
  const adopt = withAccountOptions(new Command('adopt'))
    .description('give shares that no strategy bought to one, which then trades them')
    .argument('<ticker>', 'AAPL')
    .requiredOption('--strategy <name>', 'a strategy of the configured book')
    .option('--quantity <shares>', 'so many of them (default: all)')
    .action(running<AdoptOptions>((console, options, name = '') => adoptCommand(console, options, env, name)));
  const release = withAccountOptions(new Command('release'))
    .description("make shares of strategies nobody's: what was sold or moved out by hand, or is to be kept")
    .argument('<tickers...>', 'TQQQ')
    .requiredOption('--strategy <name>', 'whose; once for each that held some', oneMore)
    .option('--quantity <shares>', 'so many of them (default: all)')
    .action(running<ReleaseOptions>((console, options, ...names) => releaseCommand(console, options, env, names)));
  const split = withAccountOptions(new Command('split'))
    .description('tell the books of a share split: 2:1 doubled them, 1:5 merged five into one')
    .argument('<ticker>', 'TQQQ')
    .argument('<ratio>', 'new shares to old ones, 2:1')
    .argument('[more...]', 'what was split together with it: UVXY 1:5 …')
    .action(running<CommonOptions>((console, options, ...words) => splitCommand(console, options, env, words)));
  const explain = withCommonOptions(new Command('explain'))
    .description('the whole rule sheet of a strategy with the numbers of the day')
    .addArgument(strategy)
    .action(running<CommonOptions>((console, options, name = '') => explainCommand(console, options, env, name)));
  const knifeEdge = withCommonOptions(new Command('knife-edge'))
    .description('the closes that would have changed what a strategy decided, to the cent')
    .addArgument(strategy)
    .action(running<CommonOptions>((console, options, name = '') => knifeEdgeCommand(console, options, env, name)));
  const evaluate = withCommonOptions(new Command('evaluate'))
    .description('target weights at the close of every session of a range, without drift')
    .addArgument(strategy)
    .option('--from <date>', 'first close (default: the first on which it can decide)', parseSession)
    .option('--to <date>', 'last close (default: the last bar; of the built-in market, its first day of trading)', parseSession)
    .action(running<EvaluateOptions>((console, options, name = '') => evaluateCommand(console, options, env, name)));
  const parity = withParityOptions(new Command('parity'))
    .description('a strategy against holdings from elsewhere: where they differ, and why')
    .addArgument(strategy)
    .action(running<ParityOptions>((console, options, name = '') => parityCommand(console, options, env, name)));
  const indicator = withScreenOptions(new Command('indicator'))
    .description('the values of an indicator over the closes of a CSV file')
    .argument('<name>', 'rsi, sma, ema, moving-average-return, cumulative-return, stdev-return, stdev-price, max-drawdown, ppo …')
    .argument('[windows...]', 'in sessions: one for most, two or three for ppo and its signal')
    .requiredOption('--csv <file>', 'a CSV file with a close column')
    .action(running<IndicatorOptions>((console, { csv }, name = '', ...windows) => indicatorCommand(console, csv, name, windows)));

  const exchange = withExchangeOptions(new Command('exchange'))
    .description('an exchange for any bot: speaks Alpaca’s REST and streams on a port of this machine')
    .action(running<ExchangeOptions>((console, options) => exchangeCommand(console, options)));

  const simulate = withSimulateOptions(new Command('simulate'))
    .description('live days of the execution machine against an exchange that misbehaves, and check what must hold')
    .action(running<SimulateOptions>((console, options) => simulateCommand(console, options)));
  const symphony = new Command('symphony').description('read symphony files');
  const reading = (name: string, words: string, run: (console: Console, path: string) => Promise<number>): Command =>
    withScreenOptions(new Command(name))
      .description(words)
      .addArgument(file)
      .action(running<ScreenOptions>((console, _, path = '') => run(console, path)));
  symphony.addCommand(reading('lint', 'what to know before trusting it', symphonyLintCommand));
  symphony.addCommand(
    withScreenOptions(new Command('print'))
      .description('as text, however it was written')
      .addArgument(file)
      .addOption(new Option('--divisor <kind>', 'of its deviations: n − 1, or n').choices(['sample', 'population']).default('sample'))
      .action(running<SymphonyPrintOptions>((console, { divisor }, path = '') => symphonyPrintCommand(console, path, divisor))),
  );
  symphony.addCommand(reading('requirements', 'the tickers and bars it needs', symphonyRequirementsCommand));

  const data = new Command('data').description('daily bars that are kept from one day to the next');
  data.addCommand(
    withCommonOptions(new Command('pull'))
      .description('fetch what is missing, of the tickers named or of all that the configured strategies ask for')
      .argument('[tickers...]', 'SPY TLT …')
      .addOption(new Option('--feed <feed>', 'from Alpaca, with the keys of the environment').choices(['iex', 'sip']))
      .option('--through <date>', 'last session (default: the last that is over)', parseSession)
      .action(running<DataPullOptions>((console, options, ...tickers) => dataPullCommand(console, options, env, tickers))),
  );
  data.addCommand(
    withCommonOptions(new Command('info'))
      .description('which series are kept')
      .action(running<CommonOptions>((console, options) => dataInfoCommand(console, options, env))),
  );
  data.addCommand(
    withCommonOptions(new Command('verify'))
      .description('read every bar: digests, prices, sessions missing')
      .action(running<CommonOptions>((console, options) => dataVerifyCommand(console, options, env))),
  );

  const probe = withAccountOptions(new Command('probe'))
    .description('ask an Alpaca paper account what its documents leave open, with small orders; run by hand')
    .option('--ticker <ticker>', 'quoted, and not held', 'SPY')
    .action(running<ProbeCommandOptions>((console, options) => probeCommand(console, options, env)));

  const root = new Command('alchemiser')
    .description('Rules-based portfolios of US stocks and ETFs: decided, traded and explained.')
    .version(PRODUCT.version)
    .addHelpText('beforeAll', welcome());
  for (const command of [
    trade,
    plan,
    signals,
    explain,
    knifeEdge,
    status,
    halt,
    resume,
    cancel,
    flatten,
    resolve,
    adopt,
    release,
    split,
    evaluate,
    parity,
    data,
    symphony,
    indicator,
    exchange,
    probe,
    simulate,
  ])
    root.addCommand(command);
  for (const command of everyCommand(root)) {
    command
      .exitOverride()
      .showSuggestionAfterError()
      .showHelpAfterError(`(run "${pathOf(command)} --help" for what it takes)`);
  }
  return root;
}

/** An option that may be given again. */
const oneMore = (word: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), word];

const everyCommand = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(everyCommand)];

const pathOf = (command: Command): string => (command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`);
