import { describe, expect, it } from 'vitest';
import { configured, KEYS, sentences } from '../../test/configured.ts';
import type { Environment } from './environment.ts';

describe('live trading', () => {
  const ALLOWED = { broker: 'alpaca', live: { allowed: true, accountId: '123456789' } };

  it('needs the command and the file, and then uses the live key', () => {
    const configuration = configured(ALLOWED, KEYS, { live: true });
    expect([configuration.mode, configuration.accountId, configuration.market]).toEqual([
      'live',
      '123456789',
      { source: 'alpaca', feed: 'iex', barsFeed: 'sip', gaps: 'refuse' },
    ]);
    expect([configuration.alpaca?.key.reveal(), configuration.alpaca?.secret.reveal()]).toEqual(['AK-live', 'live-secret']);
  });

  it('is paper without the command, with the paper key', () => {
    const configuration = configured(ALLOWED, KEYS);
    expect([configuration.mode, configuration.alpaca?.key.reveal()]).toEqual(['paper', 'PK-paper']);
  });

  it.each<[string, unknown, Environment, string]>([
    ['without permission', { broker: 'alpaca' }, KEYS, 'live.allowed must be true to trade live, was false'],
    [
      'without an account',
      { broker: 'alpaca', live: { allowed: true } },
      KEYS,
      'live.accountId must be the id of the account to trade live, was missing',
    ],
    [
      'with another account id than the live one',
      { broker: 'alpaca', accountId: 'A1', live: { allowed: true } },
      KEYS,
      'live.accountId must be the id of the account to trade live, was missing',
    ],
    [
      'on the paper exchange',
      { live: { allowed: true, accountId: 'A1' } },
      KEYS,
      'broker must be "alpaca" to trade live, was "paper-exchange"',
    ],
    [
      'at an exchange that only speaks like Alpaca',
      { ...ALLOWED, alpaca: { url: 'http://127.0.0.1:4000' } },
      KEYS,
      'alpaca.url must be left out to trade live, was "http://127.0.0.1:4000"',
    ],
    ['at synthetic prices', { ...ALLOWED, market: { source: 'synthetic' } }, KEYS, 'market.source must be "alpaca" when the broker is'],
    [
      'with the paper key alone',
      ALLOWED,
      { ALPACA_PAPER_KEY: 'x', ALPACA_PAPER_SECRET: 'y' },
      'ALPACA_KEY must be set in the environment, was missing',
    ],
  ])('is refused %s', (_name, source, environment, says) => {
    expect(sentences(source, environment, { live: true })).toContainEqual(expect.stringContaining(says));
  });
});
