import { figure, type Figure } from '../figure.ts';
import { recordedDay, retold } from './recorded-day.ts';

export function machineFigures(): readonly Figure[] {
  const { events, outcome } = recordedDay();
  return [
    figure({
      group: 'Orders',
      what: `the execution machine, ${outcome.legs.length} orders`,
      unit: 'event',
      units: events.length,
      contenders: [{ name: 'ours', run: () => retold(events) }],
      rounds: 25,
      laps: 'short',
    }),
  ];
}
