import { describe, expect, it } from 'vitest';
import { ticker } from '../values/ticker.ts';
import { sessionDate } from '../values/time.ts';
import type { Decision } from './decision.ts';
import { hold } from './build.ts';
import { schedule, type SleeveState } from './schedule.ts';
import { strategyName, type RebalancePolicy } from './strategy.ts';

const decision: Decision = {
  strategy: strategyName('test'),
  asOf: sessionDate('2024-08-05'),
  weights: [
    { ticker: ticker('SPY'), weight: 0.6 },
    { ticker: ticker('SHY'), weight: 0.4 },
  ],
  trace: { taken: true, ...hold('SPY') },
  reasons: [],
};

const state = (last: string | undefined, weights: Readonly<Record<string, number>> = {}): SleeveState => ({
  quantities: new Map(),
  lastRebalance: last === undefined ? undefined : sessionDate(last),
  weights: new Map(Object.entries(weights).map(([name, value]) => [ticker(name), value])),
});

const SESSION = sessionDate('2024-08-06'); // a Tuesday

describe('schedule', () => {
  it.each<readonly [string, RebalancePolicy['frequency'], string | undefined, 'rebalance' | 'keep']>([
    ['never before', 'none', undefined, 'rebalance'],
    ['only once', 'none', '2019-01-02', 'keep'],
    ['yesterday, daily', 'daily', '2024-08-05', 'rebalance'],
    ['today already, daily', 'daily', '2024-08-06', 'keep'],
    ['Monday of this week', 'weekly', '2024-08-05', 'keep'],
    ['Friday of last week', 'weekly', '2024-08-02', 'rebalance'],
    ['Sunday before, were it a session', 'weekly', '2024-08-04', 'rebalance'],
    ['first of this month', 'monthly', '2024-08-01', 'keep'],
    ['last of the month before', 'monthly', '2024-07-31', 'rebalance'],
    ['the same month a year ago', 'monthly', '2023-08-07', 'rebalance'],
    ['first of this quarter', 'quarterly', '2024-07-01', 'keep'],
    ['last of the quarter before', 'quarterly', '2024-06-28', 'rebalance'],
    ['first session of this year', 'yearly', '2024-01-02', 'keep'],
    ['last session of the year before', 'yearly', '2023-12-29', 'rebalance'],
  ])('%s → %s', (_, frequency, last, action) => {
    expect(schedule(decision, { frequency }, state(last), SESSION).action).toBe(action);
  });

  it.each<readonly [string, Readonly<Record<string, number>>, 'rebalance' | 'keep']>([
    ['exact', { SPY: 0.6, SHY: 0.4 }, 'keep'],
    ['at the corridor', { SPY: 0.625, SHY: 0.375 }, 'keep'],
    ['beyond it', { SPY: 0.64, SHY: 0.36 }, 'rebalance'],
    ['a ticker that left', { SPY: 0.58, SHY: 0.38, TLT: 0.04 }, 'rebalance'],
    ['a ticker that is not there yet', { SPY: 0.62 }, 'rebalance'],
  ])('inside a corridor of 2.5 %% nothing trades: %s', (_, weights, action) => {
    expect(schedule(decision, { frequency: 'none', corridor: 0.025 }, state('2024-08-05', weights), SESSION).action).toBe(action);
  });

  it('honours both: no trade between periods, however far weights drifted', () => {
    const drifted = state('2024-08-01', { SPY: 1 });
    expect(schedule(decision, { frequency: 'monthly', corridor: 0.01 }, drifted, SESSION)).toEqual({
      action: 'keep',
      why: 'not due: rebalances monthly, last rebalanced on Thu 1 Aug 2024',
    });
    expect(schedule(decision, { frequency: 'weekly', corridor: 0.01 }, drifted, SESSION)).toEqual({
      action: 'rebalance',
      why: 'outside its corridor: SPY is off by 40.0 %, more than 1.0 %',
    });
  });
});
