import { alpacaOrderStream, type AlpacaStreamOptions } from '@alchemiser/infrastructure';
import type { Logger, TradeUpdates } from '@alchemiser/services';
import * as z from 'zod';
import { orderFrom } from './mapping.ts';
import { ORDER } from './wire.ts';

export interface AlpacaTradeUpdatesOptions extends Omit<AlpacaStreamOptions, 'onState' | 'onFault'> {
  readonly log: Logger;
}

/** What happened stands in `event`; what the order has become, in `order`: that is all we take. */
const UPDATE = z.looseObject({ event: z.string(), order: ORDER });

/** Alpaca's stream of order updates as the port. An update that cannot be read is a hint missed: it is logged, and REST tells the same. */
export const alpacaTradeUpdates = ({ log, ...options }: AlpacaTradeUpdatesOptions): TradeUpdates => ({
  follow: (listener) => {
    const onFault = (says: string): void => log.warn('order update unreadable', { says });
    return alpacaOrderStream({ ...options, onFault, onState: (state) => listener.onState?.(state) }, (update) => {
      const { order: wire } = UPDATE.parse(update);
      const order = orderFrom(wire);
      if (order !== undefined) listener.onOrder(order);
    });
  },
});
