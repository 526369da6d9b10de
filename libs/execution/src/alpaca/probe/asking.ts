/** One question to the broker: every request and reply kept as they were, to be read by a person. */
import { toDecimal, type Price, type Quantity, type Ticker } from '@alchemiser/domain';
import { symbolOf, type AlpacaClient, type AlpacaWritten } from '@alchemiser/infrastructure';
import type * as z from 'zod';
import { ORDER, type WireOrder } from '../wire.ts';

export interface Exchanged {
  readonly request: string;
  readonly reply: string;
}

/** What a question came to. `otherwise`: the settings or the code assume something else. */
export interface ProbeAnswer {
  readonly question: string;
  readonly verdict: 'as assumed' | 'otherwise' | 'not asked';
  readonly exchanged: readonly Exchanged[];
  /** What was found, in a sentence. */
  readonly finding: string;
  /** What it means for our settings. */
  readonly means: string;
}

export type Verdict = Pick<ProbeAnswer, 'verdict' | 'finding' | 'means'>;

export interface Body {
  readonly side: 'buy' | 'sell';
  readonly quantity: Quantity;
  readonly limitPrice?: Price;
}

export interface Asking {
  readonly exchanged: readonly Exchanged[];
  submit(id: string, body: Body): Promise<AlpacaWritten>;
  cancel(venueOrderId: string): Promise<AlpacaWritten>;
  /** Undefined for a 404. */
  find(id: string): Promise<WireOrder | undefined>;
  /** @param brief what of the reply is kept to be read; default: all. */
  read<T>(path: string, query: Readonly<Record<string, string>>, schema: z.ZodType<T>, brief?: (value: T) => unknown): Promise<T>;
}

export function asking(http: AlpacaClient, ticker: Ticker): Asking {
  const exchanged: Exchanged[] = [];
  const keep = <T>(request: string, reply: unknown, value: T): T => {
    exchanged.push({ request, reply: JSON.stringify(reply) });
    return value;
  };
  const write = async (method: 'POST' | 'DELETE', path: string, body?: object): Promise<AlpacaWritten> => {
    const written = await http.write(method, path, body);
    return keep(`${method} /${path}${body === undefined ? '' : ` ${JSON.stringify(body)}`}`, briefly(written), written);
  };
  return {
    exchanged,
    submit: (id, { side, quantity, limitPrice }) =>
      write('POST', 'v2/orders', {
        symbol: symbolOf(ticker),
        qty: toDecimal(quantity),
        side,
        ...(limitPrice === undefined ? { type: 'market' } : { type: 'limit', limit_price: toDecimal(limitPrice) }),
        time_in_force: 'day',
        client_order_id: id,
      }),
    cancel: (id) => write('DELETE', `v2/orders/${encodeURIComponent(id)}`),
    find: async (id) => {
      const order = await http.readIfThere('v2/orders:by_client_order_id', { client_order_id: id }, ORDER);
      return keep(`GET /v2/orders:by_client_order_id?client_order_id=${id}`, order === undefined ? 404 : orderBriefly(order), order);
    },
    read: async (path, query, schema, brief = (value) => value) => {
      const value = await http.read(path, query, schema);
      const words = new URLSearchParams(query).toString();
      return keep(`GET /${path}${words === '' ? '' : `?${words}`}`, brief(value), value);
    },
  };
}

/** The venue's id of an order that was taken. */
export function takenId(written: AlpacaWritten): string | undefined {
  const order = written.status === 'done' ? ORDER.safeParse(written.json) : undefined;
  return order?.success === true ? order.data.id : undefined;
}

/** A refusal because the id was used: the words say it, the code alone does not. */
export const isDuplicate = (written: AlpacaWritten): boolean =>
  written.status === 'refused' && /client_order_id.*unique/i.test(written.says);

export const wordsOf = (written: AlpacaWritten): string =>
  written.status === 'done'
    ? 'it was taken'
    : written.status === 'refused'
      ? `${written.httpStatus} ${written.code} "${written.says}"`
      : written.says;

function briefly(written: AlpacaWritten): unknown {
  if (written.status !== 'done') return written;
  const order = ORDER.safeParse(written.json);
  return order.success ? orderBriefly(order.data) : (written.json ?? 'no body');
}

export const orderBriefly = ({ id, client_order_id, side, qty, limit_price, status, filled_qty }: WireOrder): unknown => ({
  id,
  client_order_id,
  side,
  qty,
  limit_price,
  status,
  filled_qty,
});
