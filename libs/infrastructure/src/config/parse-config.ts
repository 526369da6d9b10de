/** One configuration out of a file, the environment and the command's word. Everything wrong with it comes back at once. */
import { join } from 'node:path';
import { DEFAULT_EXECUTION_POLICY, DEFAULT_POLICY, err, money, ok, price, weight } from '@alchemiser/domain';
import type { AccountId, Result } from '@alchemiser/domain';
import { bookFrom, type FileReader } from './book.ts';
import type { ConfigFault, Configuration, EmailChoice } from './configuration.ts';
import { withEnvironment, type Environment } from './environment.ts';
import { configFault, faultsFrom } from './faults.ts';
import { CONFIG_FILE, DEFAULT_SEED, type ConfigFile } from './schema.ts';
import { secret } from './secret.ts';

export interface ConfigOptions {
  /**
   * The command asks for live trading. Not enough by itself: the file must allow it and name the account.
   * `never`: an app that cannot, for which a file that allows it is a fault.
   */
  readonly live?: boolean | 'never';
  /** What the command line says, over file and environment: whole keys of the file. Undefined says nothing. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** What stands in for whole keys that neither file, environment nor command line name, before our own defaults. Undefined says nothing. */
  readonly otherwise?: Readonly<Record<string, unknown>>;
  /** Reads the symphonies that sleeves name; without it there are none. */
  readonly read?: FileReader;
}

/**
 * @param source the file's text, an object, or undefined where there is none: then all defaults, which trade on paper.
 * @param environment what the process was given; only an app may pass `process.env`.
 * @returns the configuration, frozen, or its faults in order of the file.
 */
export function parseConfig(
  source: unknown,
  environment: Environment = {},
  options: ConfigOptions = {},
): Result<Configuration, readonly ConfigFault[]> {
  const read = fileFrom(source);
  if (!read.ok) return read;
  const { merged: configured, faults } = withEnvironment(read.value, environment);
  const merged = { ...said(options.otherwise), ...configured, ...said(options.overrides) };
  const parsed = CONFIG_FILE.safeParse(merged);
  if (!parsed.success) return err([...faults, ...faultsFrom(parsed.error, merged)]);
  return assemble(parsed.data, environment, options, faults);
}

const said = (keys: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== undefined));

