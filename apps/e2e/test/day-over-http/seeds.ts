/**
 * `node --conditions=@alchemiser/source apps/e2e/test/day-over-http/seeds.ts [count=1000] [first=1]`: many seeds, several at a time, and what came of them.
 * Ends with 1 when a seed is not as it must be.
 */
import { liveSeed, type SeedReport } from './live-seed.ts';

const ABREAST = 12;

/** Seeds `first` … `first + count − 1`, a few abreast: most of their time is spent waiting for late replies. */
export async function liveSeeds(
  first: number,
  count: number,
  onReport: (report: SeedReport) => void = () => undefined,
): Promise<readonly SeedReport[]> {
  const reports: SeedReport[] = [];
  let next = first;
  const worker = async (): Promise<void> => {
    while (next < first + count) {
      const report = await liveSeed(next++);
      reports.push(report);
      onReport(report);
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, worker));
  return reports.sort((a, b) => a.seed - b.seed);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** How often each line appears, the most frequent first. */
export function counted(lines: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}

if (import.meta.main) {
  const [count = 1000, first = 1] = process.argv.slice(2).map(Number);
  const began = performance.now();
  let done = 0;
  const reports = await liveSeeds(first, count, ({ seed, faults }) => {
    done += 1;
    for (const fault of faults) console.log(`seed ${seed}: ${fault}`);
    if (done % 50 === 0) console.log(`${done} of ${count}, ${((performance.now() - began) / 1000).toFixed(0)} s`);
  });
  const bad = reports.filter(({ faults }) => faults.length > 0);
  console.log(`${count} seeds in ${((performance.now() - began) / 1000).toFixed(0)} s, ${bad.length} not as they must be`);
  console.log('sessions', counted(reports.flatMap(({ sessions }) => sessions)));
  console.log('starts', sum(reports.map(({ starts }) => starts)), 'requests', sum(reports.map(({ requests }) => requests)));
  console.log('orders', sum(reports.map(({ orders }) => orders)), 'fills', sum(reports.map(({ fills }) => fills)));
  console.log('updates heard', sum(reports.map(({ heard }) => heard)), 'streams lost', sum(reports.map(({ losses }) => losses)));
  console.log('seeds that told a person', reports.filter(({ people }) => people.length > 0).length);
  const words = (line: string): string =>
    line
      .replace(/\b[0-9a-z]{20,}\b/g, '…')
      .replace(/\d+(\.\d+)?/g, 'n')
      .slice(0, 160);
  console.log('people', counted(reports.flatMap(({ people }) => people).map(words)));
  console.log('failures', counted(reports.flatMap(({ failures }) => failures).map(words)).slice(0, 20));
  process.exitCode = bad.length === 0 ? 0 : 1;
}
