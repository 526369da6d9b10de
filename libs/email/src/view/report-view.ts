/** The mail as a reader meets it, in words only: HTML and plain text are two printings of this one value. */

/** `good` done as meant · `quiet` nothing to do · `warn` not all of it · `bad` look today. */
export type StatusTone = 'good' | 'quiet' | 'warn' | 'bad';
export type InkTone = 'plain' | StatusTone;

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

export interface Cell {
  readonly text: string;
  readonly align: 'left' | 'right';
  readonly tone: InkTone;
}

/** One line of a table; `note` runs beneath it over the whole width, '' for none. */
export interface Row {
  readonly cells: readonly Cell[];
  readonly note: string;
}

/** A line of a certificate; `code` is set in a fixed-width face. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly code: boolean;
  readonly tone: InkTone;
}

export type Block =
  | { readonly kind: 'paragraph'; readonly text: string; readonly tone: InkTone }
  | { readonly kind: 'alert'; readonly text: string }
  | {
      readonly kind: 'sleeve';
      readonly title: string;
      readonly share: string;
      readonly outcome: string;
      readonly reasons: readonly string[];
    }
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly Row[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] };

export interface Section {
  readonly title: string;
  readonly aside: string;
  readonly blocks: readonly Block[];
}

export interface ReportView {
  readonly subject: string;
  /** What a mail client shows beside the subject. */
  readonly preheader: string;
  readonly provenance: { readonly word: string; readonly sentence: string; readonly tone: 'synthetic' | 'paper' | 'live' };
  readonly title: string;
  readonly session: string;
  readonly status: { readonly word: string; readonly tone: StatusTone };
  readonly says: string;
  readonly meta: string;
  /** What a person should do, where there is something. */
  readonly alerts: readonly string[];
  readonly notes: readonly string[];
  readonly tiles: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly Section[];
  readonly footer: readonly string[];
}
