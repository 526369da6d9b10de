import type { Bar, Instant, Price, Quantity, Quote, SessionDate, Ticker } from '@alchemiser/domain';

/** The last execution that the feed saw. */
export interface LatestTrade {
  readonly ticker: Ticker;
  readonly price: Price;
  readonly size: Quantity;
  readonly at: Instant;
}

/** A ticker at a glance; what there is none of is null. */
export interface MarketSnapshot {
  readonly ticker: Ticker;
  readonly quote: Quote | null;
  readonly trade: LatestTrade | null;
  /** The running session's bar, or the last one's. Not adjusted: never a measure. */
  readonly session: Bar | null;
  readonly previousSession: Bar | null;
}

/** What makes a share worth something else from its ex-date on. Rates as the source gives them, shares or USD per share. */
export type CorporateAction = { readonly ticker: Ticker; readonly exDate: SessionDate } & (
  | { readonly kind: 'split'; readonly oldShares: number; readonly newShares: number }
  | { readonly kind: 'cash-dividend'; readonly usdPerShare: number; readonly special: boolean }
  | { readonly kind: 'stock-dividend'; readonly sharesPerShare: number }
  | { readonly kind: 'spin-off'; readonly into: string; readonly oldShares: number; readonly newShares: number }
);
