import { fromIsoInstant, sessionDate, type DecimalText } from '@alchemiser/domain';
import type { Status } from '@alchemiser/execution';
import { describe, expect, it } from 'vitest';
import { screenFor } from './screen.ts';
import { presentStatus } from './status.ts';

const screen = screenFor({}, false);
const status: Status = {
  provenance: { market: 'synthetic', words: 'synthetic market, seed 7', broker: 'paper-exchange' },
  session: sessionDate('2024-08-07'),
  account: { endsWith: '7316', status: 'ACTIVE', cash: '1000' as DecimalText, equity: '1000' as DecimalText },
  positions: [],
  books: [],
  runs: [],
  unfinished: [],
  halts: [],
  unknown: [],
};
const shown = (change: Partial<Status>): string => presentStatus(screen, { ...status, ...change });

describe('status', () => {
  it('begins with what keeps anything from being traded, and what ends that', () => {
    const at = fromIsoInstant('2024-08-06T19:46:00Z');
    const page = shown({
      halts: [{ at, by: 'mara', why: 'the feed is wrong' }],
      unknown: [{ id: 'alch-1', session: '2024-08-06', says: 'buy 35 TQQQ of 2024-08-06, alch-1' }],
    });
    expect(page.split('\n').slice(2, 9)).toEqual([
      'Halted: no order leaves until `alchemiser resume`.',
      '  Halted by mara on Tue 6 Aug 2024 at 15:46 New York: the feed is wrong.',
      '',
      'Unknown: nothing is traded until somebody says what became of',
      '  buy 35 TQQQ of 2024-08-06, alch-1',
      '  Look them up at the broker, then `alchemiser resolve <id>` with --filled and --price, --canceled',
      '  or --never-arrived.',
    ]);
  });

  it('says nothing of that when all is well', () => {
    expect(shown({})).not.toMatch(/[Hh]alted|[Uu]nknown|[Uu]nfinished/);
  });

  it('keeps long sentences of runs under each other', () => {
    const says = `Halted, a person is needed: ${'what became of an order is unknown, '.repeat(4)}look it up.`;
    const page = shown({ runs: [{ session: '2024-08-06', status: 'halted', says }] });
    const [first, second] = page.split('\n').slice(-3);
    expect(first).toMatch(/^ {2}Tue 6 Aug 2024 {3}halted {2}Halted, a person is needed/);
    expect(second).toMatch(/^ {27}\S/);
    for (const line of page.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });
});
