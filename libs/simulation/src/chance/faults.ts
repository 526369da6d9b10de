/** The fault menu: what can go wrong, in words, and how often it does at each opportunity when everything is at full strength. */

export const FAULTS = {
  // Between a process and the broker
  'request-lost': { rate: 0.04, says: 'the request never arrives' },
  'reply-lost': { rate: 0.04, says: 'the request arrives and the reply is lost' },
  'request-late': { rate: 0.03, says: 'the request arrives after the caller has given up' },
  'request-twice': { rate: 0.02, says: 'the network delivers the request twice and hands over the second reply' },
  'reply-slow': { rate: 0.05, says: 'the reply takes seconds' },
  throttled: { rate: 0.02, says: 'the broker answers 429 and does nothing' },
  'server-error': { rate: 0.03, says: 'the broker answers 5xx and has done nothing' },
  'server-error-after': { rate: 0.03, says: 'the broker answers 5xx and has done it' },
  'reply-garbled': { rate: 0.02, says: 'the reply is a page of HTML, or breaks off in the middle' },
  'read-lags': { rate: 0.05, says: 'a read shows the state of a few seconds ago' },
  'rows-twice': { rate: 0.05, says: 'a list repeats rows' },
  // Quotes
  'quote-crossed': { rate: 0.02, says: 'the bid lies above the ask' },
  'quote-one-sided': { rate: 0.02, says: 'one side of the quote is zero' },
  'quote-stale': { rate: 0.03, says: 'the quote is a quarter of an hour old' },
  'quote-missing': { rate: 0.02, says: 'there is no quote' },
  // The stream of order updates
  'hint-lost': { rate: 0.15, says: 'an update is dropped' },
  'hint-twice': { rate: 0.1, says: 'an update comes twice' },
  'hint-late': { rate: 0.15, says: 'an update comes out of order' },
  'hint-stalled': { rate: 0.05, says: 'the stream stalls for a minute' },
  // The store
  'write-failed': { rate: 0.01, says: 'a write fails and nothing of it is there' },
  'write-unheard': { rate: 0.01, says: 'a write is there, and the writer is told it failed' },
  'write-torn': { rate: 0.005, says: 'the first rows of a write are there, and the process is gone' },
  'read-failed': { rate: 0.01, says: 'the store cannot be read' },
  // The process
  'crash-before': { rate: 0.012, says: 'the process dies before the effect' },
  'crash-after': { rate: 0.012, says: 'the process dies after the effect' },
  freeze: { rate: 0.005, says: 'the process stands still for a while and wakes up in another world' },
  'clock-jumps': { rate: 0.005, says: 'the clock of the process jumps' },
} as const satisfies Readonly<Record<string, { readonly rate: number; readonly says: string }>>;

export type FaultName = keyof typeof FAULTS;

export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];
