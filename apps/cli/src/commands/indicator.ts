import { parse } from 'csv-parse/sync';
import { cards, windowsFault, type IndicatorName } from '@alchemiser/domain';
import type { Console } from '../console.ts';
import { EXIT } from '../exit-codes.ts';
import { Problem } from '../present/problem.ts';
import { table } from '../present/screen.ts';
import { textOf } from '../strategy-argument.ts';

/** The words of symphony files, and our own with dashes. */
const NAMES: ReadonlyMap<string, IndicatorName> = new Map(
  Object.entries({
    close: 'close',
    'current-price': 'close',
    sma: 'sma',
    'moving-average-price': 'sma',
    ema: 'ema',
    'exponential-moving-average-price': 'ema',
    rsi: 'rsi',
    'relative-strength-index': 'rsi',
    'moving-average-return': 'movingAverageOfReturn',
    'cumulative-return': 'cumulativeReturn',
    'stdev-return': 'deviationOfReturn',
    'standard-deviation-return': 'deviationOfReturn',
    'population-stdev-return': 'populationDeviationOfReturn',
    'stdev-price': 'deviationOfPrice',
    'standard-deviation-price': 'deviationOfPrice',
    'population-stdev-price': 'populationDeviationOfPrice',
    'max-drawdown': 'maxDrawdown',
    ppo: 'ppo',
    'percentage-price-oscillator': 'ppo',
    'ppo-signal': 'ppoSignal',
    'percentage-price-oscillator-signal': 'ppoSignal',
  } as const),
);

const EXAMPLE = 'For example: alchemiser indicator rsi 14 --csv SPY.csv';

/** The values of one indicator over the closes of a CSV file, a row each, null where there is none yet. */
export async function indicatorCommand(console: Console, csv: string, name: string, windows: readonly string[]): Promise<number> {
  const card = cards[indicatorNamed(name)];
  const numbers = windows.map(windowFrom);
  const fault = windowsFault(card, numbers);
  if (fault !== undefined) throw new Problem(EXIT.usage, `${fault}.`, EXAMPLE);
  const rows = closesFrom(await textOf(csv), csv);
  const column = card.compute(
    Float64Array.from(rows, ({ close }) => close),
    numbers,
  );
  const values = [...column].map((value) => (Number.isNaN(value) ? null : value));
  const needed = card.warmUp(numbers);
  if (needed > rows.length) console.remark(`${card.words(numbers)} needs ${String(needed)} closes, and ${csv} has ${String(rows.length)}.`);
  if (console.json) console.document(values);
  else {
    const columns = [{ title: 'date' }, { title: 'close', align: 'right' }, { title: card.words(numbers), align: 'right' }] as const;
    console.page(
      table(
        console.screen,
        columns,
        rows.map(({ date, close }, row) => [date, String(close), values[row]?.toFixed(4) ?? '–']),
      ),
    );
  }
  return EXIT.done;
}

/** `stdev-return`, `STDEV-RETURN`, `deviationOfReturn`. */
function indicatorNamed(name: string): IndicatorName {
  const ours = Object.values(cards).find((card) => card.name.toLowerCase() === name.toLowerCase());
  const known = ours?.name ?? NAMES.get(name.toLowerCase());
  if (known !== undefined) return known;
  throw new Problem(EXIT.usage, `There is no indicator called ${name}.`, `Known are ${[...NAMES.keys()].join(', ')}.`);
}

function windowFrom(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Problem(EXIT.usage, `A window is a whole number of sessions, was ${JSON.stringify(text)}.`, EXAMPLE);
}

const EXPECTED = 'Expected a header with a "close" column, and a row per session, separated by commas.';

/** Any CSV with a header and a `close` column; the first column, or `date` where there is one, names the row. */
function closesFrom(text: string, path: string): readonly { readonly date: string; readonly close: number }[] {
  let records: readonly Record<string, string>[];
  try {
    records = parse(text, {
      columns: (header: readonly string[]) => header.map((cell) => cell.trim().toLowerCase()),
      skip_empty_lines: true,
      bom: true,
    });
  } catch (error) {
    throw new Problem(EXIT.failed, `${path} is not CSV: ${(error as Error).message}.`, EXPECTED);
  }
  const [first] = records;
  if (first === undefined) throw new Problem(EXIT.failed, `${path} holds no rows.`, EXPECTED);
  if (first['close'] === undefined) {
    throw new Problem(EXIT.failed, `${path} has no "close" column; its columns are ${Object.keys(first).join(', ')}.`, EXPECTED);
  }
  return records.map((record, index) => {
    const close = Number(record['close'] ?? Number.NaN);
    if (record['close']?.trim() === '' || !Number.isFinite(close) || close <= 0) {
      throw new Problem(
        EXIT.failed,
        `${path}, line ${String(index + 2)}: close must be a number above 0, was ${JSON.stringify(record['close'] ?? 'missing')}.`,
        'Correct that row.',
      );
    }
    return { date: record['date'] ?? record['time'] ?? Object.values(record)[0] ?? '', close };
  });
}
