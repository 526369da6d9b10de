import { describe, expect, it } from 'vitest';
import { parseEvent } from './event.ts';

describe('parseEvent', () => {
  it.each([
    ['a mode', { mode: 'trade' }],
    ['a mode and a session', { mode: 'plan', session: '2024-08-06' }],
  ])('takes %s', (_, event) => {
    expect(parseEvent(event)).toEqual(event);
  });

  it.each([
    ['nothing', null],
    ['an empty event', {}],
    ['an unknown mode', { mode: 'bot' }],
    ['a mode in capitals', { mode: 'TRADE' }],
    ['a wish to trade live', { mode: 'trade', trading_mode: 'live' }],
    ['a live flag', { mode: 'trade', live: true }],
    ['hours to be ignored', { mode: 'trade', ignore_market_hours: true }],
    ['a day that does not exist', { mode: 'trade', session: '2024-02-30' }],
    ['text', '{"mode":"trade"}'],
    ['a list', [{ mode: 'trade' }]],
  ])('refuses %s, and says what to send', (_, event) => {
    expect(() => parseEvent(event)).toThrow(/^Event refused, nothing was done\..*Send for example \{"mode":"trade"\}/);
  });
});
