/** Account configurations: what the owner may set, read and changed field by field. */
import { configure } from '../engine/account.ts';
import type { Settings } from '../engine/state.ts';
import type { Handler } from './context.ts';
import { flag, reading, stop, word, type Fields } from './fields.ts';
import { invalid, json } from './reply.ts';

/** The pattern-day-trader fields are gone from Alpaca since July 2026 and are not here either. */
const settingsJson = (settings: Settings): Readonly<Record<string, unknown>> => ({
  disable_overnight_trading: settings.disableOvernightTrading,
  fractional_trading: settings.fractionalTrading,
  max_margin_multiplier: String(settings.maxMarginMultiplier),
  max_options_trading_level: settings.maxOptionsTradingLevel,
  no_shorting: settings.noShorting,
  ptp_no_exception_entry: settings.ptpNoExceptionEntry,
  suspend_trade: settings.suspendTrade,
  trade_confirm_email: settings.tradeConfirmEmail,
});

export const getSettings: Handler = ({ account }) => json(settingsJson(account.settings));

export const patchSettings: Handler = ({ state, account, body }) => {
  const changed = reading(body, (fields) => settingsFrom(fields, account.settings));
  if (!changed.ok) return changed.error;
  configure(state, account, changed.value);
  return json(settingsJson(account.settings));
};

const settingsFrom = (fields: Fields, before: Settings): Settings => ({
  disableOvernightTrading: flag(fields, 'disable_overnight_trading') ?? before.disableOvernightTrading,
  fractionalTrading: flag(fields, 'fractional_trading') ?? before.fractionalTrading,
  maxMarginMultiplier: one(fields, 'max_margin_multiplier', [1, 2, 4]) ?? before.maxMarginMultiplier,
  maxOptionsTradingLevel: one(fields, 'max_options_trading_level', [0, 1, 2, 3]) ?? before.maxOptionsTradingLevel,
  noShorting: flag(fields, 'no_shorting') ?? before.noShorting,
  ptpNoExceptionEntry: flag(fields, 'ptp_no_exception_entry') ?? before.ptpNoExceptionEntry,
  suspendTrade: flag(fields, 'suspend_trade') ?? before.suspendTrade,
  tradeConfirmEmail: mail(fields) ?? before.tradeConfirmEmail,
});

/** A number of a few, as text or as a number. */
function one<const T extends number>(fields: Fields, name: string, allowed: readonly T[]): T | undefined {
  const value = fields[name];
  const text = typeof value === 'number' ? String(value) : word(fields, name);
  if (text === undefined) return undefined;
  return allowed.find((each) => String(each) === text) ?? stop(invalid(`invalid ${name}: ${text}`));
}

function mail(fields: Fields): Settings['tradeConfirmEmail'] | undefined {
  const text = word(fields, 'trade_confirm_email');
  return text === undefined || text === 'all' || text === 'none' ? text : stop(invalid(`invalid trade_confirm_email: ${text}`));
}
