/** What a client wants different about an order → changes, or Alpaca's refusal. */
import { price, quantity, type Result } from '@alchemiser/domain';
import type { Changes } from '../engine/replace.ts';
import { decimalOf, reading, stop, type Fields } from './fields.ts';
import { clientOrderIdOf, timeOf } from './order-request.ts';
import { unprocessable, type Reply } from './reply.ts';

export const readChanges = (body: string): Result<Changes, Reply> => reading(body, changesFrom);

const NOT_SPOKEN = ['trail', 'notional', 'advanced_instructions', 'legs'];

function changesFrom(fields: Fields): Changes {
  for (const name of NOT_SPOKEN) {
    if (fields[name] !== undefined && fields[name] !== null) stop(unprocessable(`replacing ${name} is not supported`));
  }
  const changes = {
    quantity: decimalOf(fields, 'qty', quantity),
    limitPrice: decimalOf(fields, 'limit_price', price),
    stopPrice: decimalOf(fields, 'stop_price', price),
    timeInForce: timeOf(fields),
    clientOrderId: clientOrderIdOf(fields),
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
