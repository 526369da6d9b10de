import { above, close, sma, when } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { DAYS, live, MANDATE, trade, worldOf } from '../../test/paper-day.ts';
import { signalsOf } from './signals.ts';
import { planDay } from './trading-day.ts';

/** The first sleeve chooses by a price, the second holds what it holds. */
const CHOOSING = {
  ...MANDATE,
  book: MANDATE.book.map((sleeve, i) =>
    i > 0
      ? sleeve
      : { ...sleeve, strategy: { ...sleeve.strategy, tree: when(above(close('SPY'), sma('SPY', 20)), { then: 'SPY', else: 'GLD' }) } },
  ),
};

describe('the knife edges of a session', () => {
  it('are the same in its signals, in its plan and in the record of what was traded', async () => {
    const [session] = DAYS;
    const world = worldOf();
    const { desk } = await live(world, session!);
    const signals = await signalsOf(desk, CHOOSING, session!);
    const edges = signals.sleeves.map((sleeve) => sleeve.flips);
    expect(edges.map((flips) => flips.map(({ ticker, turns, changesHoldings }) => ({ ticker, turns, changesHoldings })))).toEqual([
      [{ ticker: 'SPY', turns: 'branch', changesHoldings: true }],
      [],
    ]);
    const plan = await planDay(desk, CHOOSING, { session: session!, ordinal: 0 });
    expect(plan.sleeves.map((sleeve) => sleeve.flips)).toEqual(edges);
    const { record } = await trade(world, session!, CHOOSING);
    expect(record.status).toBe('traded');
    expect(record.sleeves.map((sleeve) => sleeve.flips)).toEqual(edges);
  });
});
