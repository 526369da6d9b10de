/** An exchange on a port of this machine, as another program meets it. */
import { instant, syntheticMarket, type Instant } from '@alchemiser/domain';
import {
  createPaperExchange,
  pacedClock,
  serveExchange,
  type PaperExchange,
  type PaperExchangeOptions,
  type ServedExchange,
  type ServeOptions,
} from '../src/index.ts';
import { ACCOUNT } from './client.ts';

export interface Served extends ServedExchange {
  readonly exchange: PaperExchange;
}

/** Eleven in the morning in New York, in the middle of a week. */
export const MORNING: Instant = instant(Date.parse('2024-08-07T15:00:00Z'));

/** Sixty times as fast as outside: what rests is looked at every sixtieth of a second. */
export async function serve(options: Partial<PaperExchangeOptions & Omit<ServeOptions, 'exchange'>> = {}): Promise<Served> {
  const exchange = createPaperExchange({
    market: syntheticMarket({ seed: 7 }),
    clock: pacedClock({ start: MORNING, speed: 60 }),
    account: ACCOUNT,
    seed: 7,
    partialFillShare: 0,
    ...options,
  });
  return { ...(await serveExchange({ port: 0, requestsPerMinute: 0, ...options, exchange })), exchange };
}

/** Until something is so, for five seconds at most. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  for (const end = Date.now() + 5000; ;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`Waited for ${what} in vain`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
