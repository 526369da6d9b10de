import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure, type Mail, type Mailer } from '@alchemiser/services';

const TAG = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

export interface OutboxOptions {
  /** Created when it is not there. */
  readonly directory: string;
}

/**
 * A folder instead of a post office: `<tag>.html` to open in a browser, and its `.txt` twin under its subject.
 * The same tag again replaces both. Each file appears whole or not at all.
 * @throws Failure `store.unwritable` when the folder cannot be written. @throws RangeError for a tag that is no file name.
 */
export function outboxMailer({ directory }: OutboxOptions): Mailer {
  return {
    async send(mail, tag) {
      if (!TAG.test(tag)) throw new RangeError(`Mail tag must look like "2024-08-06-trading-report", was ${JSON.stringify(tag)}`);
      const page = join(directory, `${tag}.html`);
      try {
        await mkdir(directory, { recursive: true });
        await writeWhole(join(directory, `${tag}.txt`), asText(mail));
        await writeWhole(page, mail.html);
      } catch (cause) {
        throw new Failure('store.unwritable', `The mail could not be written to ${directory}`, {
          advice: 'Check that the folder exists, that you may write to it, and that the disk has room.',
          context: { directory, reason: reasonOf(cause) },
          cause,
        });
      }
      return { where: page };
    },
  };
}

const asText = ({ subject, text }: Mail): string => `Subject: ${subject}\n\n${text}`;

/** Beside the target under a name of its own, then renamed: a reader never meets half a file. */
async function writeWhole(path: string, content: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  try {
    await writeFile(temporary, content, { encoding: 'utf8', flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown';
