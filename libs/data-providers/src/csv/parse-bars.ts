/** One ticker's daily bars out of CSV text. Strict: what is odd refuses with file, line, what was expected and what was found. */
import { parse } from 'csv-parse/sync';
import { barFault, sessionDate, type Bar, type SessionDate } from '@alchemiser/domain';
import { Failure } from '@alchemiser/services';

export const CSV_HEADER = 'date,open,high,low,close,volume';

const NUMBER = /^\d+(\.\d+)?$/;
const FIELDS = ['open', 'high', 'low', 'close', 'volume'] as const;

export const csvFault = (file: string, line: number | undefined, says: string, cause?: unknown): Failure =>
  new Failure('market.malformed', `${file}${line === undefined ? '' : `, line ${line}`}: ${says}.`, {
    advice: `Every file needs the header ${CSV_HEADER} and one row per session, oldest first.`,
    context: { file, ...(line !== undefined && { line }) },
    cause,
  });

/** @param file named in every refusal. @returns at least one bar, dates strictly ascending. @throws Failure market.malformed */
export function parseBars(text: string, file: string): readonly Bar[] {
  const [header, ...rows] = recordsIn(text, file);
  const found = (header ?? []).join(',');
  if (found !== CSV_HEADER) throw csvFault(file, 1, `expected the header ${CSV_HEADER}, found ${JSON.stringify(found.slice(0, 80))}`);
  if (rows.length === 0) throw csvFault(file, undefined, 'expected at least one session, found none');
  const bars: Bar[] = [];
  let previous: SessionDate | undefined;
  rows.forEach((row, index) => {
    const bar = barFrom(row, file, index + 2);
    if (previous !== undefined && bar.date <= previous) {
      throw csvFault(file, index + 2, `expected a session after ${previous}, found ${bar.date}`);
    }
    previous = bar.date;
    bars.push(bar);
  });
  return bars;
}

/** Without blank lines inside, record n stands on line n + 1: a blank one is a record of one empty value, and refuses. */
function recordsIn(text: string, file: string): readonly (readonly string[])[] {
  try {
    return parse(text.trimEnd(), { bom: true, relax_column_count: true });
  } catch (error) {
    const line = error instanceof Error && 'lines' in error && typeof error.lines === 'number' ? error.lines : undefined;
    throw csvFault(
      file,
      line,
      `expected comma-separated values, found ${error instanceof Error ? error.message : 'something else'}`,
      error,
    );
  }
}

function barFrom(row: readonly string[], file: string, line: number): Bar {
  if (row.length !== 6) throw csvFault(file, line, `expected 6 values, found ${row.length}`);
  const [date = '', ...numbers] = row;
  const [open, high, low, close, volume] = numbers.map((text, index) => {
    if (NUMBER.test(text)) return Number(text);
    throw csvFault(file, line, `expected ${String(FIELDS[index])} as a number like 12.34, found ${JSON.stringify(text)}`);
  }) as [number, number, number, number, number];
  const bar: Bar = { date: dateFrom(date, file, line), open, high, low, close, volume };
  const fault = barFault(bar);
  if (fault !== undefined) throw csvFault(file, line, fault);
  return bar;
}

function dateFrom(text: string, file: string, line: number): SessionDate {
  try {
    return sessionDate(text);
  } catch (error) {
    throw csvFault(file, line, `expected a date like 2024-08-05, found ${JSON.stringify(text)}`, error);
  }
}
