/** A request and its answer taken apart, the same for a `fetch` in process and a socket. */
export interface Incoming {
  /** Upper case. */
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** A header's value by its name in lower case. */
  readonly header: (name: string) => string | null | undefined;
  /** Still to come where it is read as the turn comes: the order of requests is the order in which they were sent. */
  readonly body: string | PromiseLike<string>;
}

export interface Outgoing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent: none. */
  readonly body?: string;
}

/** The connection broke before an answer came: what was asked may or may not have happened. */
export class ConnectionLost extends TypeError {
  constructor() {
    // In the words and with the cause that Node's own `fetch` has for it.
    super('fetch failed', { cause: Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }) });
    this.name = 'ConnectionLost';
  }
}
