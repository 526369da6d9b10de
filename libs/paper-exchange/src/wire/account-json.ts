import { minus, most, NO_MONEY, plus, portionOf, sha256, toDecimal, UNITS_PER_ONE } from '@alchemiser/domain';
import { buyingPower, freeCash, longMarketValue, multiplierOf } from '../engine/funds.ts';
import { beforeToday } from '../engine/valuation.ts';
import { tradingDay } from '../engine/venue.ts';
import type { Handler } from './context.ts';
import { moneyText } from './decimals.ts';
import { json } from './reply.ts';
import { stampText } from './timestamps.ts';

/** Part of a long position that Alpaca wants covered by equity: by Regulation T when it is bought, and as long as it is held. */
const INITIAL = UNITS_PER_ONE / 2n;
const MAINTENANCE = (UNITS_PER_ONE * 3n) / 10n;

export const getAccount: Handler = ({ account, venue, now }) => {
  const held = longMarketValue(account, venue, now);
  const equity = plus(account.cash, held);
  const before = beforeToday(account, venue, now);
  const multiplier = multiplierOf(account);
  const margin = multiplier > 1;
  const power = buyingPower(account, venue, now);
  const initial = margin ? portionOf(held, INITIAL) : held;
  const spendable = most(freeCash(account), NO_MONEY);
  const regT = margin ? most(minus(plus(equity, equity), held), NO_MONEY) : power;
  return json({
    id: account.id,
    account_number: accountNumber(account.id),
    status: 'ACTIVE',
    crypto_status: 'INACTIVE',
    crypto_tier: 0,
    currency: 'USD',
    cash: toDecimal(account.cash),
    equity: moneyText(equity),
    portfolio_value: moneyText(equity),
    last_equity: toDecimal(plus(before.cash, before.held)),
    long_market_value: moneyText(held),
    short_market_value: '0',
    position_market_value: moneyText(held),
    buying_power: moneyText(power),
    effective_buying_power: moneyText(power),
    regt_buying_power: moneyText(regT),
    non_marginable_buying_power: moneyText(spendable),
    options_buying_power: '0',
    initial_margin: moneyText(initial),
    maintenance_margin: moneyText(portionOf(held, MAINTENANCE)),
    last_maintenance_margin: moneyText(portionOf(before.held, MAINTENANCE)),
    sma: moneyText(margin ? most(minus(equity, initial), NO_MONEY) : NO_MONEY),
    multiplier: String(multiplier),
    accrued_fees: '0',
    pending_reg_taf_fees: '0',
    intraday_adjustments: '0',
    balance_asof: venue.calendar.previous(tradingDay(venue.calendar, now)),
    created_at: stampText(account.openedAt),
    account_blocked: false,
    trading_blocked: false,
    transfers_blocked: false,
    trade_suspended_by_user: account.settings.suspendTrade,
    shorting_enabled: false,
    options_approved_level: 0,
    options_trading_level: 0,
    admin_configurations: {},
    user_configurations: null,
  });
};

/** What a person knows the account by: nine digits behind Alpaca's prefix for paper accounts, derived, so that one id has one number. */
export const accountNumber = (id: string): string => `PA${String(Number.parseInt(sha256(id).slice(0, 12), 16) % 1e9).padStart(9, '0')}`;
