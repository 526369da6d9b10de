import { describe, expect, it } from 'vitest';
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { ticker } from '../values/ticker.ts';
import { sessionDate } from '../values/time.ts';
import type { AccountId } from '../run/facts.ts';
import { clientOrderId, type OrderName } from './client-order-id.ts';

const NAME: OrderName = {
  account: '8a7c' as AccountId,
  session: sessionDate('2024-08-06'),
  ordinal: 0,
  ticker: ticker('SMR'),
  side: 'sell',
  step: 0,
};

describe('a client order id', () => {
  it('is the digest of the name, as Node computes it', () => {
    const digest = createHash('sha256').update('["8a7c","2024-08-06",0,"SMR","sell",0]').digest('hex');
    expect(clientOrderId(NAME)).toBe(`alch-${digest.slice(0, 31)}`);
  });

  it.each([
    ['account', { account: '8a7d' as AccountId }],
    ['session', { session: sessionDate('2024-08-07') }],
    ['ordinal', { ordinal: 1 }],
    ['ticker', { ticker: ticker('OKLO') }],
    ['side', { side: 'buy' as const }],
    ['step', { step: 1 }],
  ])('changes with the %s', (_, change) => {
    expect(clientOrderId({ ...NAME, ...change })).not.toBe(clientOrderId(NAME));
  });

  it('is at most 36 characters that every broker takes, whatever the account is called, and does not depend on the order of the fields', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.nat(), (account, ordinal, step) => {
        const id = clientOrderId({ ...NAME, account: account as AccountId, ordinal, step });
        expect(id).toMatch(/^[a-z0-9-]{1,36}$/);
        const { session, side } = NAME;
        expect(clientOrderId({ step, side, ticker: NAME.ticker, session, ordinal, account: account as AccountId })).toBe(id);
      }),
    );
  });
});
