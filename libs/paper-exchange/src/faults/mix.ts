/** How often what goes wrong: shares of requests, of stream updates and of five-minute spans, each 0…1. */
export interface FaultMix {
  /** The request never arrives; the connection breaks. */
  readonly lostRequest: number;
  /** The request happens; its reply never arrives. */
  readonly lostReply: number;
  /** The request happens; its reply comes up to `latestMs` late. */
  readonly lateReply: number;
  /** 429, and nothing happens. */
  readonly tooManyRequests: number;
  /** 500 or 503 as JSON, and nothing happens. */
  readonly serverError: number;
  /** 504 as JSON, and the request has happened. */
  readonly timedOut: number;
  /** A proxy's 502 in HTML; every second request has happened. */
  readonly html: number;
  /** The request happens; half of its reply's body arrives. */
  readonly truncated: number;
  readonly latestMs: number;
  /** Of stream updates: told twice, told after the next one, followed by a broken connection. */
  readonly duplicateUpdate: number;
  readonly swappedUpdate: number;
  readonly disconnect: number;
  /** Of orders: a random part first. */
  readonly partialFills: number;
  /** Of five-minute spans of a ticker: no quote, nothing trades. */
  readonly halts: number;
}

export type FaultMixName = 'none' | 'light' | 'heavy';

const NONE: FaultMix = {
  lostRequest: 0,
  lostReply: 0,
  lateReply: 0,
  tooManyRequests: 0,
  serverError: 0,
  timedOut: 0,
  html: 0,
  truncated: 0,
  latestMs: 2000,
  duplicateUpdate: 0,
  swappedUpdate: 0,
  disconnect: 0,
  partialFills: 0,
  halts: 0,
};

export const FAULT_MIXES: Readonly<Record<FaultMixName, FaultMix>> = {
  none: NONE,
  // A bad day: about one request in twenty.
  light: {
    ...NONE,
    lostRequest: 0.005,
    lostReply: 0.005,
    lateReply: 0.02,
    tooManyRequests: 0.01,
    serverError: 0.005,
    timedOut: 0.002,
    html: 0.002,
    truncated: 0.001,
    duplicateUpdate: 0.02,
    swappedUpdate: 0.02,
    disconnect: 0.005,
    partialFills: 0.3,
    halts: 0.002,
  },
  // A day that never was: about one request in three.
  heavy: {
    ...NONE,
    lostRequest: 0.04,
    lostReply: 0.05,
    lateReply: 0.08,
    tooManyRequests: 0.04,
    serverError: 0.03,
    timedOut: 0.03,
    html: 0.02,
    truncated: 0.02,
    latestMs: 10_000,
    duplicateUpdate: 0.15,
    swappedUpdate: 0.15,
    disconnect: 0.05,
    partialFills: 0.6,
    halts: 0.02,
  },
};

const NAMES = Object.keys(NONE) as (keyof FaultMix)[];

/** A mix by name, or shares on top of none. @throws RangeError for an unknown name or share, or one outside 0…1. */
export function faultMix(given: FaultMixName | Partial<FaultMix>): FaultMix {
  if (typeof given === 'string') {
    if (!Object.hasOwn(FAULT_MIXES, given)) throw new RangeError(`Faults must be none, light or heavy, was "${given}"`);
    return FAULT_MIXES[given];
  }
  for (const [name, share] of Object.entries(given) as [string, unknown][]) {
    if (!(NAMES as readonly string[]).includes(name)) throw new RangeError(`There is no fault "${name}": there are ${NAMES.join(', ')}`);
    const most = name === 'latestMs' ? 3_600_000 : 1;
    if (!(typeof share === 'number' && share >= 0 && share <= most)) {
      throw new RangeError(`${name} must be 0…${String(most)}, was ${String(share)}`);
    }
  }
  const mix = { ...NONE, ...given };
  const together = REQUEST_FAULTS.reduce((sum, kind) => sum + mix[kind], 0);
  if (together > 1 + 1e-9) throw new RangeError(`The shares of faulty requests must add up to 1 at most, was ${String(together)}`);
  return mix;
}

/** What may befall a request: one of these, or nothing. */
export const REQUEST_FAULTS = [
  'lostRequest',
  'lostReply',
  'lateReply',
  'tooManyRequests',
  'serverError',
  'timedOut',
  'html',
  'truncated',
] as const;
export type RequestFault = (typeof REQUEST_FAULTS)[number];

export const UPDATE_FAULTS = ['duplicateUpdate', 'swappedUpdate', 'disconnect'] as const;
export type UpdateFault = (typeof UPDATE_FAULTS)[number];
