/** The fault menu: what can go wrong, in words, and how often it does at each opportunity when everything is at full strength. */

export interface Fault {
  /** Its place in the menu, by which it is looked up: many times as often as it strikes. */
  readonly number: number;
  readonly rate: number;
  readonly says: string;
}

export const FAULTS = {
  // Between a process and the broker
  'request-lost': { number: 0, rate: 0.04, says: 'the request never arrives' },
  'reply-lost': { number: 1, rate: 0.04, says: 'the request arrives and the reply is lost' },
  'request-late': { number: 2, rate: 0.03, says: 'the request arrives after the caller has given up' },
  'request-twice': { number: 3, rate: 0.02, says: 'the network delivers the request twice and hands over the second reply' },
  'reply-slow': { number: 4, rate: 0.05, says: 'the reply takes seconds' },
  throttled: { number: 5, rate: 0.02, says: 'the broker answers 429 and does nothing' },
  'server-error': { number: 6, rate: 0.03, says: 'the broker answers 5xx and has done nothing' },
  'server-error-after': { number: 7, rate: 0.03, says: 'the broker answers 5xx and has done it' },
  'reply-garbled': { number: 8, rate: 0.02, says: 'the reply is a page of HTML, or breaks off in the middle' },
  'read-lags': { number: 9, rate: 0.05, says: 'a read shows the state of a few seconds ago' },
  'rows-twice': { number: 10, rate: 0.05, says: 'a list repeats rows' },
  // Quotes
  'quote-crossed': { number: 11, rate: 0.02, says: 'the bid lies above the ask' },
  'quote-one-sided': { number: 12, rate: 0.02, says: 'one side of the quote is zero' },
  'quote-stale': { number: 13, rate: 0.03, says: 'the quote is a quarter of an hour old' },
  'quote-missing': { number: 14, rate: 0.02, says: 'there is no quote' },
  // The stream of order updates
  'hint-lost': { number: 15, rate: 0.15, says: 'an update is dropped' },
  'hint-twice': { number: 16, rate: 0.1, says: 'an update comes twice' },
  'hint-late': { number: 17, rate: 0.15, says: 'an update comes out of order' },
  'hint-stalled': { number: 18, rate: 0.05, says: 'the stream stalls for a minute' },
  // The store
  'write-failed': { number: 19, rate: 0.01, says: 'a write fails and nothing of it is there' },
  'write-unheard': { number: 20, rate: 0.01, says: 'a write is there, and the writer is told it failed' },
  'write-torn': { number: 21, rate: 0.005, says: 'the first rows of a write are there, and the process is gone' },
  'read-failed': { number: 22, rate: 0.01, says: 'the store cannot be read' },
  // The process
  'crash-before': { number: 23, rate: 0.012, says: 'the process dies before the effect' },
  'crash-after': { number: 24, rate: 0.012, says: 'the process dies after the effect' },
  freeze: { number: 25, rate: 0.005, says: 'the process stands still for a while and wakes up in another world' },
  'clock-jumps': { number: 26, rate: 0.005, says: 'the clock of the process jumps' },
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];
