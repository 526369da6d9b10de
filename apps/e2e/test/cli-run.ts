import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
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

/** Runs the built command line as its own process, as a person would, and waits for its end. */
export function runCli(args: readonly string[], { cwd = root, env = {}, timeoutMs = 60_000 }: CliOptions = {}): Promise<CliRun> {
  return new Promise((done, fail) => {
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
    child.on('error', fail);
    child.on('close', (code, signal) => {
      if (signal === null) done({ exitCode: code ?? 1, stdout, stderr });
      else fail(new Error(`alchemiser ${args.join(' ')} was ended by ${signal} after ${timeoutMs} ms\n${stdout}\n${stderr}`));
    });
  });
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
