import type { Line } from '@alchemiser/domain';
import type { Screen } from './screen.ts';

/** Deeper lines stand no further to the right: imported sheets are nested two hundred deep. */
const DEEPEST = 24;

/** A rule sheet with the path taken marked; what was not reached is dimmed and unmarked. */
export const presentLines = ({ colours }: Screen, lines: readonly Line[]): string =>
  lines
    .map(({ depth, text, taken }) => {
      const indent = '  '.repeat(Math.min(depth, DEEPEST));
      return taken ? `${colours.green('▸')} ${indent}${text}` : colours.dim(`  ${indent}${text}`);
    })
    .join('\n');
