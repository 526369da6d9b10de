import { HttpHeldBack, type AlpacaClient } from '@alchemiser/infrastructure';
import type { Broker, Logger } from '@alchemiser/services';
import { readInstruments } from './instruments.ts';
import { accountFrom, fillFrom, orderBody, orderFrom, positionFrom } from './mapping.ts';
import { allFills, allOrders } from './paging.ts';
import { cancellationFrom, submissionFrom } from './submission.ts';
import { ACCOUNT, ORDER, POSITIONS } from './wire.ts';

export interface AlpacaBrokerOptions {
  /** The trading service, live, paper, or an exchange that speaks like it. */
  readonly http: AlpacaClient;
  /** How long the venue refuses an id it has seen. `session` is on record at Alpaca; longer is likely and undocumented. */
  readonly dedupe: Broker['dedupe'];
  /** Hears of what was left out: options, crypto, multi-leg orders. */
  readonly log?: Logger;
}

/**
 * Alpaca's trading API as the broker port. Reads throw a `Failure` (`broker.*`) and never return less than all of it;
 * `submit` and `cancel` send once and report doubt as `unknown`.
 * Operations that touch a person's orders (cancel all, close position, replace) are not here.
 */
export function alpacaBroker({ http, dedupe, log }: AlpacaBrokerOptions): Broker {
  /** Maps what Alpaca lists; `undefined` is reported, a RangeError becomes a failure that names the row. */
  function mapped<Wire extends { readonly symbol: string }, Value>(
    path: string,
    rows: readonly Wire[],
    map: (row: Wire) => Value | undefined,
  ): readonly Value[] {
    return rows.flatMap((row) => {
      try {
        const value = map(row);
        if (value === undefined) log?.warn('left out what is no stock or ETF', { path, symbol: row.symbol });
        return value === undefined ? [] : [value];
      } catch (error) {
        throw error instanceof RangeError ? http.malformed(path, `${row.symbol}: ${error.message}`, error) : error;
      }
    });
  }

  return {
    dedupe,
    account: async () => {
      const wire = await http.read('v2/account', {}, ACCOUNT);
      try {
        return accountFrom(wire);
      } catch (error) {
        throw error instanceof RangeError ? http.malformed('v2/account', error.message, error) : error;
      }
    },
    positions: async () => mapped('v2/positions', await http.read('v2/positions', {}, POSITIONS), positionFrom),
    openOrders: async () => mapped('v2/orders', await allOrders(http, { status: 'open' }), orderFrom),
    ordersSince: async (since) => {
      const orders = mapped('v2/orders', await allOrders(http, { status: 'all' }, since), orderFrom);
      return orders.filter(({ submittedAt }) => submittedAt === null || submittedAt >= since);
    },
    orderByClientId: async (id) => {
      const path = 'v2/orders:by_client_order_id';
      const wire = await http.readIfThere(path, { client_order_id: id }, ORDER);
      return wire === undefined ? undefined : mapped(path, [wire], orderFrom)[0];
    },
    fillsSince: async (since) => {
      const fills = mapped('v2/account/activities/FILL', await allFills(http, since), fillFrom);
      return fills.filter(({ at }) => at >= since);
    },
    instruments: async (tickers) => readInstruments(http, tickers),
    submit: async (ticket, mayLeave) => {
      try {
        return submissionFrom(ticket, await http.write('POST', 'v2/orders', orderBody(ticket), mayLeave && { mayLeave }));
      } catch (error) {
        if (error instanceof HttpHeldBack) return { status: 'unsent', says: error.message };
        throw error;
      }
    },
    cancel: async (id) => cancellationFrom(await http.write('DELETE', `v2/orders/${encodeURIComponent(id)}`)),
  };
}
