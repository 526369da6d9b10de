/** Rows about the account: that it may trade, that it is ours, that it holds what our books say. */
import { formatHolding, formatQuantity } from '../values/format.ts';
import { compareHoldings } from '../portfolio/holdings.ts';
import type { Account } from '../run/facts.ts';
import { nothing, type RiskRow } from './check.ts';
import type { RiskLimits } from './limits.ts';

export const accountRow: RiskRow = {
  name: 'account',
  check: (_, { account }, limits) =>
    nothing(accountFaults(account, limits), 'Account active in USD, nothing blocked', 'The account cannot trade'),
};

/** What stops an account from trading, in words; nothing where it may. */
export function accountFaults(account: Account, limits: RiskLimits): readonly string[] {
  const isAnother = limits.account !== undefined && limits.account !== account.id;
  return [
    ...(isAnother ? [`it is …${account.id.slice(-4)}, not the configured …${limits.account.slice(-4)}`] : []),
    ...(account.status === 'ACTIVE' ? [] : [`its status is ${account.status}`]),
    ...(account.currency === 'USD' ? [] : [`its currency is ${account.currency}`]),
    ...(account.tradingBlocked ? ['trading is blocked'] : []),
    ...(account.accountBlocked ? ['the account is blocked'] : []),
    ...(account.tradeSuspendedByUser ? ['its owner suspended trading'] : []),
  ];
}

export const shortsRow: RiskRow = {
  name: 'no shorts',
  check: (_, { positions }) => {
    const shorts = positions.filter(({ side }) => side === 'short').map(({ ticker, quantity }) => `${ticker} −${formatQuantity(quantity)}`);
    return nothing(shorts, 'No short positions', 'Short positions are not handled, close them by hand');
  },
};

export const booksRow: RiskRow = {
  name: 'books covered',
  check: (_, { ledger, positions }) => {
    const missing = compareHoldings(ledger, positions).filter((row) => row.brokers < row.strategies);
    const words = missing.map((row) => `${row.ticker} ours ${formatQuantity(row.strategies)}, the broker's ${formatHolding(row.brokers)}`);
    return nothing(words, 'The broker holds every share of our books', 'Shares of our books are missing at the broker');
  },
};

export const openOrdersRow: RiskRow = {
  name: 'open orders',
  check: ({ rows }, { openOrders }) => {
    const open = openOrders
      .filter((order) => rows.some((row) => row.ticker === order.ticker))
      .map((order) => `${order.side} ${order.ticker}`);
    return nothing(open, 'No open orders on our tickers', 'Open orders on our tickers, cancel them first');
  },
};
