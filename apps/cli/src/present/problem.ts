import { Refused } from '@alchemiser/execution';
import { isFailure } from '@alchemiser/services';
import { wrap, type Screen } from './screen.ts';

/** Something a person got wrong, or must put right: one sentence, and what to do next. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly exitCode: number;
  readonly advice: readonly string[];
  constructor(exitCode: number, says: string, ...advice: readonly string[]) {
    super(says);
    this.exitCode = exitCode;
    this.advice = advice;
  }
}

/** One line for what is wrong, at most three more for what to do; the stack only when asked for. */
export function presentProblem(screen: Screen, error: unknown, verbose: boolean): string {
  const says = error instanceof Error ? error.message : String(error);
  const advice =
    error instanceof Problem || error instanceof Refused
      ? error.advice
      : isFailure(error) && error.advice !== undefined
        ? [error.advice]
        : [];
  const expected = error instanceof Problem || error instanceof Refused || isFailure(error);
  const lines = [
    screen.colours.red(wrap(expected ? says : `Something broke inside The Alchemiser: ${says}`, screen.width, '')),
    ...advice.map((line) => wrap(line, screen.width, '  ')),
  ];
  if (verbose && error instanceof Error && error.stack !== undefined)
    lines.push('', error.stack, ...(error.cause instanceof Error ? [String(error.cause.stack)] : []));
  else if (!expected) lines.push('  Run again with --verbose for the details.');
  return lines.join('\n');
}
