/** What a stream tells while a run waits: kept in order until the loop has time, and able to wake it early. */
import type { Instant, VenueOrder } from '@alchemiser/domain';
import { followOrders, type Broker, type Clock, type Logger, type TradeUpdates } from '@alchemiser/services';

export interface Hints {
  /** What was heard since the last time, oldest first. */
  take(): readonly VenueOrder[];
  /** Sleeps at most so long: less when something is heard. */
  napUntilHeard(milliseconds: number): Promise<void>;
  stop(): void;
}

export interface HintPorts {
  readonly updates?: TradeUpdates | undefined;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Without a stream a nap is a sleep, and nothing is ever heard: a run on a virtual clock stays the same to the byte. */
export function hintsFrom({ updates, broker, clock, log }: HintPorts, since: Instant): Hints {
  if (updates === undefined) return { take: () => [], napUntilHeard: (milliseconds) => clock.sleep(milliseconds), stop: () => undefined };
  let heard: VenueOrder[] = [];
  let wake: () => void = () => undefined;
  const following = followOrders({ updates, broker, clock, log }, since, (order) => {
    heard.push(order);
    wake();
  });
  return {
    take: () => {
      const taken = heard;
      heard = [];
      return taken;
    },
    napUntilHeard: (milliseconds) => {
      if (heard.length > 0) return Promise.resolve();
      const woken = new Promise<void>((resolve) => (wake = resolve));
      return Promise.race([woken, clock.sleep(milliseconds)]);
    },
    stop: () => following.stop(),
  };
}
