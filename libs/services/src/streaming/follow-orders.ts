/**
 * The stream and REST as one: what the stream tells goes on at once, and whenever it begins to listen, first or again, the broker's
 * list fills the gap. Whoever hears must take an order twice, late or out of order; the machine does.
 */
import type { Instant, VenueOrder } from '@alchemiser/domain';
import { isFailure } from '../failure.ts';
import type { Broker } from '../ports/broker.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Following, TradeUpdates } from '../ports/trade-updates.ts';

export interface FollowOrdersPorts {
  readonly updates: TradeUpdates;
  readonly broker: Pick<Broker, 'ordersSince'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** @param since orders submitted before are no concern of this run. */
export function followOrders(
  { updates, broker, clock, log }: FollowOrdersPorts,
  since: Instant,
  hear: (order: VenueOrder) => void,
): Following {
  let stopped = false;
  let lostAt: Instant | undefined;

  async function fillGap(): Promise<void> {
    try {
      for (const order of await broker.ordersSince(since)) if (!stopped) hear(order);
    } catch (error) {
      // The run's own polls will see what this look missed.
      if (!isFailure(error)) throw error;
      log.warn('gap of the stream not filled', { code: error.code, says: error.message });
    }
  }

  const following = updates.follow({
    onOrder: (order) => {
      if (!stopped) hear(order);
    },
    onState: (state) => {
      if (stopped) return;
      if (state.status === 'listening') {
        if (lostAt !== undefined) log.info('order stream is back', { silentMs: clock.now() - lostAt });
        lostAt = undefined;
        void fillGap();
        return;
      }
      lostAt ??= clock.now();
      log.warn(state.status === 'lost' ? 'order stream lost' : 'order stream refused', { says: state.says });
    },
  });
  return {
    stop: () => {
      stopped = true;
      following.stop();
    },
  };
}
