/** One run per (account, session, ordinal). */
export interface RunKey {
  readonly account: string;
  readonly session: string;
  readonly ordinal: number;
}

/** Plain JSON: decimals as text. `kind` names the entry. */
export interface JournalEntry {
  readonly kind: string;
  readonly [field: string]: unknown;
}

export type Appended = { readonly status: 'appended'; readonly length: number } | { readonly status: 'conflict'; readonly length: number };

/** An append-only sequence per run with compare-and-set: whoever loses adopts what it reads. Durable when `append` resolves. */
export interface Journal {
  read(run: RunKey): Promise<readonly JournalEntry[]>;
  append(run: RunKey, expectedLength: number, entries: readonly JournalEntry[]): Promise<Appended>;
  /** Accounts that have runs, A to Z. */
  accounts(): Promise<readonly string[]>;
  /** Runs of an account, newest session first. */
  runs(account: string): Promise<readonly RunKey[]>;
}
