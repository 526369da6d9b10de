import { planRebalance } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { planDay } from '../plan/day.ts';
import { recordedDay, retold } from './recorded-day.ts';

describe('the recorded day', () => {
  const { events, outcome } = recordedDay();

  it('carries the whole plan to its end', () => {
    const day = planDay(1);
    const plan = planRebalance(day.target, day.facts, day.policy);
    expect(outcome.status).toBe('done');
    expect(outcome.legs.map(({ status }) => status)).toEqual((plan.ok ? plan.value.trades : []).map(() => 'filled'));
    expect(events.length).toBeGreaterThan(outcome.legs.length);
  });

  it('ends the same when it is told again', () => {
    expect(retold(events)).toContainEqual({ kind: 'done', outcome });
  });
});
