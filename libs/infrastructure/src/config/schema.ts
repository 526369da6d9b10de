/** The configuration file: strict, so that a misspelt key is a sentence and never a default. Percents are percents, times milliseconds, money text. */
import * as z from 'zod';
import { DEFAULT_EXECUTION_POLICY, DEFAULT_LIMITS, toDecimal, type ExecutionPolicy } from '@alchemiser/domain';

const percent = z.number().min(0).max(100);
const milliseconds = z.int().min(0);
const amount = z.string().regex(/^\d{1,12}(\.\d{1,2})?$/, 'an amount in dollars and cents like "25000.00"');
const price = z.string().regex(/^\d{1,9}(\.\d{1,4})?$/, 'a price like "0.05"');
const shares = z.string().regex(/^\d{1,12}(\.\d{1,9})?$/, 'a number of shares like "12.5"');
const seed = z.int().min(0).max(4_294_967_295);
/** A market whose first days show a purchase, then sales that pay for the next. */
export const DEFAULT_SEED = 7;

const word = z.string().trim().min(1);

type NumberKey = { [K in keyof ExecutionPolicy]: ExecutionPolicy[K] extends number ? K : never }[keyof ExecutionPolicy];

/** What the risk limits say already is said once: there. */
type LimitKey = 'spreadBpsMax' | 'quoteAgeMsMax';
const SAID_BY_LIMITS: ReadonlySet<string> = new Set<LimitKey>(['spreadBpsMax', 'quoteAgeMsMax']);

/** Every number of the policy, with its default. */
const executionNumbers = Object.fromEntries(
  Object.entries(DEFAULT_EXECUTION_POLICY)
    .filter(([key, value]) => typeof value === 'number' && !SAID_BY_LIMITS.has(key))
    .map(([key, value]) => [key, milliseconds.default(value as number)]),
) as Record<Exclude<NumberKey, LimitKey>, z.ZodDefault<typeof milliseconds>>;

const EXECUTION = z.strictObject({
  ...executionNumbers,
  lastRung: z.enum(['limit-at-cap', 'market', 'none']).default(DEFAULT_EXECUTION_POLICY.lastRung),
  openingSpreadMax: price.default(toDecimal(DEFAULT_EXECUTION_POLICY.openingSpreadMax)),
  unknownOrders: z.enum(['halt', 'burn']).default(DEFAULT_EXECUTION_POLICY.unknownOrders),
});

const LIMITS = z.strictObject({
  weightPerTickerMax: percent.default(DEFAULT_LIMITS.weightPerTickerMax),
  grossExposureMax: z.number().min(0).max(400).default(DEFAULT_LIMITS.grossExposureMax),
  orderNotionalMax: z.number().min(0).max(1_000).default(DEFAULT_LIMITS.orderNotionalMax),
  turnoverMax: z.number().min(0).max(1_000).default(DEFAULT_LIMITS.turnoverMax),
  tradesPerSessionMax: z.int().min(0).default(DEFAULT_LIMITS.tradesPerSessionMax),
  notionalMin: amount.default(toDecimal(DEFAULT_LIMITS.notionalMin)),
  priceCollar: percent.default(DEFAULT_LIMITS.priceCollar),
  quoteAgeMsMax: milliseconds.default(DEFAULT_LIMITS.quoteAgeMsMax),
  spreadBpsMax: z.number().min(0).max(10_000).default(DEFAULT_LIMITS.spreadBpsMax),
  sessionLossMax: percent.default(DEFAULT_LIMITS.sessionLossMax),
});

const MARKET = z.discriminatedUnion('source', [
  z.strictObject({ source: z.literal('synthetic'), seed: seed.default(DEFAULT_SEED) }),
  z.strictObject({ source: z.literal('csv'), directory: word, seed: seed.default(DEFAULT_SEED) }),
  z.strictObject({
    source: z.literal('alpaca'),
    feed: z.enum(['iex', 'sip']).default('iex'),
    barsFeed: z.enum(['iex', 'sip']).default('sip'),
    gaps: z.enum(['refuse', 'keep']).default('refuse'),
  }),
]);

/** An exchange that speaks like Alpaca, somewhere else: for trials, never live. */
const ALPACA = z.strictObject({
  url: z.string().regex(/^https?:\/\/[^/?#\s]+$/, 'a URL without a path like "http://127.0.0.1:4000"'),
  speed: z.number().positive().max(100_000).default(1),
});

const STREAMS = z.strictObject({ orders: z.boolean().default(true), quotes: z.boolean().default(false) });

const SMTP = z.strictObject({
  host: word,
  port: z.int().min(1).max(65_535).default(587),
  tls: z.enum(['implicit', 'required', 'off']).default('required'),
  user: word.optional(),
  from: word,
  to: z.array(word).min(1),
});

const EMAIL = z.strictObject({
  neutral: z.boolean().default(true),
  transport: z.enum(['outbox', 'smtp', 'none']).default('outbox'),
  outbox: word.optional(),
  smtp: SMTP.optional(),
});

/** A strategy of ours, or the one in a symphony's file, named as the sleeve is. */
const SLEEVE = z.strictObject({
  share: z.number(),
  onFailure: z.enum(['stop', 'keep']).default('stop'),
  symphony: word.optional(),
});

export const CONFIG_FILE = z.strictObject({
  broker: z.enum(['paper-exchange', 'alpaca']).default('paper-exchange'),
  accountId: word.optional(),
  live: z
    .strictObject({ allowed: z.boolean().default(false), accountId: word.optional(), unattended: z.boolean().default(false) })
    .prefault({}),
  sleeves: z.record(word, z.union([z.number(), SLEEVE])).optional(),
  capital: z
    .union([z.literal('all-cash'), amount], { error: '"all-cash", or an amount in dollars and cents like "25000.00"' })
    .default('all-cash'),
  reserve: percent.default(1),
  tolerance: z.strictObject({ kind: z.enum(['absolute', 'relative']).default('absolute'), percent: percent.default(1) }).prefault({}),
  limits: LIMITS.prefault({}),
  execution: EXECUTION.prefault({}),
  market: MARKET.optional(),
  alpaca: ALPACA.optional(),
  streams: STREAMS.prefault({}),
  paperCash: amount.default('100000.00'),
  paperHoldings: z.array(z.strictObject({ ticker: word, quantity: shares, price })).default([]),
  data: word.default('data'),
  email: EMAIL.prefault({}),
  log: z.enum(['error', 'warn', 'info', 'debug']).default('info'),
});

export type ConfigFile = z.output<typeof CONFIG_FILE>;
