/** What a market data connection listens to: tickers per channel, with `*` for all. */
import { isRecord } from './format.ts';

export const CHANNELS = ['trades', 'quotes', 'bars', 'updatedBars', 'dailyBars', 'statuses', 'lulds'] as const;
export type Channel = (typeof CHANNELS)[number];

export type Subscription = ReadonlyMap<Channel, ReadonlySet<string>>;

export const NOTHING: Subscription = new Map();

/** The symbols of a request per channel; undefined for one that is no request. */
export function readChannels(message: unknown): Subscription | undefined {
  if (!isRecord(message)) return undefined;
  const wanted = new Map<Channel, ReadonlySet<string>>();
  for (const channel of CHANNELS) {
    const symbols = message[channel];
    if (symbols === undefined || symbols === null) continue;
    if (!Array.isArray(symbols) || !symbols.every((symbol) => typeof symbol === 'string')) return undefined;
    if (symbols.length > 0) wanted.set(channel, new Set(symbols));
  }
  return wanted;
}

export function withChannels(held: Subscription, more: Subscription): Subscription {
  const both = new Map(held);
  for (const [channel, symbols] of more) both.set(channel, new Set([...(held.get(channel) ?? []), ...symbols]));
  return both;
}

export function withoutChannels(held: Subscription, less: Subscription): Subscription {
  const left = new Map(held);
  for (const [channel, symbols] of less) {
    const kept = new Set([...(held.get(channel) ?? [])].filter((symbol) => !symbols.has(symbol)));
    if (kept.size > 0) left.set(channel, kept);
    else left.delete(channel);
  }
  return left;
}

/** The whole list, each time; corrections and cancels come with trades, as at Alpaca. */
export function subscriptionJson(held: Subscription): Readonly<Record<string, unknown>> {
  const of = (channel: Channel): readonly string[] => [...(held.get(channel) ?? [])].sort();
  const channels = Object.fromEntries(CHANNELS.map((channel) => [channel, of(channel)]));
  return { T: 'subscription', ...channels, corrections: of('trades'), cancelErrors: of('trades') };
}

/** Distinct symbols of all channels; `*` counts as one. */
export const symbolsIn = (held: Subscription): ReadonlySet<string> => new Set([...held.values()].flatMap((symbols) => [...symbols]));
