import { parseConfig, type ConfigOptions } from '../src/config/parse-config.ts';
import type { Configuration } from '../src/config/configuration.ts';
import type { Environment } from '../src/config/environment.ts';

export const KEYS = {
  ALPACA_PAPER_KEY: 'PK-paper',
  ALPACA_PAPER_SECRET: 'paper-secret',
  ALPACA_KEY: 'AK-live',
  ALPACA_SECRET: 'live-secret',
};

/** The configuration, or all its faults as an error. */
export function configured(source?: unknown, environment: Environment = {}, options: ConfigOptions = {}): Configuration {
  const parsed = parseConfig(source, environment, options);
  if (!parsed.ok) throw new Error(parsed.error.map(({ says }) => says).join('\n'));
  return parsed.value;
}

/** What is wrong, in words; nothing when nothing is. */
export function sentences(source: unknown, environment: Environment = {}, options: ConfigOptions = {}): readonly string[] {
  const parsed = parseConfig(source, environment, options);
  return parsed.ok ? [] : parsed.error.map(({ says }) => says);
}
