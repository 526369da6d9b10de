import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { DEFAULT_EXECUTION_POLICY, DEFAULT_POLICY, money, price } from '@alchemiser/domain';
import { configured, KEYS, sentences } from '../../test/configured.ts';
import { configFailure } from './failure.ts';
import { parseConfig } from './parse-config.ts';

describe('no configuration at all', () => {
  const nothing = configured();

  it('trades on paper, on the built-in exchange, with the default limits', () => {
    expect([nothing.mode, nothing.broker, nothing.alpaca, nothing.unattended]).toEqual(['paper', 'paper-exchange', null, false]);
    expect(nothing.market).toEqual({ source: 'synthetic', seed: 7 });
    expect(nothing.book.map(({ strategy, share, onFailure }) => [strategy.name, share, onFailure])).toEqual([
      ['nuclear', 0.3, 'stop'],
      ['tecl', 0.5, 'stop'],
      ['klm', 0.2, 'stop'],
    ]);
    expect([nothing.capital, nothing.accountId, nothing.dataDirectory]).toEqual(['all-cash', null, 'data']);
  });

  it('decides and executes exactly as the domain does by default', () => {
    expect(nothing.decide).toEqual(DEFAULT_POLICY);
    expect(nothing.execution).toEqual(DEFAULT_EXECUTION_POLICY);
  });

  it('writes neutral mails into an outbox beside the data', () => {
    expect(nothing.email).toEqual({ neutral: true, transport: { kind: 'outbox', directory: 'data/outbox' } });
  });

  it('is frozen to the bottom', () => {
    expect(() => Object.assign(nothing.decide.limits, { priceCollar: 99 })).toThrow(TypeError);
  });
});

describe('a configuration file', () => {
  it('says what it changes, as text or as an object', () => {
    const file = {
      sleeves: { nuclear: 0.3, tecl: { share: 0.5, onFailure: 'keep' }, klm: 0.2 },
      capital: '25000.00',
      reserve: 2.5,
      tolerance: { kind: 'relative', percent: 5 },
      limits: { spreadBpsMax: 50, notionalMin: '5' },
      execution: { repegs: 3, openingSpreadMax: '0.1', lastRung: 'none' },
      market: { source: 'csv', directory: 'bars' },
      email: { neutral: false, transport: 'none' },
      log: 'debug',
    };
    for (const source of [file, JSON.stringify(file)]) {
      const configuration = configured(source);
      expect(configuration.book.map(({ strategy, share, onFailure }) => [strategy.name, share, onFailure])).toEqual([
        ['nuclear', 0.3, 'stop'],
        ['tecl', 0.5, 'keep'],
        ['klm', 0.2, 'stop'],
      ]);
      expect(configuration.capital).toBe(money('25000'));
      expect([configuration.decide.reserve, configuration.decide.tolerance]).toEqual([0.025, { kind: 'relative', fraction: 0.05 }]);
      expect(configuration.market).toEqual({ source: 'csv', directory: 'bars', seed: 7 });
      expect(configuration.execution).toEqual({
        ...DEFAULT_EXECUTION_POLICY,
        repegs: 3,
        openingSpreadMax: price('0.1'),
        lastRung: 'none',
        spreadBpsMax: 50,
        notionalMin: money('5'),
      });
      expect([configuration.email.neutral, configuration.logLevel]).toEqual([false, 'debug']);
    }
  });

  it.each<[string, unknown, string]>([
    ['a misspelt key', { reserv: 2 }, 'reserv is not a key of the configuration'],
    ['a misspelt key inside', { limits: { turnover: 2 } }, 'limits.turnover is not a key of the configuration'],
    ['a mode, which only the command may say', { mode: 'live' }, 'mode is not a key of the configuration'],
    ['text for a number', { reserve: '1' }, 'reserve must be a number, was "1"'],
    ['a number out of range', { reserve: 101 }, 'reserve must be at most 100, was 101'],
    ['half a re-peg', { execution: { repegs: 1.5 } }, 'execution.repegs must be a whole number, was 1.5'],
    ['an unknown broker', { broker: 'ibkr' }, 'broker must be "paper-exchange" or "alpaca", was "ibkr"'],
    ['capital as a number', { capital: 25000 }, 'capital must be "all-cash", or an amount in dollars and cents like "25000.00", was 25000'],
    ['thousands separators', { paperCash: '100,000' }, 'paperCash must be an amount in dollars and cents like "25000.00", was "100,000"'],
    ['sleeves short of one', { sleeves: { nuclear: 0.9 } }, 'sleeves: The shares of a book must sum to 1, their sum was 0.9'],
    ['an unknown strategy', { sleeves: { uranium: 1 } }, 'sleeves: There is no strategy "uranium"; known are nuclear'],
    [
      'an odd sleeve',
      { sleeves: { nuclear: { share: 1, onFailure: 'hope' } } },
      'sleeves.nuclear.onFailure must be "stop" or "keep", was "hope"',
    ],
    ['bars without a folder', { market: { source: 'csv' } }, 'market.directory must be text, was missing'],
    ['an unknown source', { market: { source: 'yahoo' } }, 'market.source must be'],
    ['mail without a server', { email: { transport: 'smtp' } }, 'email.smtp must be an object with host, from and to, was missing'],
    [
      'nobody to write to',
      { email: { transport: 'smtp', smtp: { host: 'h', from: 'a@b', to: [] } } },
      'email.smtp.to must be at least 1 long, was []',
    ],
    [
      'real prices on the paper exchange',
      { market: { source: 'alpaca' } },
      'market.source must be "synthetic" or "csv" on the paper exchange, was "alpaca"',
    ],
    ['a list', [], 'The configuration must be an object, was []'],
    ['no JSON', '{ "reserve": 1, }', 'The configuration must be JSON, was something else: '],
  ])('with %s is refused in a sentence', (_name, source, says) => {
    expect(sentences(source).join('\n')).toContain(says);
  });

  it('tells everything that is wrong at once', () => {
    expect(sentences({ reserve: -1, log: 'loud', limits: { priceCollar: 'wide' } })).toEqual([
      'reserve must be at least 0, was -1',
      'limits.priceCollar must be a number, was "wide"',
      'log must be "error" or "warn" or "info" or "debug", was "loud"',
    ]);
  });

  it('never repeats a secret that was put into it', () => {
    expect(
      sentences({
        alpaca: { secret: 'hunter2-hunter2' },
        email: { transport: 'smtp', smtp: { host: 'h', from: 'f', to: ['t'], password: 'hunter2-hunter2' } },
      }).join(),
    ).not.toContain('hunter2');
  });

  it('becomes one failure for the person who wrote it', () => {
    const parsed = parseConfig({ reserve: -1, log: 'loud' });
    const failure = configFailure(parsed.ok ? [] : parsed.error, 'alchemiser.config.json');
    expect([failure.code, failure.message, failure.advice]).toEqual([
      'config.invalid',
      'alchemiser.config.json: reserve must be at least 0, was -1.',
      'Also: log must be "error" or "warn" or "info" or "debug", was "loud".',
    ]);
  });
});

