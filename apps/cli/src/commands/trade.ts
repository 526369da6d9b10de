import { tradingDay, type DayResult } from '@alchemiser/execution';
import { formatSession, sessionDate, type Outcome } from '@alchemiser/domain';
import { compose } from '../compose.ts';
import type { Console } from '../console.ts';
import { exitCodeOf } from '../exit-codes.ts';
import type { CommonOptions } from '../options.ts';
import { presentRun } from '../present/run.ts';

/** Trades one session to its end and shows it; a session that was traded before is shown as it was. */
export async function tradeCommand(console: Console, options: CommonOptions, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<number> {
  const { desk, mandate, session, configuration, close } = await compose(console, options, env, { keep: true });
  try {
    const result = await console.progress.during(`Trading ${formatSession(session)}`, (say) =>
      tradingDay(desk, mandate, { session, ordinal: 0, signal, onProgress: (outcome) => say(progressWords(outcome)) }),
    );
    if (console.json) console.document({ ...result.record, repeated: result.repeated, mail: result.mail });
    else console.page(pageOf(console, result, configuration.dataDirectory));
    return exitCodeOf(result.record.status);
  } finally {
    close();
  }
}

const progressWords = ({ legs }: Outcome): string => {
  const done = legs.filter((leg) => leg.status === 'filled' || leg.status === 'dust').length;
  return `Orders ${String(done)}/${String(legs.length)}`;
};

function pageOf({ screen }: Console, { record, repeated, mail }: DayResult, dataDirectory: string): string {
  const session = formatSession(sessionDate(record.session));
  const again = repeated
    ? [screen.colours.bold(`${session} was traded before: nothing was done now. This is what happened then.`), '']
    : [];
  const sent =
    mail.status === 'off'
      ? []
      : [mail.status === 'sent' ? `Mail     ${mail.where}` : screen.colours.red(`Mail     not sent: ${mail.says}`)];
  const flag = dataDirectory === 'data' ? '' : ` --data ${dataDirectory}`;
  const next =
    record.status === 'refused'
      ? []
      : [
          screen.colours.dim(
            `Next     \`npm start\` trades the following session · \`npm run alchemiser -- status${flag}\` shows account and books`,
          ),
        ];
  return [...again, presentRun(screen, record), '', ...sent, ...next].join('\n');
}
