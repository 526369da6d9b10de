import { describe, expect, it } from 'vitest';
import { open } from '../../test/client.ts';
import { at, scriptedMarket } from '../../test/market.ts';
import { restore, snapshot, snapshotInstant } from './snapshot.ts';

const market = scriptedMarket({ KO: { quote: () => ['99.90', '100.10'], closes: { '2026-10-07': 99 } } });

/** An exchange with a fill, a resting sale and a granted position, as text. */
async function kept(): Promise<string> {
  const { exchange, send, clock } = open(at('2026-10-08T15:10:00Z'), { market });
  await exchange.grant({ ticker: 'KO', quantity: '1.25', price: '90' });
  await send({ symbol: 'KO', qty: '2', side: 'buy', type: 'market' });
  await clock.sleep(10);
  await send({ symbol: 'KO', qty: '1', side: 'sell', type: 'limit', limit_price: '150' });
  return exchange.snapshot();
}

/** The JSON inside, as far as these tests damage it. */
interface Damaged {
  version: number;
  settledThrough: number;
  readonly accounts: readonly [
    {
      cash?: unknown;
      readonly orders: readonly [Record<string, unknown> & { size: Record<string, unknown> }, Record<string, unknown>];
      readonly activities: [Record<string, unknown>];
      readonly positions: readonly [Record<string, unknown>];
    },
  ];
}

/** The text with one change in its JSON. */
function changed(text: string, change: (it: Damaged) => void): string {
  const value: Damaged = JSON.parse(text);
  change(value);
  return JSON.stringify(value);
}

describe('a snapshot', () => {
  it('comes back exactly, with bigints as text', async () => {
    const text = await kept();
    expect(snapshot(restore(text))).toBe(text);
    expect(text).toContain('"cash":"99799.8"');
    expect(snapshotInstant(text)).toBe(at('2026-10-08T15:10:00.010Z'));
  });

  it.each([
    ['is cut off', (text: string) => text.slice(0, -10), 'it must be JSON'],
    ['is empty', () => '', 'it must be JSON, was ""'],
    ['is of another program', () => '{"hello":1}', 'it.hello must be absent, was 1'],
    ['is of another version', (text: string) => changed(text, (it) => (it.version = 1)), 'it.version must be one of 3, was 1'],
    [
      'lacks a field',
      (text: string) => changed(text, (it) => delete it.accounts[0].cash),
      'it.accounts[0].cash must be the shortest text of a decimal in its range, was missing',
    ],
    [
      'has one too many',
      (text: string) => changed(text, (it) => (it.accounts[0].orders[1]['colour'] = 'red')),
      'it.accounts[0].orders[1].colour must be absent, was "red"',
    ],
    [
      'holds a number for an amount',
      (text: string) => changed(text, (it) => (it.accounts[0].cash = 99799.8)),
      'it.accounts[0].cash must be the shortest text of a decimal in its range, was 99799.8',
    ],
    [
      'holds half an instant',
      (text: string) => changed(text, (it) => (it.settledThrough = 1.5)),
      'it.settledThrough must be a whole number ≥ 0, was 1.5',
    ],
    [
      'knows a status that is none',
      (text: string) => changed(text, (it) => (it.accounts[0].orders[0]['status'] = 'lost')),
      'it.accounts[0].orders[0].status must be one of accepted, pending_new',
    ],
    [
      'has an activity of no kind',
      (text: string) => changed(text, (it) => (it.accounts[0].activities[0]['kind'] = 'gift')),
      'it.accounts[0].activities[0].kind must be one of fill, shares, was "gift"',
    ],
    [
      'has other cash than its executions give',
      (text: string) => changed(text, (it) => (it.accounts[0].cash = '100000')),
      'accounts[0].cash is 100000, its opening cash and executions give 99799.8',
    ],
    [
      'holds other shares than its activities gave',
      (text: string) => changed(text, (it) => (it.accounts[0].positions[0]['quantity'] = '3')),
      'accounts[0] holds 3 KO, its activities give 3.25',
    ],
    ['lost a fill', (text: string) => changed(text, (it) => it.accounts[0].activities.splice(1, 1)), 'does not add up'],
    [
      'filled more than an order asked',
      (text: string) => changed(text, (it) => (it.accounts[0].orders[0].size['quantity'] = '1')),
      'filled more than it asked for',
    ],
    [
      'has an order twice',
      (text: string) => changed(text, (it) => Object.assign(it.accounts[0].orders, { 1: it.accounts[0].orders[0] })),
      'must be there once',
    ],
  ])('that %s is refused by name', async (_, damage, words) => {
    const text = damage(await kept());
    expect(() => restore(text)).toThrow(RangeError);
    expect(() => restore(text)).toThrow(words);
  });
});
