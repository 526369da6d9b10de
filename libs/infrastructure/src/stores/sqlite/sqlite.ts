import { Failure } from '@alchemiser/services';

/** Instead of a directory: a database that is forgotten when it is closed. */
export const IN_MEMORY = ':memory:';

/** Loaded when first needed: everything else in this library also runs where Node has no SQLite. */
export async function sqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite');
  } catch (cause) {
    throw new Failure('store.unreadable', `This Node (${process.version}) has no built-in SQLite.`, {
      advice: 'Use Node 22.13 or newer.',
      context: { node: process.version },
      cause,
    });
  }
}
