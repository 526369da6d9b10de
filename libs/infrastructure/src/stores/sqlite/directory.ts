import { chmod, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@alchemiser/services';
import { makeDirectory } from '../make-directory.ts';

const reason = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown');

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file, not a directory',
  ENOENT: 'it does not exist',
  ENAMETOOLONG: 'the path is too long',
};

const words = (error: unknown): string => WORDS[reason(error)] ?? `the system says ${reason(error)}`;

/**
 * The path of the database `name` inside `directory`, both there and ours alone (0700, 0600): a ledger says what someone owns.
 * A directory that is already there keeps its permissions. @throws Failure store.unwritable, or store.unreadable when `create` is false.
 */
export async function databasePath(directory: string, name: string, create: boolean): Promise<string> {
  const path = join(directory, name);
  if (!create) {
    try {
      await stat(path);
      return path;
    } catch (error) {
      throw new Failure('store.unreadable', `There is nothing to read in the data directory ${directory}: ${words(error)}.`, {
        advice: 'Name the directory of an earlier run, or trade once to create it.',
        context: { directory },
        cause: error,
      });
    }
  }
  try {
    await makeDirectory(directory);
    // Created empty before SQLite opens it, so that it is never readable by others, not even for a moment.
    const file = await open(path, 'a', 0o600);
    await file.close();
    if (process.platform !== 'win32') await chmod(path, 0o600);
    return path;
  } catch (error) {
    throw new Failure('store.unwritable', `The data directory ${directory} cannot be written: ${words(error)}.`, {
      advice: 'Choose a directory that you may write to.',
      context: { directory },
      cause: error,
    });
  }
}
