import ora from 'ora';

/** Says on stderr what takes longer than a moment; silent where nobody watches. */
export interface Progress {
  during<T>(words: string, work: (say: (words: string) => void) => Promise<T>): Promise<T>;
}

/** Quicker work than this shows nothing at all. */
const PATIENCE_MS = 400;

export const spinner = (enabled: boolean): Progress => ({
  async during(words, work) {
    if (!enabled) return work(() => undefined);
    const spin = ora({ text: words, stream: process.stderr, discardStdin: false });
    const timer = setTimeout(() => spin.start(), PATIENCE_MS);
    try {
      return await work((more) => {
        spin.text = `${words} · ${more}`;
      });
    } finally {
      clearTimeout(timer);
      spin.stop();
    }
  },
});
