import { describe, expect, it } from 'vitest';
import { isTerminal, move, MOVES, type OrderEvent, type OrderStatus } from './moves.ts';

const STATUSES = Object.keys(MOVES) as OrderStatus[];
const EVENTS: readonly OrderEvent[] = [
  'persist',
  'deny',
  'send',
  'accept',
  'doubt',
  'refuse',
  'askCancel',
  'fillPart',
  'fillRest',
  'cancel',
  'expire',
  'reject',
];

describe('moves', () => {
  it.each([
    ['an intent is written', 'planned', 'persist', 'persisted'],
    ['we refuse it ourselves', 'planned', 'deny', 'denied'],
    ['it leaves', 'persisted', 'send', 'submitting'],
    ['a resumed run cannot know whether it left', 'persisted', 'doubt', 'unknown'],
    ['the broker has it', 'submitting', 'accept', 'working'],
    ['the reply is lost', 'submitting', 'doubt', 'unknown'],
    ['the only send is refused', 'submitting', 'refuse', 'rejected'],
    ['the list is faster than the reply', 'submitting', 'fillRest', 'filled'],
    ['a look-up finds it', 'unknown', 'accept', 'working'],
    ['the same id is sent once more', 'unknown', 'send', 'submitting'],
    ['a rung is over', 'working', 'askCancel', 'cancelling'],
    ['a person cancels it', 'working', 'cancel', 'canceled'],
    ['it fills while the cancel travels', 'cancelling', 'fillPart', 'cancelling'],
    ['the rest fills while the cancel travels', 'cancelling', 'fillRest', 'filled'],
    ['the cancel is confirmed', 'cancelling', 'cancel', 'canceled'],
    ['the venue filled it before our cancel arrived', 'canceled', 'fillRest', 'filled'],
    ['the session ends', 'working', 'expire', 'expired'],
    ['the same fill twice', 'filled', 'fillRest', 'filled'],
  ] as const)('%s: %s + %s → %s', (_, from, event, to) => {
    expect(move(from, event)).toEqual({ ok: true, value: to });
  });

  it.each([
    ['a refused re-send proves nothing', 'unknown', 'refuse'],
    ['what works was not refused', 'working', 'refuse'],
    ['what works is not sent again', 'working', 'send'],
    ['what is being cancelled is not sent again', 'cancelling', 'send'],
    ['what was sent cannot be denied', 'working', 'deny'],
    ['an order in doubt cannot be denied', 'unknown', 'deny'],
    ['a rejected order cannot fill', 'rejected', 'fillPart'],
    ['what was never sent cannot fill', 'denied', 'fillPart'],
    ['a filled order cannot be canceled', 'filled', 'cancel'],
    ['nothing is sent before it is written down', 'planned', 'send'],
  ] as const)('%s: %s + %s is illegal, and says so as a value', (_, from, event) => {
    expect(move(from, event)).toEqual({ ok: false, error: { code: 'order.illegal_move', from, event } });
  });

  it('never lead out of a terminal status, but for a late fill', () => {
    for (const from of STATUSES.filter(isTerminal)) {
      for (const event of EVENTS) {
        const to = move(from, event);
        if (to.ok && to.value !== from) expect([event, to.value]).toEqual(['fillRest', 'filled']);
      }
    }
  });

  it('can always reach an end, and from anywhere at the venue the venue’s own last word is legal', () => {
    for (const from of ['submitting', 'working', 'unknown', 'cancelling'] as const) {
      for (const [event, to] of [
        ['cancel', 'canceled'],
        ['expire', 'expired'],
        ['reject', 'rejected'],
        ['fillRest', 'filled'],
      ] as const) {
        expect(move(from, event)).toEqual({ ok: true, value: to });
      }
    }
  });
});
