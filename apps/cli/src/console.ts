import { spinner, type Progress } from './progress.ts';
import { screenFor, type Screen } from './present/screen.ts';
import { createInterface } from 'node:readline';
import type { ScreenOptions } from './options.ts';

/** Where a command writes: a page on stdout, everything else on stderr. */
export interface Console {
  readonly screen: Screen;
  readonly progress: Progress;
  /** One JSON document instead of a page. */
  readonly json: boolean;
  page(text: string): void;
  document(value: unknown): void;
  /** A remark on stderr, e.g. what Ctrl-C will still do. */
  remark(text: string): void;
  /** Whether somebody sits there to be asked: a pipe answers questions it was never shown. */
  readonly canAsk: boolean;
  /** A line that somebody types at the terminal; undefined when nobody does: no terminal, its end, Ctrl-C. */
  ask(question: string): Promise<string | undefined>;
}

/** Colour only where a terminal shows it and nobody asked otherwise. @see https://no-color.org */
const wantsColour = (options: ScreenOptions, env: Readonly<Record<string, string | undefined>>): boolean =>
  options.color && !options.json && process.stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';

export function openConsole(options: ScreenOptions, env: Readonly<Record<string, string | undefined>>): Console {
  return {
    screen: screenFor(process.stdout, wantsColour(options, env)),
    progress: spinner(process.stderr.isTTY && !options.json && !options.verbose),
    json: options.json,
    page: (text) => process.stdout.write(`${text}\n`),
    document: (value) => process.stdout.write(`${JSON.stringify(value, null, 2)}\n`),
    remark: (text) => process.stderr.write(`${text}\n`),
    canAsk: process.stdin.isTTY,
    ask: async (question) => (process.stdin.isTTY ? lineFrom(process.stdin, question) : undefined),
  };
}

/** Asks on stderr: what is on stdout belongs to the answer of the command. Ctrl-C, a kill and the end of the input are no answer. */
function lineFrom(input: NodeJS.ReadStream, question: string): Promise<string | undefined> {
  const lines = createInterface({ input, output: process.stderr, terminal: true });
  return new Promise((resolve) => {
    const leave = (): void => lines.close();
    process.once('SIGTERM', leave).once('SIGINT', leave);
    lines.on('SIGINT', () => {
      process.stderr.write('\n');
      leave();
    });
    lines.on('close', () => {
      process.off('SIGTERM', leave).off('SIGINT', leave);
      resolve(undefined);
    });
    lines.question(question, (line) => {
      resolve(line);
      leave();
    });
  });
}
