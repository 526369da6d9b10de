/** An order as a client sends it → a ticket, or Alpaca's refusal. Decimals come as text or as JSON numbers; unknown fields are ignored. */
import { money, ONE_CENT, price, quantity, toDecimal, type Price, type Result } from '@alchemiser/domain';
import type { Size } from '../engine/state.ts';
import { isFraction, type Ticket } from '../engine/ticket.ts';
import type { Venue } from '../engine/venue.ts';
import { forbidden, invalid, refused, unprocessable, type Reply } from './reply.ts';
import { readTicker, tickerFrom } from './symbols.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Thrown inside this file only: reading stops at the first thing wrong. */
class Refused extends Error {
  readonly reply: Reply;
  constructor(reply: Reply) {
    super('refused');
    this.reply = reply;
  }
}

const stop = (reply: Reply): never => {
  throw new Refused(reply);
};

export function readTicket(body: string, venue: Venue): Result<Ticket, Reply> {
  try {
    return { ok: true, value: ticketFrom(fieldsOf(body), venue) };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, error: error.reply };
    throw error;
  }
}

function fieldsOf(body: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return stop(refused(400, 40010000, 'request body format is invalid'));
  }
  return value as Fields;
}

function ticketFrom(fields: Fields, venue: Venue): Ticket {
  const symbol = word(fields, 'symbol') ?? stop(invalid('symbol is required'));
  const ticker = tickerFrom(symbol, venue.market) ?? readTicker(symbol) ?? stop(unprocessable(`asset "${symbol}" not found`));
  const size = sizeOf(fields);
  const side = word(fields, 'side') ?? stop(invalid('side is required'));
  if (side !== 'buy' && side !== 'sell') return stop(invalid(`invalid side: ${side}`));
  refuseWhatIsNotSpoken(fields);
  const type = word(fields, 'type') ?? stop(invalid('type is required'));
  if (type !== 'market' && type !== 'limit') return stop(invalid(`invalid order type: ${type}`));
  const limitPrice = limitPriceOf(fields, type);
  const ticket: Ticket = { clientOrderId: clientOrderIdOf(fields), ticker, side, type, size, limitPrice };
  checkTimeInForce(fields, ticket);
  checkIntent(fields, side);
  return ticket;
}

function word(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return undefined;
  return typeof value === 'string' ? value : stop(refused(400, 40010000, 'request body format is invalid'));
}

/** The text of a decimal field; a JSON number in full digits, never as `1e-7`. */
function decimalWord(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  if (typeof value !== 'number') return word(fields, name);
  const text = String(value);
  return text.includes('e') ? value.toFixed(9) : text;
}

function decimalOf<T extends bigint>(fields: Fields, name: string, parse: (text: string) => T): T | undefined {
  const text = decimalWord(fields, name);
  if (text === undefined) return undefined;
  try {
    const value = parse(text);
    return value > 0n ? value : stop(invalid(`${name} must be > 0`));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return stop(invalid(`invalid ${name}: ${text}`));
  }
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

const NOT_SPOKEN = ['stop_price', 'trail_price', 'trail_percent', 'take_profit', 'stop_loss', 'legs', 'advanced_instructions'];

/** What Alpaca takes and this exchange does not is refused by name, never taken as something else. */
function refuseWhatIsNotSpoken(fields: Fields): void {
  const type = word(fields, 'type');
  if (type === 'stop' || type === 'stop_limit' || type === 'trailing_stop') stop(unprocessable(`order type "${type}" is not supported`));
  const orderClass = word(fields, 'order_class');
  if (orderClass !== undefined && orderClass !== 'simple') stop(unprocessable(`order class "${orderClass}" is not supported`));
  for (const name of NOT_SPOKEN) if (fields[name] !== undefined && fields[name] !== null) stop(unprocessable(`${name} is not supported`));
  if (fields['extended_hours'] === true) stop(unprocessable('extended_hours is not supported'));
}

function limitPriceOf(fields: Fields, type: Ticket['type']): Price | null {
  const limit = decimalOf(fields, 'limit_price', price);
  if (type === 'market') return limit === undefined ? null : stop(unprocessable('market orders require no stop or limit price'));
  return limit ?? stop(unprocessable('limit orders require a limit price'));
}

const LONGEST_ID = 128;

function clientOrderIdOf(fields: Fields): string | null {
  const id = word(fields, 'client_order_id') ?? null;
  return id !== null && id.length > LONGEST_ID ? stop(invalid(`client_order_id must be no more than ${LONGEST_ID} characters`)) : id;
}

const OTHER_TIMES_IN_FORCE = ['gtc', 'opg', 'cls', 'ioc', 'fok'];

function checkTimeInForce(fields: Fields, ticket: Ticket): void {
  const time = word(fields, 'time_in_force') ?? stop(invalid('time_in_force is required'));
  if (time === 'day') return;
  if (!OTHER_TIMES_IN_FORCE.includes(time)) stop(invalid(`invalid time_in_force: ${time}`));
  stop(unprocessable(isFraction(ticket) ? 'fractional orders must be DAY orders' : `time in force "${time}" is not supported`));
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
