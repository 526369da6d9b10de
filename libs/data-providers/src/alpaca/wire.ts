/** Alpaca's market data replies: loose on what we do not use, strict on what we do. Numbers here are JSON numbers. */
import * as z from 'zod';

export const BAR = z.looseObject({ t: z.string(), o: z.number(), h: z.number(), l: z.number(), c: z.number(), v: z.number() });
export type WireBar = z.output<typeof BAR>;

/** `bars` is null for a page without any. */
export const BARS_PAGE = z.looseObject({ bars: z.record(z.string(), z.array(BAR)).nullable(), next_page_token: z.string().nullish() });

/** A price of 0 means: no such side. Sizes are shares. */
export const QUOTE = z.looseObject({ t: z.string(), bp: z.number(), ap: z.number(), bs: z.number(), as: z.number() });
export type WireQuote = z.output<typeof QUOTE>;

export const LATEST_QUOTES = z.looseObject({ quotes: z.record(z.string(), QUOTE).nullable() });

export const TRADE = z.looseObject({ t: z.string(), p: z.number(), s: z.number() });
export type WireTrade = z.output<typeof TRADE>;

export const LATEST_TRADES = z.looseObject({ trades: z.record(z.string(), TRADE).nullable() });

/** Each part is missing where there is none yet. A symbol nobody knows is absent, or null. */
export const SNAPSHOT = z.looseObject({
  latestTrade: TRADE.nullish(),
  latestQuote: QUOTE.nullish(),
  dailyBar: BAR.nullish(),
  prevDailyBar: BAR.nullish(),
});
export type WireSnapshot = z.output<typeof SNAPSHOT>;

export const SNAPSHOTS = z.record(z.string(), SNAPSHOT.nullable());

const DATE = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date like 2020-08-31');

/** The kinds that change what a share is worth, with the field that names the day from which it is. */
const ACTIONS = {
  forward_splits: z.looseObject({ symbol: z.string(), ex_date: DATE, old_rate: z.number(), new_rate: z.number() }),
  reverse_splits: z.looseObject({ symbol: z.string(), ex_date: DATE, old_rate: z.number(), new_rate: z.number() }),
  cash_dividends: z.looseObject({ symbol: z.string(), ex_date: DATE, rate: z.number(), special: z.boolean() }),
  stock_dividends: z.looseObject({ symbol: z.string(), ex_date: DATE, rate: z.number() }),
  spin_offs: z.looseObject({
    source_symbol: z.string(),
    ex_date: DATE,
    source_rate: z.number(),
    new_symbol: z.string(),
    new_rate: z.number(),
  }),
} as const;

/** Other kinds (mergers, name changes, redemptions) are not asked for. */
export const ACTION_TYPES = 'forward_split,reverse_split,cash_dividend,stock_dividend,spin_off';

export const ACTIONS_PAGE = z.looseObject({
  corporate_actions: z.looseObject({
    forward_splits: z.array(ACTIONS.forward_splits).nullish(),
    reverse_splits: z.array(ACTIONS.reverse_splits).nullish(),
    cash_dividends: z.array(ACTIONS.cash_dividends).nullish(),
    stock_dividends: z.array(ACTIONS.stock_dividends).nullish(),
    spin_offs: z.array(ACTIONS.spin_offs).nullish(),
  }),
  next_page_token: z.string().nullish(),
});
export type WireActions = z.output<typeof ACTIONS_PAGE>['corporate_actions'];
