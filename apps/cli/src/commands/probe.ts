import { probePaperAccount, type ProbeAnswer } from '@alchemiser/desk';
import { ticker } from '@alchemiser/domain';
import { configurationFor, loggerFor } from '../compose.ts';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { Problem } from '../present/problem.ts';

export interface ProbeCommandOptions extends CommonOptions {
  readonly ticker: string;
}

/** Asks a paper account what Alpaca's documents leave open, and says what each answer means for the settings. */
export async function probeCommand(console: Console, options: ProbeCommandOptions, env: NodeJS.ProcessEnv): Promise<number> {
  if (options.live === true) {
    throw new Problem(
      EXIT.refused,
      'The probe sends odd orders on purpose: it never runs on a live account.',
      'Leave --live out: it then uses ALPACA_PAPER_KEY and ALPACA_PAPER_SECRET.',
    );
  }
  const configuration = await configurationFor(options, env, undefined, { broker: 'alpaca', market: { source: 'alpaca' } });
  const name = tickerNamed(options.ticker);
  const answers = await console.progress.during('Asking', (say) => {
    let asked = 0;
    const onAnswer = (): void => say(`${String(++asked)} questions answered`);
    return probePaperAccount({ configuration, ticker: name, log: loggerFor(options, configuration), onAnswer });
  });
  if (console.json) console.document(answers);
  else console.page(presentAnswers(console, answers));
  return answers.some(({ verdict }) => verdict === 'otherwise') ? EXIT.partly : EXIT.done;
}

function tickerNamed(text: string): ReturnType<typeof ticker> {
  try {
    return ticker(text.toUpperCase());
  } catch (error) {
    throw new Problem(EXIT.usage, (error as RangeError).message, 'For example: alchemiser probe --ticker SPY');
  }
}

function presentAnswers({ screen: { colours } }: Console, answers: readonly ProbeAnswer[]): string {
  const mark = { 'as assumed': colours.green, otherwise: colours.red, 'not asked': colours.dim } as const;
  const pages = answers.flatMap(({ question, verdict, exchanged, finding, means }, row) => [
    colours.bold(`${String(row + 1)}  ${question}`),
    ...exchanged.flatMap(({ request, reply }) => [colours.dim(`   → ${request}`), colours.dim(`   ← ${reply}`)]),
    `   ${mark[verdict](verdict)}: ${finding}`,
    `   ${means}`,
    '',
  ]);
  const count = (wanted: ProbeAnswer['verdict']): string => String(answers.filter(({ verdict }) => verdict === wanted).length);
  return [...pages, `${count('as assumed')} as assumed · ${count('otherwise')} otherwise · ${count('not asked')} not asked`].join('\n');
}
