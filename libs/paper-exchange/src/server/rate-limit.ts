/** So many requests a minute per account and host, counted in the time outside: a client that paces itself does so there. */
export interface Allowance {
  readonly allowed: boolean;
  /** What Alpaca tells with every reply. */
  readonly headers: Readonly<Record<string, string>>;
}

const MINUTE_MS = 60_000;

interface Window {
  /** Epoch milliseconds. */
  ends: number;
  used: number;
}

/** @param perMinute 0: no limit, and no headers. @param now epoch milliseconds. */
export function rateLimit(perMinute: number, now: () => number): (bucket: string) => Allowance {
  const windows = new Map<string, Window>();
  return (bucket) => {
    if (perMinute === 0) return { allowed: true, headers: {} };
    const at = now();
    const held = windows.get(bucket);
    const window = held !== undefined && held.ends > at ? held : { ends: at + MINUTE_MS, used: 0 };
    if (window !== held) windows.set(bucket, window);
    window.used += 1;
    const headers = {
      'X-RateLimit-Limit': String(perMinute),
      'X-RateLimit-Remaining': String(Math.max(0, perMinute - window.used)),
      'X-RateLimit-Reset': String(Math.ceil(window.ends / 1000)),
    };
    const seconds = String(Math.max(1, Math.ceil((window.ends - at) / 1000)));
    return window.used <= perMinute ? { allowed: true, headers } : { allowed: false, headers: { ...headers, 'Retry-After': seconds } };
  };
}
