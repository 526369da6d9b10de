import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The top folder of the workspace. */
export const root = resolve(import.meta.dirname, '../../..');

const LAUNCHER = resolve(root, 'apps/cli/bin/alchemiser.mjs');

/** What a finished command line left behind. */
export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  /** The folder it runs in; the workspace's top when absent. */
  readonly cwd?: string;
  /** Added to a plain environment: no colour, no terminal, no configuration of this machine. */
  readonly env?: Readonly<Record<string, string>>;
  /** Ends the run when it takes longer; 60 s when absent. */
  readonly timeoutMs?: number;
}

/** A command line that is running, and what it will have left behind. */
export interface StartedCli {
  readonly child: ChildProcess;
  /** Settles when it has ended by itself or by a signal it handled; a signal that ended it is `128 + n` as a shell would say. */
  readonly ended: Promise<CliRun>;
}

/** Starts the built command line as its own process, as a person would. */
export function startCli(args: readonly string[], { cwd = root, env = {}, timeoutMs = 60_000 }: CliOptions = {}): StartedCli {
  const child = spawn(process.execPath, [LAUNCHER, ...args], {
    cwd,
    env: { ...plainEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<CliRun>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => {
      done({ exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), stdout, stderr });
    });
  });
  return { child, ended };
}

/** Runs the built command line to its end; one that had to be ended is an error. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const run = await startCli(args, options).ended;
  if (run.exitCode === 128 + constants.signals.SIGKILL)
    throw new Error(`alchemiser ${args.join(' ')} was ended for taking too long\n${run.stdout}\n${run.stderr}`);
  return run;
}

/** The single document that `--json` promises on stdout. */
export async function runCliJson(
  args: readonly string[],
  options?: CliOptions,
): Promise<{ readonly run: CliRun; readonly document: unknown }> {
  const run = await runCli([...args, '--json'], options);
  return { run, document: JSON.parse(run.stdout) as unknown };
}

/** An empty folder outside the workspace, removed at the end of the scope: `await using data = emptyFolder();`. */
export function emptyFolder(): { readonly path: string } & AsyncDisposable {
  const path = mkdtempSync(join(tmpdir(), 'alchemiser-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** What programs need to run, and nothing that changes what this one does. */
function plainEnvironment(): Record<string, string> {
  const needed = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];
  const kept = needed.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
  return { ...Object.fromEntries(kept), NO_COLOR: '1' };
}
