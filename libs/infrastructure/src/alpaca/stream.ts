/**
 * Alpaca's two WebSocket streams through the official client, which authenticates, pings, reconnects with growing pauses, subscribes again,
 * and reads JSON in binary frames as well as msgpack. What it leaves open is done here: errors are heard, exceptions of listeners are not
 * swallowed, states are told in our words, and the client is loaded only when somebody listens.
 */
import type { streaming } from '@alpacahq/alpaca-trade-api';
import type { Following, StreamState } from '@alchemiser/services';
import type { Secret } from '../config/secret.ts';
import { redactor } from '../http/redaction.ts';

export interface AlpacaStreamOptions {
  /** `wss://paper-api.alpaca.markets/stream` · `wss://stream.data.alpaca.markets/v2/iex` · an exchange that speaks like them. */
  readonly url: string;
  readonly key: Secret;
  readonly secret: Secret;
  readonly onState: (state: StreamState) => void;
  /** Hears of what a listener could not take. The stream goes on. */
  readonly onFault: (says: string) => void;
  /** Pause before the first attempt to come back, doubled up to a minute. Default 1,000. */
  readonly reconnectMs?: number;
  /** Between two pings. Default 10,000; no answer within half of it ends the connection. */
  readonly pingMs?: number;
  /** A socket of one's own, for an exchange in this process. */
  readonly socket?: streaming.WebSocketFactory;
}

/** A quote as the client hands it on: numbers, and the instant in RFC 3339. */
export interface StreamedQuote {
  readonly symbol: string;
  readonly bp: number;
  readonly ap: number;
  readonly bs: number;
  readonly as: number;
  readonly t: string;
}

/** Follows what happens to the account's orders. @param onUpdate the update as it came over the wire, unread. */
export function alpacaOrderStream(options: AlpacaStreamOptions, onUpdate: (update: unknown) => void): Following {
  return follow(options, (client, tuning) => {
    const stream = new client.TradingStream({ ...tuning, url: options.url });
    stream.onTradeUpdate((update) => heard(options, () => onUpdate(update)));
    stream.subscribeTradeUpdates();
    return stream;
  });
}

/** Follows the quotes of some symbols. */
export function alpacaQuoteStream(
  options: AlpacaStreamOptions,
  symbols: readonly string[],
  onQuote: (quote: StreamedQuote) => void,
): Following {
  return follow(options, (client, tuning) => {
    const stream = new client.StockDataStream({ ...tuning, url: options.url });
    stream.onQuote((quote) =>
      heard(options, () => {
        const { symbol, bidPrice, askPrice, bidSize, askSize, timestamp, timestampRaw } = quote;
        onQuote({
          symbol,
          bp: bidPrice,
          ap: askPrice,
          bs: bidSize,
          as: askSize,
          t: timestampRaw ?? timestamp.toISOString(),
        });
      }),
    );
    stream.subscribeForQuotes([...symbols]);
    return stream;
  });
}

type Client = typeof streaming;
type Tuning = Omit<streaming.TradingStreamOptions, 'url' | 'paper'>;
type Stream = streaming.AlpacaWebSocket;

const RECONNECT_MS_MAX = 60_000;

function follow(options: AlpacaStreamOptions, open: (client: Client, tuning: Tuning) => Stream): Following {
  const { key, secret, reconnectMs = 1_000, pingMs = 10_000, socket } = options;
  let stopped = false;
  let stream: Stream | undefined;
  const begin = async (): Promise<void> => {
    const { streaming: client } = await import('@alpacahq/alpaca-trade-api');
    if (stopped) return;
    stream = open(client, {
      credentials: { keyId: key.reveal(), secret: secret.reveal() },
      maxReconnectAttempts: client.UNLIMITED_RECONNECT_ATTEMPTS,
      initialReconnectMs: reconnectMs,
      maxReconnectMs: RECONNECT_MS_MAX,
      pingIntervalMs: pingMs,
      pongWaitMs: pingMs / 2,
      ...(socket === undefined ? {} : { wsFactory: socket }),
    });
    watch(client, stream, options, () => stopped);
    stream.connect();
  };
  begin().catch((error: unknown) => {
    if (!stopped) options.onState({ status: 'refused', says: error instanceof Error ? error.message : String(error) });
  });
  return {
    stop: () => {
      stopped = true;
      stream?.disconnect();
    },
  };
}

/** The client's life in our three words, each told once until it changes. */
function watch(client: Client, stream: Stream, { key, secret, onState }: AlpacaStreamOptions, isStopped: () => boolean): void {
  const redact = redactor([key.reveal(), secret.reveal()]);
  let last: StreamState['status'] | undefined;
  let problem = 'the connection was closed';
  const become = (state: StreamState): void => {
    if (isStopped() || state.status === last || last === 'refused') return;
    last = state.status;
    onState(state);
  };
  stream.on(client.EVENT.CLIENT_ERROR, (says: unknown) => {
    problem = redact(String(says));
    // It is connected and will not be served: too many connections, too many symbols, no such plan.
    if (last !== 'listening') become({ status: 'lost', says: problem });
  });
  stream.on(client.EVENT.SUBSCRIPTION, () => become({ status: 'listening' }));
  stream.on(client.EVENT.STATE_CHANGE, (state: unknown) => {
    if (state !== client.STATE.DISCONNECTED) return;
    // The client says what comes next in the same breath: it waits to come back, or it never will.
    queueMicrotask(() => {
      const returns = stream.getState() === client.STATE.WAITING_TO_RECONNECT || stream.getState() === client.STATE.CONNECTING;
      become({ status: returns ? 'lost' : 'refused', says: problem });
      problem = 'the connection was closed';
    });
  });
}

/** The client swallows what a listener throws: it is told instead. */
function heard({ onFault, key, secret }: AlpacaStreamOptions, listen: () => void): void {
  try {
    listen();
  } catch (error) {
    onFault(redactor([key.reveal(), secret.reveal()])(error instanceof Error ? error.message : String(error)));
  }
}
