import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTerminal, move, MOVES, type OrderEvent, type OrderStatus } from './moves.ts';

const EVENTS = [...new Set(Object.values(MOVES).flatMap((row) => Object.keys(row)))] as readonly OrderEvent[];

interface Step {
  readonly event: OrderEvent | null;
  readonly status: OrderStatus;
}

/** Where an order was, one status after the other, when events come in any order and those that are illegal change nothing. */
const lives = fc.array(fc.constantFrom(...EVENTS), { maxLength: 40 }).map((events) => {
  const life: Step[] = [{ event: null, status: 'planned' }];
  for (const event of events) {
    const next = move(life.at(-1)!.status, event);
    if (next.ok) life.push({ event, status: next.value });
  }
  return life;
});
const check = (claim: (life: readonly Step[]) => void): void => fc.assert(fc.property(lives, claim), { numRuns: 500 });
const AT_THE_VENUE: readonly OrderStatus[] = ['working', 'cancelling', 'filled', 'canceled', 'expired'];

describe('whatever happens to an order, in whatever order it is heard', () => {
  it('it is written down before it is sent', () => {
    check((life) => {
      const sent = life.findIndex(({ event }) => event === 'send');
      if (sent >= 0) expect(life.slice(0, sent).some(({ event }) => event === 'persist')).toBe(true);
    });
  });

  it('it is not sent again once the venue has shown it', () => {
    check((life) => {
      const shown = life.findIndex(({ status }) => AT_THE_VENUE.includes(status));
      if (shown >= 0) expect(life.slice(shown + 1).some(({ event }) => event === 'send')).toBe(false);
    });
  });

  it('a refusal ends it only as the answer to a send that nothing was heard of in between', () => {
    check((life) => {
      life.forEach(({ event }, i) => {
        if (event === 'refuse') expect(life[i - 1]?.status).toBe('submitting');
      });
    });
  });

  it('it never comes to life again after its end: a late fill counts, nothing else moves it', () => {
    check((life) => {
      const end = life.findIndex(({ status }) => isTerminal(status));
      if (end < 0) return;
      for (const { event, status } of life.slice(end + 1)) {
        expect(isTerminal(status)).toBe(true);
        if (status !== life[end]!.status) expect([event, status]).toEqual(['fillRest', 'filled']);
      }
    });
  });
});
