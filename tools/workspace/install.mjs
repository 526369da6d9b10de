import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.mjs';
import { progress } from './progress.mjs';
import { root } from './root.mjs';
import { runQuietly } from './run.mjs';

const NEEDED_BYTES = 1_000_000_000;

/** Installs the locked packages when node_modules is missing or no longer what package-lock.json says. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await requireNpm();
  requireRoom();
  await progress('Installing packages', async () => {
    const { code, output } = await npm(INSTALL);
    if (code !== 0) throw explain(output);
    // npm forgives optional packages anything, a full disk among it.
    if (!isInstalled())
      throw new Problem('The packages were installed, but not all of them arrived.', 'Delete node_modules and run the same command again.');
  });
}

// Development packages are the point here, whatever NODE_ENV says; a dead network is told within seconds, not minutes.
const INSTALL = [
  'ci',
  '--include=dev',
  '--include=optional',
  '--no-audit',
  '--no-fund',
  '--prefer-offline',
  '--loglevel=error',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

/** npm ends every installation by writing what it installed to node_modules/.package-lock.json; an interrupted one leaves none. */
function isInstalled() {
  const stamp = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(stamp)) return false;
  const locked = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(stamp);
  const isSame = ([path, wanted]) => {
    const found = installed[path];
    // Optional packages for other machines are locked and not installed.
    if (found === undefined) return path === '' || wanted.optional === true || wanted.devOptional === true || wanted.peer === true;
    return found.version === wanted.version && found.integrity === wanted.integrity && found.link === wanted.link;
  };
  return Object.entries(locked).every(isSame) && Object.keys(installed).every((path) => path in locked);
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages ?? {};
  } catch (error) {
    throw new Problem(
      `${path} cannot be read: ${error.message}`,
      'Restore it (`git checkout package-lock.json`), or delete node_modules, and run the same command again.',
    );
  }
}

/** npm as the npm that started us, else the one on the path (a shell script on Windows, hence the shell). */
function npm(args) {
  const started = process.env.npm_execpath;
  if (started?.endsWith('.js')) return runQuietly(process.execPath, [started, ...args]);
  return runQuietly('npm', args, { shell: process.platform === 'win32' });
}

/** A full disk makes npm fail late and in riddles. */
function requireRoom() {
  const { bavail, bsize } = statfsSync(root);
  const free = bavail * bsize;
  if (free >= NEEDED_BYTES) return;
  const megabytes = (bytes) => `${Math.floor(bytes / 1e6)} MB`;
  throw new Problem(
    `There is no room on the disk: the packages need ${megabytes(NEEDED_BYTES)}, and ${megabytes(free)} are free.`,
    'Free some, then run the same command again.',
  );
}

async function requireNpm() {
  const { code } = await npm(['--version']);
  if (code !== 0)
    throw new Problem('npm was not found.', 'It comes with Node: install Node 24 (https://nodejs.org), then run the same command again.');
}

const CAUSES = [
  [
    /ENOSPC|EDQUOT|no space left/i,
    'There is no room left on the disk.',
    'The packages need about 1 GB here, and npm some in its cache (`npm config get cache`). Free some, then run the same command again.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT/i,
    'The package registry could not be reached.',
    'A first installation needs the network: check the connection, a proxy (`npm config get proxy`) and `npm ping`. Afterwards none is needed.',
  ],
  [
    /EACCES|EPERM|EROFS/i,
    'The workspace folder cannot be written.',
    `Check who owns ${root} and its node_modules, then run the same command again.`,
  ],
  [/E401|E403|E404|ETARGET/i, 'The package registry refused a package.', 'Check which registry is configured (`npm config get registry`).'],
  [
    /EUSAGE|can only install packages/i,
    'package-lock.json does not match the package.json files.',
    'After changing a dependency, run `npm install` and commit the lock.',
  ],
  [
    /EINTEGRITY/i,
    'A package is not the one that was locked.',
    'Clean the cache (`npm cache clean --force`), then run the same command again.',
  ],
];

function explain(output) {
  // What npm said, without its stack.
  const said = output
    .trim()
    .split('\n')
    .filter((line) => /^npm (error|warn) \S/.test(line) && !/complete log/.test(line));
  const [, what, advice] = CAUSES.find(([pattern]) => pattern.test(output)) ?? [
    undefined,
    'The packages could not be installed.',
    'npm says why below; `npm ci` says more.',
  ];
  return new Problem(what, advice, '', ...said.slice(0, 5));
}
