import { toDecimal, type Instant } from '@alchemiser/domain';
import { available } from '../engine/funds.ts';
import { averageTold, dayCostOn } from '../engine/position.ts';
import type { Account, Position } from '../engine/state.ts';
import { lastPrice, priceBeforeToday, tradingDay, type Venue } from '../engine/venue.ts';
import type { Handler } from './context.ts';
import { fineMoneyText, moneyText, ratioText } from './decimals.ts';
import { json, notFound } from './reply.ts';
import { assetIdOf, symbolOf, tickerFrom } from './symbols.ts';

/** The market's one exchange: a market source does not say where a ticker is listed. */
export const LISTED_ON = 'NYSE';

function positionJson(account: Account, position: Position, venue: Venue, now: Instant): Readonly<Record<string, unknown>> {
  const { ticker, quantity, cost } = position;
  const average = averageTold(cost, quantity);
  const before = priceBeforeToday(venue, ticker, now);
  const current = lastPrice(venue, ticker, now);
  // Without any price a share is worth what it cost, and today changed nothing.
  const worth = current === undefined ? cost : quantity * current;
  const dayCost = dayCostOn(position, tradingDay(venue.calendar, now), before);
  const each = current ?? average;
  const yesterday = before ?? each;
  return {
    asset_id: assetIdOf(ticker),
    symbol: symbolOf(ticker),
    exchange: LISTED_ON,
    asset_class: 'us_equity',
    asset_marginable: true,
    side: 'long',
    qty: toDecimal(quantity),
    qty_available: toDecimal(available(account, ticker)),
    avg_entry_price: toDecimal(average),
    cost_basis: fineMoneyText(cost),
    market_value: fineMoneyText(worth),
    current_price: moneyText(each),
    lastday_price: moneyText(yesterday),
    change_today: ratioText(each - yesterday, yesterday),
    unrealized_pl: fineMoneyText(worth - cost),
    unrealized_plpc: ratioText(worth - cost, cost),
    unrealized_intraday_pl: fineMoneyText(worth - dayCost),
    unrealized_intraday_plpc: ratioText(worth - dayCost, dayCost),
  };
}

export const listPositions: Handler = ({ account, venue, now }) =>
  json([...account.positions.values()].map((position) => positionJson(account, position, venue, now)));

export const getPosition: Handler = ({ account, venue, now, caught }) => {
  const ticker = tickerFrom(caught, venue.market);
  if (ticker === undefined) return notFound(`symbol not found: ${caught}`);
  const position = account.positions.get(ticker);
  return position === undefined ? notFound('position does not exist') : json(positionJson(account, position, venue, now));
};
