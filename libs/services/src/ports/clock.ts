import type { Instant } from '@alchemiser/domain';

/** The only source of "now", and the only way to wait. The paper exchange's clock is virtual: `sleep` moves it. */
export interface Clock {
  now(): Instant;
  sleep(milliseconds: number): Promise<void>;
}
