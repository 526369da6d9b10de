/** How Alpaca is reached: paper, live, or an exchange elsewhere that speaks like it; and whose clock counts there. */
import { readVenueClock } from '@alchemiser/execution/alpaca';
import {
  ALPACA_URLS,
  alpacaHttp,
  systemClock,
  venueClock,
  type AlpacaAccess,
  type AlpacaHttp,
  type Configuration,
  type Fetch,
} from '@alchemiser/infrastructure';
import type { Clock } from '@alchemiser/services';

export interface AlpacaUrls {
  readonly trading: string;
  readonly data: string;
  /** Of trade updates. */
  readonly stream: string;
  /** Of market data; the feed's name follows. */
  readonly dataStream: string;
}

export interface ReachOptions {
  readonly mode: Configuration['mode'];
  readonly access: AlpacaAccess;
  /** Instead of the network's. */
  readonly fetch?: Fetch;
  /** Instead of the machine's. */
  readonly clock?: Clock;
}

export function urlsFor({ mode, access: { venue } }: Pick<ReachOptions, 'mode' | 'access'>): AlpacaUrls {
  if (venue !== null) {
    const stream = venue.url.replace(/^http/, 'ws');
    return { trading: venue.url, data: venue.url, stream: `${stream}/stream`, dataStream: `${stream}/v2` };
  }
  const { paper, live, data, paperStream, liveStream, dataStream } = ALPACA_URLS;
  return mode === 'live'
    ? { trading: live, data, stream: liveStream, dataStream }
    : { trading: paper, data, stream: paperStream, dataStream };
}

/** Calls are counted in the machine's minutes, whatever the venue's clock does. */
export function httpFor({ access, fetch, clock }: ReachOptions, { trading, data }: AlpacaUrls): AlpacaHttp {
  const perMinute = 190 * Math.max(1, access.venue?.speed ?? 1);
  return alpacaHttp({
    tradingUrl: trading,
    dataUrl: data,
    key: access.key,
    secret: access.secret,
    clock: clock ?? systemClock(),
    callsPerMinute: perMinute,
    dataCallsPerMinute: perMinute,
    ...(fetch === undefined ? {} : { fetch }),
  });
}

/**
 * Alpaca lives on this machine's time. An exchange elsewhere lives on its own: what its clock endpoint shows, running on from there as
 * many times as fast as configured. @throws Failure when it does not answer.
 */
export async function clockFor({ access: { venue }, clock }: ReachOptions, { trading }: AlpacaHttp): Promise<Clock> {
  if (clock !== undefined) return clock;
  return venue === null ? systemClock() : venueClock(await readVenueClock(trading), venue.speed);
}
