import { expect, it } from 'vitest';
import { finish, planned, worldOf } from '../../test/machine-world.ts';
import { twinBroker } from '../../test/twin-broker.ts';
import { EMPTY_LOG, foldEntries } from '../orders/machine/log.ts';
import { money } from '../values/exact.ts';
import { tradedBefore } from './traded-before.ts';

/** The journal of a run that sells, buys one ticker, and has no quote for another. */
function ranLog() {
  const trades = [
    { ticker: 'SMR', side: 'sell', quantity: '100', at: '10' },
    { ticker: 'TQQQ', side: 'buy', quantity: '10', at: '50' },
    { ticker: 'GLD', side: 'buy', quantity: '1', at: '200' },
  ] as const;
  const quotes = { SMR: ['9.99', '10.01'], TQQQ: ['49.99', '50.01'] } as const;
  const world = worldOf(twinBroker({ cash: '0', holds: { SMR: '100' }, quotes }), planned(trades));
  finish(world);
  return foldEntries(EMPTY_LOG, world.journal);
}

it('is what changed hands in all runs, and the trades of which an order was written down', () => {
  const log = ranLog();
  expect(log.legs.map(({ orders }) => orders.length)).toEqual([1, 1, 0]);
  expect(tradedBefore([log])).toEqual({ turnover: money('1499.1'), trades: 2 });
  expect(tradedBefore([log, log])).toEqual({ turnover: money('2998.2'), trades: 4 });
});

it('is left out where no run came before', () => {
  expect(tradedBefore([])).toBeUndefined();
  expect(tradedBefore([EMPTY_LOG])).toBeUndefined();
});
