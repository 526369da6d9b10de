/** Alpaca's trading replies: loose on what we do not use, strict on what we do. Decimals stay text until they become exact values. */
import * as z from 'zod';

/** A plain decimal as text; a JSON number here would already have lost digits. */
const decimal = z.string().regex(/^-?\d+(\.\d+)?$/, 'expected a decimal number as text');
const optionalDecimal = decimal.nullish();
const timestamp = z.string();

export const ACCOUNT = z.looseObject({
  account_number: z.string().min(1),
  status: z.string(),
  currency: z.string(),
  cash: decimal,
  equity: decimal,
  last_equity: decimal,
  buying_power: decimal,
  trading_blocked: z.boolean(),
  account_blocked: z.boolean(),
  trade_suspended_by_user: z.boolean(),
});
export type WireAccount = z.output<typeof ACCOUNT>;

export const POSITION = z.looseObject({
  symbol: z.string(),
  asset_class: z.string().optional(),
  side: z.string(),
  qty: decimal,
  qty_available: decimal.optional(),
  avg_entry_price: decimal,
});
export const POSITIONS = z.array(POSITION);
export type WirePosition = z.output<typeof POSITION>;

export const ORDER = z.looseObject({
  id: z.string().min(1),
  client_order_id: z.string(),
  symbol: z.string(),
  asset_class: z.string().nullish(),
  side: z.string(),
  qty: optionalDecimal,
  type: z.string().nullish(),
  order_type: z.string().nullish(),
  limit_price: optionalDecimal,
  status: z.string(),
  filled_qty: decimal,
  filled_avg_price: optionalDecimal,
  submitted_at: timestamp.nullish(),
});
export const ORDERS = z.array(ORDER);
export type WireOrder = z.output<typeof ORDER>;

export const FILL_ACTIVITY = z.looseObject({
  activity_type: z.literal('FILL'),
  id: z.string().min(1),
  order_id: z.string().min(1),
  symbol: z.string(),
  side: z.string(),
  qty: decimal,
  cum_qty: decimal,
  price: decimal,
  transaction_time: timestamp,
});
export const FILL_ACTIVITIES = z.array(FILL_ACTIVITY);
export type WireFill = z.output<typeof FILL_ACTIVITY>;

export const ASSET = z.looseObject({
  symbol: z.string(),
  name: z.string().nullish(),
  status: z.string(),
  tradable: z.boolean(),
  fractionable: z.boolean(),
});
export const ASSETS = z.array(ASSET);
export type WireAsset = z.output<typeof ASSET>;

export const CANCEL_ROWS = z.array(z.looseObject({ id: z.string().min(1), status: z.int() }));

export const SETTINGS = z.looseObject({
  suspend_trade: z.boolean(),
  no_shorting: z.boolean(),
  fractional_trading: z.boolean(),
  max_margin_multiplier: z.string().nullish(),
});
export type WireSettings = z.output<typeof SETTINGS>;

/** Numbers, not text: what is measured, never what is owed. Null where the account had no value yet. */
const measured = z.array(z.number().nullable());
export const PORTFOLIO_HISTORY = z.looseObject({
  timestamp: z.array(z.int()),
  equity: measured,
  profit_loss: measured,
  profit_loss_pct: measured,
  base_value: z.number(),
  timeframe: z.string(),
});
export type WirePortfolioHistory = z.output<typeof PORTFOLIO_HISTORY>;

/** A dividend, fee, transfer or split: everything in the account's history that is no execution. */
export const NON_TRADE_ACTIVITY = z.looseObject({
  activity_type: z
    .string()
    .min(1)
    .refine((word) => word !== 'FILL', 'an execution has its own shape'),
  id: z.string().min(1),
  date: z.string(),
  net_amount: decimal,
  symbol: z.string().nullish(),
  qty: optionalDecimal,
  status: z.string().nullish(),
});
export const ACTIVITIES = z.array(z.union([FILL_ACTIVITY, NON_TRADE_ACTIVITY]));
export type WireNonTrade = z.output<typeof NON_TRADE_ACTIVITY>;
export type WireActivity = WireFill | WireNonTrade;
