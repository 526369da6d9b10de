/**
 * What somebody held, day by day: a CSV with a date column and one column a ticker (fractions, or percents where a cell says so), as Composer
 * exports it; or the JSON that `evaluate` prints.
 */
import { parse } from 'csv-parse/sync';
import { sessionDate, ticker, type HeldDay, type TickerWeight } from '@alchemiser/domain';
import { EXIT } from './exit-codes.ts';
import { Problem } from './present/problem.ts';

const CASH: ReadonlySet<string> = new Set(['$USD', 'USD', 'CASH']);
/** Columns of exports that hold no weights. */
const IGNORED: ReadonlySet<string> = new Set(['DAY TRADED', '']);

/** @throws Problem naming what cannot be read. */
export function holdingsFrom(text: string, path: string): readonly HeldDay[] {
  const fault = (says: string): Problem =>
    new Problem(
      EXIT.failed,
      `${path}: ${says}.`,
      'Expected a CSV with a date column and one column a ticker, or the JSON of `evaluate --json`.',
    );
  try {
    const days = text.trimStart().startsWith('[') ? fromJson(text) : fromCsv(text);
    if (days.length === 0) throw new RangeError('it holds no days');
    return days.toSorted((a, b) => (a.date < b.date ? -1 : 1));
  } catch (error) {
    throw fault(error instanceof Error ? error.message.replace(/\.$/, '') : String(error));
  }
}

function fromJson(text: string): readonly HeldDay[] {
  const days = JSON.parse(text) as readonly { readonly date?: unknown; readonly weights?: unknown }[];
  return days.map(({ date, weights }, at) => {
    if (typeof date !== 'string' || typeof weights !== 'object' || weights === null)
      throw new RangeError(`entry ${at + 1} has no date and weights`);
    return { date: sessionDate(date), weights: Object.entries(weights).flatMap(([name, weight]) => cell(name, String(weight), date)) };
  });
}

function fromCsv(text: string): readonly HeldDay[] {
  const records: readonly Record<string, string>[] = parse(text, {
    columns: (header: readonly string[]) => header.map((name) => name.trim().toUpperCase()),
    skip_empty_lines: true,
    bom: true,
  });
  return records.map((record, at) => {
    const { DATE: date } = record;
    if (date === undefined) throw new RangeError(`line ${at + 2} has no date`);
    const weights = Object.entries(record).filter(([name]) => name !== 'DATE' && !IGNORED.has(name));
    return { date: sessionDate(date.trim().slice(0, 10)), weights: weights.flatMap(([name, value]) => cell(name, value, date)) };
  });
}

/** Nothing for an empty cell, a dash, a zero, and cash. */
function cell(name: string, text: string, date: string): readonly TickerWeight[] {
  const value = text.trim();
  if (CASH.has(name.toUpperCase()) || value === '' || value === '-') return [];
  const isPercent = value.endsWith('%');
  const weight = Number(isPercent ? value.slice(0, -1) : value) / (isPercent ? 100 : 1);
  if (!(weight >= 0 && weight <= 1))
    throw new RangeError(`the weight of ${name} on ${date} must be a fraction or a percent, was ${JSON.stringify(value)}`);
  return weight === 0 ? [] : [{ ticker: ticker(name), weight }];
}
