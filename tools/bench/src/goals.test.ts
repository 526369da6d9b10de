/** Runs the benchmarks as a person does, in a process of their own, and holds every ratio that was promised to four fifths of it. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Figure } from './figure.ts';

/** What a busy machine may take from a ratio: those who share a core wait for each other's dividers, not for each other's arrays. */
const MARGIN = 0.8;

const PROMISED = [
  ...['RSI(14)', '20-day exponential average', '20-day average', '20-day return', '20-day average return'],
  ...['20-day deviation of price', '20-day population deviation of price', '20-day deviation of returns'],
  ...['20-day population deviation of returns', '60-day maximum drawdown', 'PPO(12, 26)', 'PPO signal(12, 26, 9)'],
];

describe('the benchmarks', () => {
  let figures: readonly Figure[] = [];
  beforeAll(() => {
    const main = join(import.meta.dirname, 'main.ts');
    const printed = execFileSync(process.execPath, ['--conditions=@alchemiser/source', main, '--json'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    figures = JSON.parse(printed) as readonly Figure[];
  });

  const figureOf = (group: string, what: string): Figure => {
    const found = figures.find((figure) => figure.group === group && figure.what.startsWith(what));
    if (found === undefined) throw new Error(`There is no figure for ${what}`);
    return found;
  };

  it.each([
    ...PROMISED.map((what) => ['Indicators, whole columns', what] as const),
    ['Indicators, streaming', 'RSI(14)'] as const,
    ['Rule trees', 'Nuclear'] as const,
    ['Money', 'an exact plan'] as const,
  ])('%s: %s is as many times as fast as promised', (group, what) => {
    const { goal, ratio } = figureOf(group, what);
    expect(ratio).toBeGreaterThanOrEqual(goal! * MARGIN);
  });

  it.each([
    ['A generated symphony', 'parse and lower'],
    ['A generated symphony', 'one day from 400 bars'],
    ['A generated symphony', '2000 sessions'],
    ['Orders', 'the execution machine'],
  ])('%s: %s is measured', (group, what) => {
    expect(figureOf(group, what).nanoseconds).toBeGreaterThan(0);
  });
});
