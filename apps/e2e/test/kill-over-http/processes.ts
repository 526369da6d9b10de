/** The two processes of the kill test: an exchange that lives on, and command lines that are killed. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { restore, type Account } from '@alchemiser/paper-exchange';
import { root } from '../cli-run.ts';

const LAUNCHER = resolve(root, 'apps/cli/bin/alchemiser.mjs');
const MAIN = resolve(root, 'apps/cli/src/main.ts');

/** The built command line, or the one in the source tree. */
export type CliFrom = 'built' | 'source';

const programOf = (from: CliFrom): readonly string[] => (from === 'built' ? [LAUNCHER] : ['--conditions=@alchemiser/source', MAIN]);

const KEYS = { id: 'PKKILL', secret: 'kill-secret' };

export interface ExchangeProcess {
  readonly url: string;
  /** How many trading processes listen for updates of their orders: those are in the middle of their plan. */
  listeners(): Promise<number>;
  /** The account as the exchange keeps it. */
  account(): Promise<Account>;
  /** Moves its clock forward; does nothing when it is there already. */
  advanceTo(iso: string): Promise<void>;
  stop(): Promise<void>;
}

/** What goes wrong at the exchange beside the kills. Half of all orders fill in parts, so there are open ones to be killed over. */
export type ExchangeFaults = keyof typeof FAULTS;
const FAULTS = {
  none: 'partialFills=0.5',
  light:
    'partialFills=0.5,lostRequest=0.01,lostReply=0.01,lateReply=0.02,latestMs=500,tooManyRequests=0.01,serverError=0.01,timedOut=0.005,' +
    'html=0.005,truncated=0.005,duplicateUpdate=0.05,swappedUpdate=0.05,disconnect=0.02',
} as const;

export interface ExchangeStart {
  readonly from: CliFrom;
  readonly faults: ExchangeFaults;
  readonly seed: number;
  readonly speed: number;
  /** RFC 3339 */
  readonly start: string;
}

/** `alchemiser exchange`, as anybody would run it. */
export async function startExchange({ from, faults, seed, speed, start }: ExchangeStart): Promise<ExchangeProcess> {
  const account = ['--key', KEYS.id, '--secret', KEYS.secret, '--multiplier', '1', '--rate-limit', '0'];
  const market = ['--seed', String(seed), '--speed', String(speed), '--start', start, '--faults', FAULTS[faults]];
  const child = spawn(process.execPath, [...programOf(from), 'exchange', '--port', '0', '--json', ...market, ...account], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(line.toString('utf8')) as { url: string };
  const admin = async (path: string, body?: unknown): Promise<string> => {
    const response = await fetch(`${url}/admin/${path}`, body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`/admin/${path} was answered with ${String(response.status)}: ${text}`);
    return text;
  };
  return {
    url,
    listeners: async () => (JSON.parse(await admin('state')) as { streams: { tradeUpdates: number } }).streams.tradeUpdates,
    account: async () => {
      const [account] = restore(await admin('snapshot')).accounts;
      if (account === undefined) throw new Error('The exchange has no account');
      return account;
    },
    advanceTo: async (iso) => {
      const { now } = JSON.parse(await admin('state')) as { now: string };
      if (Date.parse(now) < Date.parse(iso)) await admin('clock', { advanceTo: iso });
    },
    stop: () => ended(child, 'SIGKILL'),
  };
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

export interface CliEnd {
  readonly killed: boolean;
  readonly exitCode: number | null;
  readonly output: string;
  readonly ms: number;
}

/** Runs `alchemiser trade`, and ends it by SIGKILL once `moment` has come, unless it was faster. */
export async function trade(from: CliFrom, config: string, moment?: (gone: AbortSignal) => Promise<void>): Promise<CliEnd> {
  const began = performance.now();
  const child = spawn(process.execPath, [...programOf(from), 'trade', '--json', '--config', config], {
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', ALPACA_PAPER_KEY: KEYS.id, ALPACA_PAPER_SECRET: KEYS.secret },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  if (moment !== undefined) {
    const gone = new AbortController();
    void closed.then(() => gone.abort());
    await moment(gone.signal).catch((error: unknown) => {
      if (!gone.signal.aborted) throw error;
    });
    if (!gone.signal.aborted) child.kill('SIGKILL');
  }
  const [exitCode, signal] = await closed;
  return { killed: signal === 'SIGKILL', exitCode, output, ms: performance.now() - began };
}
