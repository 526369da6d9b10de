import { planRebalance } from '@alchemiser/domain';
import { figure, type Figure } from '../figure.ts';
import { planDay, TICKERS } from './day.ts';
import { decimalDay } from './decimal-facts.ts';
import { decimalPlan } from './decimal-plan.ts';

export function planFigures(): readonly Figure[] {
  const day = planDay();
  const decimals = decimalDay(day);
  return [
    figure({
      group: 'Money',
      what: `an exact plan for ${TICKERS} tickers`,
      unit: 'plan',
      units: 1,
      goal: 5,
      contenders: [
        { name: 'ours', run: () => planRebalance(day.target, day.facts, day.policy) },
        { name: 'the same in decimal.js', run: () => decimalPlan(decimals) },
      ],
      rounds: 25,
      laps: 'short',
    }),
  ];
}
