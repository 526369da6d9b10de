/** What to do about it: `wait` and try again · `ask` before doing anything else · `stop` and tell a person. */
export type Next = 'wait' | 'ask' | 'stop';

/** The failures the world can cause, once, with what to do next. Adapters throw them; services read `next` instead of testing classes. */
export const FAILURES = {
  'broker.rate_limited': { next: 'wait', says: 'The broker asked us to slow down' },
  'broker.unreachable': { next: 'ask', says: 'No answer from the broker' },
  'broker.unauthorized': { next: 'stop', says: 'The broker refused the key' },
  'broker.refused': { next: 'stop', says: 'The broker refused the request' },
  'broker.malformed': { next: 'stop', says: 'The broker answered something we cannot read' },
  'broker.unavailable': { next: 'wait', says: 'The broker is having trouble' },
  'market.unreachable': { next: 'wait', says: 'No answer from the market data source' },
  'market.malformed': { next: 'stop', says: 'Market data cannot be read' },
  'market.refused': { next: 'stop', says: 'The market data source refused the request' },
  'market.incomplete': { next: 'stop', says: 'Bars are missing inside a history' },
  'store.unreadable': { next: 'stop', says: 'The data directory cannot be read' },
  'store.unwritable': { next: 'stop', says: 'The data directory cannot be written' },
  'store.corrupt': { next: 'stop', says: 'The database is damaged' },
  'store.conflict': { next: 'stop', says: 'The store already holds something else in that place' },
  'mail.unsent': { next: 'wait', says: 'The mail could not be handed over' },
  'config.invalid': { next: 'stop', says: 'The configuration is not valid' },
} as const satisfies Record<string, { next: Next; says: string }>;

export type FailureCode = keyof typeof FAILURES;

/** The world misbehaving. `says` is a sentence for a person; `advice` what to do; neither ever holds a secret. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: FailureCode;
  readonly next: Next;
  readonly advice: string | undefined;
  readonly context: Readonly<Record<string, unknown>>;
  constructor(
    code: FailureCode,
    says: string,
    options: { advice?: string; context?: Readonly<Record<string, unknown>>; cause?: unknown } = {},
  ) {
    super(says, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.next = FAILURES[code].next;
    this.advice = options.advice;
    this.context = options.context ?? {};
  }
}

/** By code, not by class: two installed copies of this library still understand each other. */
export const isFailure = (error: unknown): error is Failure =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && Object.hasOwn(FAILURES, error.code);
