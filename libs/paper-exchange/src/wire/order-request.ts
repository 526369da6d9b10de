/** An order as a client sends it → a ticket, or Alpaca's refusal. */
import { money, ONE_CENT, price, quantity, toDecimal, type Price, type Result } from '@alchemiser/domain';
import type { OrderType, Size, TimeInForce } from '../engine/state.ts';
import { hasLimit, isFraction, isStop, type Ticket } from '../engine/ticket.ts';
import type { Venue } from '../engine/venue.ts';
import { decimalOf, reading, stop, word, type Fields } from './fields.ts';
import { forbidden, invalid, unprocessable, type Reply } from './reply.ts';
import { readTicker, tickerFrom } from './symbols.ts';

export const readTicket = (body: string, venue: Venue): Result<Ticket, Reply> => reading(body, (fields) => ticketFrom(fields, venue));

function ticketFrom(fields: Fields, venue: Venue): Ticket {
  refuseWhatIsNotSpoken(fields);
  const symbol = word(fields, 'symbol') ?? stop(invalid('symbol is required'));
  const ticker = tickerFrom(symbol, venue.market) ?? readTicker(symbol) ?? stop(unprocessable(`asset "${symbol}" not found`));
  const size = sizeOf(fields);
  const side = word(fields, 'side') ?? stop(invalid('side is required'));
  if (side !== 'buy' && side !== 'sell') return stop(invalid(`invalid side: ${side}`));
  const type = typeOf(fields);
  const { limitPrice, stopPrice } = pricesOf(fields, type);
  const untimed: Ticket = { clientOrderId: clientOrderIdOf(fields) ?? null, ticker, side, type, size, limitPrice, stopPrice };
  const ticket: Ticket = { ...untimed, timeInForce: timeOf(fields, untimed) ?? stop(invalid('time_in_force is required')) };
  checkIntent(fields, side);
  return ticket;
}

const TYPES: readonly string[] = ['market', 'limit', 'stop', 'stop_limit'] satisfies readonly OrderType[];

function typeOf(fields: Fields): OrderType {
  const type = word(fields, 'type') ?? stop(invalid('type is required'));
  return TYPES.includes(type) ? (type as OrderType) : stop(invalid(`invalid order type: ${type}`));
}

function sizeOf(fields: Fields): Size {
  const shares = decimalOf(fields, 'qty', quantity);
  const notional = decimalOf(fields, 'notional', money);
  if (shares !== undefined && notional !== undefined) return stop(invalid('only one of qty or notional is accepted'));
  if (shares !== undefined) return { kind: 'shares', quantity: shares };
  if (notional === undefined) return stop(invalid('qty or notional is required'));
  if (notional % ONE_CENT !== 0n)
    return stop(unprocessable(`notional value must be limited to 2 decimal places, was ${toDecimal(notional)}`));
  return { kind: 'dollars', notional };
}

const NOT_SPOKEN = ['trail_price', 'trail_percent', 'take_profit', 'stop_loss', 'legs', 'advanced_instructions'];
/** An option's symbol, `AAPL241220C00150000`, and a pair of coins, `BTC/USD`. */
const OPTION = /^[A-Z]{1,6}\d{6}[CP]\d{8}$/;
const COINS = /^[A-Z]{2,6}\/(USD|USDT|USDC|BTC)$/;

/** What Alpaca takes and this exchange does not is refused by name, never taken as something else. */
export function refuseWhatIsNotSpoken(fields: Fields): void {
  const symbol = word(fields, 'symbol') ?? '';
  if (OPTION.test(symbol)) stop(unprocessable(`options are not supported: ${symbol}`));
  if (COINS.test(symbol)) stop(unprocessable(`crypto is not supported: ${symbol}`));
  if (word(fields, 'type') === 'trailing_stop') stop(unprocessable('order type "trailing_stop" is not supported'));
  const orderClass = word(fields, 'order_class');
  if (orderClass !== undefined && orderClass !== 'simple') stop(unprocessable(`order class "${orderClass}" is not supported`));
  for (const name of NOT_SPOKEN) if (isGiven(fields[name])) stop(unprocessable(`${name} is not supported`));
  if (fields['extended_hours'] === true) stop(unprocessable('extended_hours is not supported'));
}

/** One client writes down every field that it has nothing for: null, or an empty list. */
const isGiven = (value: unknown): boolean => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

/** Each type has the prices that it needs and no others. */
function pricesOf(fields: Fields, type: OrderType): { readonly limitPrice: Price | null; readonly stopPrice: Price | null } {
  const limit = decimalOf(fields, 'limit_price', price) ?? null;
  const stopAt = decimalOf(fields, 'stop_price', price) ?? null;
  const [limited, stopped] = [(limit !== null) === hasLimit(type), (stopAt !== null) === isStop(type)];
  if (limited && stopped) return { limitPrice: limit, stopPrice: stopAt };
  switch (type) {
    case 'market':
      return stop(unprocessable('market orders require no stop or limit price'));
    case 'limit':
      return stop(unprocessable(limited ? 'limit orders require no stop price' : 'limit orders require a limit price'));
    case 'stop':
      return stop(unprocessable(stopped ? 'stop orders require no limit price' : 'stop orders require a stop price'));
    case 'stop_limit':
      return stop(unprocessable('stop limit orders require both stop and limit price'));
  }
}

const LONGEST_ID = 128;

export function clientOrderIdOf(fields: Fields): string | undefined {
  const id = word(fields, 'client_order_id');
  return id !== undefined && id.length > LONGEST_ID ? stop(invalid(`client_order_id must be no more than ${LONGEST_ID} characters`)) : id;
}

const TIMES: readonly string[] = ['day', 'gtc', 'ioc', 'fok'] satisfies readonly TimeInForce[];

/** At the opening and at the close Alpaca knows too, and this exchange has no auctions. */
export function timeOf(fields: Fields, ticket?: Ticket): TimeInForce | undefined {
  const time = word(fields, 'time_in_force');
  if (time === undefined || TIMES.includes(time)) return time as TimeInForce | undefined;
  if (time !== 'opg' && time !== 'cls') return stop(invalid(`invalid time_in_force: ${time}`));
  const fraction = ticket !== undefined && isFraction(ticket);
  return stop(unprocessable(fraction ? 'fractional orders must be DAY orders' : `time in force "${time}" is not supported`));
}

/** There are no shorts here: a buy opens and a sale closes. */
function checkIntent(fields: Fields, side: Ticket['side']): void {
  const intent = word(fields, 'position_intent');
  if (intent === undefined || intent === (side === 'buy' ? 'buy_to_open' : 'sell_to_close')) return;
  stop(
    intent === 'sell_to_open' && side === 'sell'
      ? forbidden('account is not allowed to short')
      : invalid(`invalid position_intent: ${intent}`),
  );
}
