import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { decodeHalt, encodeHalt, instant, type Halt } from '@alchemiser/domain';
import { Failure, type HaltFlag } from '@alchemiser/services';
import { makeDirectory } from '../stores/make-directory.ts';

/** What a person lays into the data directory, by hand or with `halt`. */
export const HALT_FILE = 'HALT';
/** Of what somebody wrote into the file, so much is shown. */
const SHOWN = 200;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** A file whose presence halts, whatever is in it: what the command wrote is read back, anybody else's text is the reason. */
export function haltFile(path: string): HaltFlag {
  const unreadable = (error: unknown): Failure =>
    new Failure('store.unreadable', `Whether the file ${path} halts this desk cannot be told.`, {
      advice: 'Make the data directory readable; nothing is sent until then.',
      cause: error,
    });
  return {
    read: async () => {
      try {
        const { mtimeMs, size } = await stat(path);
        const text = size === 0 ? '' : (await readFile(path, 'utf8')).trim();
        const why = text.slice(0, SHOWN);
        return (
          writtenBy(text) ?? {
            at: instant(Math.floor(mtimeMs)),
            by: `the file ${basename(path)} in the data directory`,
            why: why === '' ? 'no reason given' : why,
          }
        );
      } catch (error) {
        if (isMissing(error)) return null;
        throw unreadable(error);
      }
    },
    lay: async (halt) => {
      try {
        await makeDirectory(dirname(path));
        await writeFile(path, `${encodeHalt(halt)}\n`, { mode: 0o600 });
      } catch (error) {
        throw new Failure('store.unwritable', `The file ${path} cannot be written, so that it does not halt.`, {
          advice: 'Make an empty file of that name by hand, or stop what runs.',
          cause: error,
        });
      }
    },
    lift: async () => {
      try {
        await rm(path, { force: true });
      } catch (error) {
        throw new Failure('store.unwritable', `The file ${path} cannot be taken away, so that it still halts.`, {
          advice: 'Delete it by hand.',
          cause: error,
        });
      }
    },
  };
}

/** What `lay` wrote, or null for anything else. */
function writtenBy(text: string): Halt | null {
  try {
    return decodeHalt(text);
  } catch {
    return null;
  }
}