function fileFrom(source: unknown): Result<Readonly<Record<string, unknown>>, readonly ConfigFault[]> {
  let value: unknown = source ?? {};
  if (typeof value === 'string') {
    try {
      value = JSON.parse(value) as unknown;
    } catch (error) {
      return err([configFault('', 'JSON', `something else: ${error instanceof Error ? error.message : 'unreadable'}`)]);
    }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return err([configFault('', 'an object', JSON.stringify(value))]);
  return ok(value as Readonly<Record<string, unknown>>);
}

function assemble(
  file: ConfigFile,
  environment: Environment,
  { live, read }: ConfigOptions,
  earlier: readonly ConfigFault[],
): Result<Configuration, readonly ConfigFault[]> {
  const isLive = live === true;
  const faults = [...earlier, ...(isLive ? liveFaults(file) : [])];
  if (live === 'never' && file.live.allowed) faults.push(configFault('live.allowed', 'false or left out: paper only here', 'true'));
  const book = bookFrom(file, read, faults);
  const alpaca = file.broker === 'alpaca' ? keysFrom(file, environment, isLive, faults) : null;
  const email = emailFrom(file, environment, faults);
  const market =
    file.market ??
    (file.broker === 'alpaca'
      ? ({ source: 'alpaca', feed: 'iex', barsFeed: 'sip', gaps: 'refuse' } as const)
      : ({ source: 'synthetic', seed: DEFAULT_SEED } as const));
  if (file.broker === 'alpaca' && market.source !== 'alpaca') {
    faults.push(configFault('market.source', '"alpaca" when the broker is: orders meet real prices', JSON.stringify(market.source)));
  }
  if (file.broker === 'paper-exchange' && market.source === 'alpaca') {
    faults.push(configFault('market.source', '"synthetic" or "csv" on the paper exchange', '"alpaca"'));
  }
  if (faults.length > 0 || book === undefined) return err(faults);
  const accountId = (isLive ? file.live.accountId : file.accountId) ?? null;
  return ok(
    frozen({
      mode: isLive ? 'live' : 'paper',
      broker: file.broker,
      accountId: accountId as AccountId | null,
      unattended: isLive && file.live.unattended,
      book,
      capital: file.capital === 'all-cash' ? 'all-cash' : money(file.capital),
      ...policiesFrom(file),
      market,
      paperCash: money(file.paperCash),
      paperHoldings: file.paperHoldings,
      dataDirectory: file.data,
      email,
      alpaca,
      streams: file.streams,
      logLevel: file.log,
    }),
  );
}

function liveFaults({ live, broker, alpaca }: ConfigFile): readonly ConfigFault[] {
  return [
    ...(live.allowed ? [] : [configFault('live.allowed', 'true to trade live', 'false')]),
    ...(live.accountId === undefined ? [configFault('live.accountId', 'the id of the account to trade live', 'missing')] : []),
    ...(alpaca === undefined ? [] : [configFault('alpaca.url', 'left out to trade live', JSON.stringify(alpaca.url))]),
    ...(broker === 'alpaca' ? [] : [configFault('broker', '"alpaca" to trade live', JSON.stringify(broker))]),
  ];
}

function keysFrom({ alpaca }: ConfigFile, environment: Environment, isLive: boolean, faults: ConfigFault[]): Configuration['alpaca'] {
  const [keyName, secretName] = isLive ? ['ALPACA_KEY', 'ALPACA_SECRET'] : ['ALPACA_PAPER_KEY', 'ALPACA_PAPER_SECRET'];
  const [key, hidden] = [environment[keyName] ?? '', environment[secretName] ?? ''];
  if (key === '') faults.push(configFault(keyName, 'set in the environment', 'missing'));
  if (hidden === '') faults.push(configFault(secretName, 'set in the environment', 'missing'));
  return { key: secret(key), secret: secret(hidden), venue: alpaca ?? null };
}

function emailFrom({ email, data }: ConfigFile, environment: Environment, faults: ConfigFault[]): EmailChoice {
  const { neutral, transport, outbox, smtp } = email;
  if (transport !== 'smtp')
    return { neutral, transport: transport === 'none' ? { kind: 'none' } : { kind: 'outbox', directory: outbox ?? join(data, 'outbox') } };
  if (smtp === undefined) {
    faults.push(configFault('email.smtp', 'an object with host, from and to', 'missing'));
    return { neutral, transport: { kind: 'none' } };
  }
  const password = environment['SMTP_PASSWORD'] ?? '';
  if (smtp.user !== undefined && password === '')
    faults.push(configFault('SMTP_PASSWORD', 'set in the environment when email.smtp.user is', 'missing'));
  const { user, ...server } = smtp;
  return { neutral, transport: { kind: 'smtp', ...server, login: user === undefined ? null : { user, password: secret(password) } } };
}

function policiesFrom({ reserve, tolerance, limits, execution }: ConfigFile): Pick<Configuration, 'decide' | 'execution'> {
  const notionalMin = money(limits.notionalMin);
  const { quoteAgeMsMax, spreadBpsMax } = limits;
  return {
    decide: {
      ...DEFAULT_POLICY,
      reserve: weight(reserve / 100),
      tolerance: { kind: tolerance.kind, fraction: weight(tolerance.percent / 100) },
      limits: { ...limits, notionalMin },
    },
    execution: {
      ...DEFAULT_EXECUTION_POLICY,
      ...execution,
      openingSpreadMax: price(execution.openingSpreadMax),
      notionalMin,
      quoteAgeMsMax,
      spreadBpsMax,
    },
  };
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}
