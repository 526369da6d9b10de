/** Rows about the market: that the asset trades, and that bars and quotes are what they should be. */
import { toFloat } from '../values/exact.ts';
import { formatPercent, formatSession } from '../values/format.ts';
import { asOf } from '../market/history.ts';
import { spreadBps } from '../market/quote.ts';
import { bpsWords, nothing, secondsWords, worstWithin, type RiskRow } from './check.ts';
import { lastClose } from './last-close.ts';

export const tradableRow: RiskRow = {
  name: 'tradable',
  check: ({ trades }, { instruments }) => {
    const halted = trades.filter(({ ticker }) => instruments.get(ticker)?.tradable !== true).map(({ ticker }) => ticker);
    return nothing(halted, 'Every asset to trade is tradable', 'Not tradable');
  },
};

export const barsRow: RiskRow = {
  name: 'bars',
  check: ({ rows }, { history, asOf: expected }) => {
    const last = asOf(history);
    if (last !== expected)
      return { passed: false, says: `Bars end on ${formatSession(last)}, the last completed session is ${formatSession(expected)}` };
    const missing = rows.filter(({ ticker }) => !(lastClose(history, ticker) > 0)).map(({ ticker }) => ticker);
    return nothing(missing, `Bars up to ${formatSession(expected)}, the last completed session`, `No bar of ${formatSession(expected)}`);
  },
};

/** Every ticker that is priced: a stale price of something held would size the rest wrongly. A quote from the future is as wrong as an old one. */
export const quoteAgeRow: RiskRow = {
  name: 'quote age',
  check: ({ rows }, { quotes, gatheredAt }, limits) => {
    const ages = rows.map(({ ticker }) => ({ ticker, value: Math.abs(gatheredAt - (quotes.get(ticker)?.at ?? Number.NaN)) }));
    return worstWithin('Oldest quote', ages, limits.quoteAgeMsMax, secondsWords);
  },
};

export const spreadRow: RiskRow = {
  name: 'spread',
  check: ({ trades }, { quotes }, limits) => {
    const spreads = trades.map(({ ticker }) => {
      const quote = quotes.get(ticker);
      return { ticker, value: quote === undefined ? Number.NaN : spreadBps(quote) };
    });
    return worstWithin('Widest spread', spreads, limits.spreadBpsMax, bpsWords);
  },
};

/** Bars are adjusted up to yesterday: a split overnight moves the price against its last close and ends up here. */
export const collarRow: RiskRow = {
  name: 'price collar',
  check: ({ trades }, { history }, limits) => {
    const moves = trades.map(({ ticker, decisionPrice }) => {
      return { ticker, value: Math.abs(toFloat(decisionPrice) / lastClose(history, ticker) - 1) * 100 };
    });
    return worstWithin('Furthest from its last close', moves, limits.priceCollar, formatPercent);
  },
};
