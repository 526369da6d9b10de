import type { AlpacaClient } from '@alchemiser/infrastructure';
import type { BrokerControl } from '@alchemiser/services';
import { orderFrom } from './mapping.ts';
import { allOrders } from './paging.ts';
import { cancellationFrom } from './submission.ts';
import { ORDER } from './wire.ts';

/** What a person may do at Alpaca beside a run. @throws Failure (`broker.*`) where a read fails or cannot be understood. */
export function alpacaControl({ http }: { readonly http: AlpacaClient }): BrokerControl {
  const mapped = (wire: Parameters<typeof orderFrom>[0]): ReturnType<typeof orderFrom> => {
    try {
      return orderFrom(wire);
    } catch (error) {
      throw error instanceof RangeError ? http.malformed('v2/orders', `${wire.symbol}: ${error.message}`, error) : error;
    }
  };
  return {
    openOrders: async () => (await allOrders(http, { status: 'open' })).flatMap((wire) => mapped(wire) ?? []),
    order: async (id) => {
      const wire = await http.readIfThere(`v2/orders/${encodeURIComponent(id)}`, {}, ORDER);
      return wire === undefined ? undefined : mapped(wire);
    },
    cancelOrder: async (id) => cancellationFrom(await http.write('DELETE', `v2/orders/${encodeURIComponent(id)}`)),
  };
}
