/**
 * When something happened, finely enough to be unique: epoch microseconds, strictly rising within an account.
 * Alpaca stamps nanoseconds, so two of its orders never share one; paging and "after this" filters rely on that.
 */
import { instant, type Brand, type Instant } from '@alchemiser/domain';

export type Stamp = Brand<number, 'Stamp'>;

const MICROSECONDS_PER_MILLISECOND = 1000;

export const stampOf = (at: Instant): Stamp => (at * MICROSECONDS_PER_MILLISECOND) as Stamp;

/** The first free stamp at or after `at`. */
export const nextStamp = (last: Stamp, at: Instant): Stamp => Math.max(last + 1, stampOf(at)) as Stamp;

/** The millisecond that a stamp lies in. */
export const instantOfStamp = (stamp: Stamp): Instant => instant(Math.floor(stamp / MICROSECONDS_PER_MILLISECOND));
