/** Figures as a person reads them. */
import type { Figure } from './figure.ts';

const SCALES: readonly (readonly [least: number, unit: string, by: number])[] = [
  [1e6, 'ms', 1e6],
  [1e3, 'µs', 1e3],
  [0, 'ns', 1],
];

function timeWords(nanoseconds: number): string {
  const [, unit, by] = SCALES.find(([least]) => nanoseconds >= least)!;
  const value = nanoseconds / by;
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`;
}

const ratioWords = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 2 : 0)}×`;

function comparison({ against, ratio, goal }: Figure): string {
  if (against === undefined || ratio === undefined) return '';
  const verdict = goal === undefined ? '' : ratio >= goal ? `  (goal ${goal}×)` : `  BELOW ITS GOAL OF ${goal}×`;
  return `${ratioWords(ratio)} ${against}${verdict}`;
}

/** @returns lines, a heading for every group. */
export function tableOf(figures: readonly Figure[]): string {
  const lines: string[] = [];
  const width = Math.max(...figures.map(({ what }) => what.length));
  let group = '';
  for (const each of figures) {
    if (each.group !== group) lines.push('', (group = each.group));
    const time = `${timeWords(each.nanoseconds)}${each.unit === 'time' ? '' : ` a ${each.unit}`}`;
    lines.push(`  ${each.what.padEnd(width)}  ${time.padEnd(17)}  ${comparison(each)}`.trimEnd());
    const rest = each.others.filter(({ name }) => name !== each.against);
    if (rest.length > 0) {
      const words = rest.map(({ name, timesTheFirst }) => `${name} ${ratioWords(timesTheFirst)}`);
      lines.push(`  ${''.padEnd(width)}  ${''.padEnd(17)}  ${words.join(', ')}`);
    }
  }
  return lines.join('\n').trimStart();
}