describe('the environment', () => {
  it('overrides single keys and leaves their neighbours', () => {
    const configuration = configured(
      { email: { neutral: false, transport: 'smtp', smtp: { host: 'old', from: 'a@b', to: ['c@d'], user: 'u' } }, reserve: 3 },
      {
        ALCHEMISER_SMTP_HOST: 'new',
        ALCHEMISER_SMTP_PORT: '2525',
        ALCHEMISER_RESERVE: '4.5',
        ALCHEMISER_LOG: '',
        SMTP_PASSWORD: 'pass',
        PATH: '/bin',
      },
    );
    expect(configuration.email).toMatchObject({
      neutral: false,
      transport: { kind: 'smtp', host: 'new', port: 2525, tls: 'required', from: 'a@b', to: ['c@d'] },
    });
    expect([configuration.decide.reserve, configuration.logLevel]).toEqual([0.045, 'info']);
  });

  it.each([
    [{ ALCHEMISER_RESERV: '2' }, 'ALCHEMISER_RESERV is not a variable that is read; known are ALCHEMISER_BROKER, '],
    [{ ALCHEMISER_RESERVE: 'much' }, 'ALCHEMISER_RESERVE must be a number, was "much"'],
    [{ ALCHEMISER_EMAIL_NEUTRAL: 'yes' }, 'ALCHEMISER_EMAIL_NEUTRAL must be true or false, was "yes"'],
    [{ ALCHEMISER_RESERVE: '200' }, 'reserve must be at most 100, was 200'],
    [{ ALCHEMISER_BROKER: 'alpaca' }, 'ALPACA_PAPER_KEY must be set in the environment, was missing'],
  ])('%j is refused in a sentence', (environment, says) => {
    expect(sentences({}, environment).join('\n')).toContain(says);
  });

  it('cannot make anything live', () => {
    expect(sentences({}, { ALCHEMISER_MODE: 'live' })[0]).toContain('ALCHEMISER_MODE is not a variable that is read');
    expect(configured({ broker: 'alpaca', live: { allowed: true, accountId: 'A1', unattended: true } }, KEYS)).toMatchObject({
      mode: 'paper',
      unattended: false,
      accountId: null,
    });
  });
});

describe('the command line', () => {
  it('has the last word, key by key', () => {
    const overrides = { data: 'elsewhere', market: { source: 'csv', directory: 'bars' }, log: undefined };
    const configuration = configured(
      { data: 'file', market: { source: 'synthetic', seed: 9 }, log: 'warn' },
      { ALCHEMISER_DATA: 'environment' },
      { overrides },
    );
    expect([configuration.dataDirectory, configuration.market, configuration.logLevel]).toEqual([
      'elsewhere',
      { source: 'csv', directory: 'bars', seed: 7 },
      'warn',
    ]);
  });
});

describe('a secret', () => {
  it('prints as *** wherever it is shown', () => {
    const { alpaca } = configured({ broker: 'alpaca' }, KEYS);
    const shown = [String(alpaca?.secret), JSON.stringify(alpaca), inspect(alpaca, { depth: 9 }), alpaca?.key.toString()].join(' ');
    expect(shown).not.toMatch(/paper-secret|PK-paper/);
    expect(JSON.stringify(alpaca)).toBe('{"key":"***","secret":"***","venue":null}');
  });
});
