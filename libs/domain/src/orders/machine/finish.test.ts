/** The end of a run: it waits for the executions that the broker's list still lacks, but not for ever. */
import { describe, expect, it } from 'vitest';
import { instant } from '../../values/time.ts';
import {
  finish,
  planned,
  startProcess,
  tell,
  turn,
  worldOf,
  type Process,
  type TradeSpec,
  type World,
} from '../../../test/machine-world.ts';
import { twinBroker } from '../../../test/twin-broker.ts';

const SELL: TradeSpec = { ticker: 'SMR', side: 'sell', quantity: '100', at: '10' };
const worldWith = (): World =>
  worldOf(twinBroker({ cash: '0', holds: { SMR: '100' }, quotes: { SMR: ['9.99', '10.01'] } }), planned([SELL]));

/** Up to the first question for executions after everything is sold. @returns its number. */
function untilAsked(world: World, process: Process): number {
  for (let i = 0; i < 200; i++) {
    const next = process.queue[0];
    if (next?.kind === 'query' && next.query.of === 'fills') {
      process.queue.shift();
      return next.ask;
    }
    turn(world, process);
  }
  throw new Error('Nobody asked for executions');
}

describe('the end of a run', () => {
  it('does not believe a list that was asked for long ago and is heard only now', () => {
    const world = worldWith();
    const process = startProcess(world);
    const ask = untilAsked(world, process);
    // The list lagged behind, and then the process stood still for a minute and a half.
    world.now = instant(world.now + 90_000);
    tell(world, process, { kind: 'answered', at: world.now, ask, answer: { of: 'fills', fills: [] } });
    expect(process.outcome).toBeNull();
    expect(finish(world, process).fills).toHaveLength(1);
  });

  it('ends without an execution that a patiently read list never shows', () => {
    const world = worldWith();
    world.intercept = (_, answer) => (answer.of === 'fills' ? { of: 'fills', fills: [] } : answer);
    const outcome = finish(world, startProcess(world));
    expect(outcome.fills).toHaveLength(0);
    expect(outcome.legs[0]?.status).toBe('filled');
    expect(world.now - world.plan.at).toBeGreaterThanOrEqual(world.policy.lagMsMax);
  });
});
