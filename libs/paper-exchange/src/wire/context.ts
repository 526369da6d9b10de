import type { Instant } from '@alchemiser/domain';
import type { Account, ExchangeState, Order, OrderEvent } from '../engine/state.ts';
import type { Venue } from '../engine/venue.ts';
import type { Reply } from './reply.ts';

/** One request as a handler sees it: read, authenticated, and with everything due by `now` done. */
export interface Asked {
  readonly state: ExchangeState;
  readonly account: Account;
  readonly venue: Venue;
  readonly now: Instant;
  readonly query: URLSearchParams;
  /** What the path's pattern caught, decoded. */
  readonly caught: string;
  readonly body: string;
  /** Says to whoever listens what just happened to an order. */
  readonly tell: (kind: OrderEvent['kind'], order: Order) => void;
}

export type Handler = (asked: Asked) => Reply;

/** Comma-separated values of a query field; empty where there is none. */
export const listOf = (query: URLSearchParams, name: string): readonly string[] =>
  (query.get(name) ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** A whole number of the query within bounds, `fallback` where absent, NaN where wrong. */
export function countOf(
  query: URLSearchParams,
  name: string,
  { fallback, most }: { readonly fallback: number; readonly most: number },
): number {
  const text = query.get(name);
  if (text === null || text === '') return fallback;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return count >= 1 && count <= most ? count : Number.NaN;
}
