import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * Makes a directory and those above it, ours alone (0700); one that is there stays as it is.
 * One step at a time, because Node's own recursive form never returns on file systems that refuse new directories as missing (`/proc`).
 * @throws the file system's error, e.g. ENOTDIR below a file.
 */
export async function makeDirectory(directory: string): Promise<void> {
  const path = resolve(directory);
  try {
    if ((await stat(path)).isDirectory()) return;
  } catch (error) {
    if (!isMissing(error) || dirname(path) === path) throw error;
    await makeDirectory(dirname(path));
  }
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    // Another process made it a moment ago.
    if (!(await isDirectory(path))) throw error;
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

const isDirectory = async (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
