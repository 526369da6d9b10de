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
