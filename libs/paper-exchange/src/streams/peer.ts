/** The two ends of a stream: what the exchange sends to, and what it does with what comes in. */
export interface Peer {
  /** Text goes as a text frame, bytes as a binary one. */
  send(data: string | Uint8Array): void;
  close(code: number, reason: string): void;
  /** Breaks the connection without a word. */
  drop(): void;
}

export interface StreamSession {
  receive(data: string | Uint8Array): void;
  /** The other end has gone. */
  closed(): void;
  /** Called when ten seconds have passed: who has not said who they are by then is sent away. */
  expire(): void;
}

/** How frames are written and read on one connection. */
export interface Format {
  encode(message: unknown): string | Uint8Array;
  /** Undefined for what cannot be read. */
  decode(data: string | Uint8Array): unknown;
}
