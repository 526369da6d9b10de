/** All benchmarks in one process: `npm run bench`. With `--json` the figures as data, for the test that holds them to their goals. */
import { cpus } from 'node:os';
import { indicatorFigures } from './indicators/figures.ts';
import { streamFigures } from './indicators/streams.ts';
import { machineFigures } from './machine/figures.ts';
import { planFigures } from './plan/figures.ts';
import { columnarFigures, symphonyFigures } from './symphony/figures.ts';
import { tableOf } from './table.ts';

const figures = [
  ...symphonyFigures(),
  ...indicatorFigures(),
  ...streamFigures(),
  ...columnarFigures(),
  ...planFigures(),
  ...machineFigures(),
];

if (process.argv.includes('--json')) console.log(JSON.stringify(figures));
else {
  console.log(`Node ${process.versions.node} on ${cpus()[0]?.model ?? 'an unknown processor'}.`);
  console.log('Medians over the rounds. Ratios: how many times as long the fastest of the others takes, in the same round.\n');
  console.log(tableOf(figures));
}
