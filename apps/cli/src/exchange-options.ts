import { fromIsoInstant, money, ONE_CENT, sessionDate } from '@alchemiser/domain';
import { faultMix, type FaultMix, type FaultMixName } from '@alchemiser/paper-exchange';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { parseSeed, withScreenOptions, type ScreenOptions } from './options.ts';

export interface ExchangeOptions extends ScreenOptions {
  readonly port: number;
  readonly host: string;
  readonly seed: number;
  readonly bars?: string;
  /** Seconds at the exchange for one outside; 0: only when it is told to. */
  readonly speed: number;
  readonly start?: string;
  readonly faults: FaultMixName | Partial<FaultMix>;
  readonly cash: string;
  readonly multiplier: '1' | '2' | '4';
  readonly key: string;
  readonly secret: string;
  /** Requests a minute; 0: no limit. */
  readonly rateLimit: number;
  readonly data?: string;
}

export const withExchangeOptions = (command: Command): Command =>
  withScreenOptions(command)
    .option('--port <port>', '0 for any that is free', whole(0, 65_535), 4321)
    .option('--host <host>', 'who may reach it; beyond this machine it has no /admin', '127.0.0.1')
    .option('--seed <number>', 'of the synthetic market, the ids and the faults', parseSeed, 7)
    .option('--bars <csv dir>', 'trade daily bars from a folder of TICKER.csv files, with quotes made up inside them')
    .option('--speed <factor>', 'seconds there for one here; "step": time stands until POST /admin/clock moves it', parseSpeed, 1)
    .option('--start <when>', 'a session (its opening) or an RFC 3339 instant (default: the first session of the market)', parseStart)
    .option('--faults <mix>', 'none, light, heavy, or shares like lostReply=0.05,halts=0.01', parseFaults, 'none')
    .option('--cash <usd>', 'of the account when it is opened', parseCash, '100000')
    .addOption(new Option('--multiplier <factor>', 'buying power over equity').choices(['1', '2', '4']).default('4'))
    .option('--key <id>', 'what a client sends as APCA-API-KEY-ID', 'PKPAPEREXCHANGE')
    .option('--secret <text>', 'what a client sends as APCA-API-SECRET-KEY', 'paper-exchange-secret')
    .option('--rate-limit <number>', 'requests a minute, of trading and of market data each; 0 for none', whole(0, 1e9), 200)
    .option('--data <dir>', 'keep its state there and go on with it next time (default: in memory)');

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Must be a whole number from ${String(least)} to ${String(most)}, was ${JSON.stringify(text)}.`);
  };
}

function parseSpeed(text: string): number {
  if (text === 'step') return 0;
  const speed = Number(text);
  if (text !== '' && Number.isFinite(speed) && speed > 0 && speed <= 1e6) return speed;
  throw new InvalidArgumentError(`Speed must be "step" or a number above 0 up to a million, was ${JSON.stringify(text)}.`);
}

const inWords = <T>(read: () => T): T => {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) throw new InvalidArgumentError(error.message);
    throw error;
  }
};

const parseStart = (text: string): string =>
  inWords(() => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? sessionDate(text) : (fromIsoInstant(text), text)));

const parseCash = (text: string): string =>
  inWords(() => {
    const cash = money(text);
    if (cash < 0n || cash % ONE_CENT !== 0n) throw new RangeError(`Cash must be ≥ 0 and in whole cents, was ${JSON.stringify(text)}.`);
    return text;
  });

/** `heavy`, or `lostReply=0.05,latestMs=3000`. */
const parseFaults = (text: string): FaultMixName | Partial<FaultMix> =>
  inWords(() => {
    if (!text.includes('=')) return faultMix(text as FaultMixName);
    const shares = text.split(',').map((part) => {
      const [name = '', share = ''] = part.split('=');
      return [name.trim(), share.trim() === '' ? Number.NaN : Number(share)] as const;
    });
    return faultMix(Object.fromEntries(shares));
  });
