/** The way from a process to the broker and back: what is asked is lost, late, doubled, refused or answered with rubbish. */
import type { Instant } from '@alchemiser/domain';
import type { Chance } from '../chance/chance.ts';
import { FAULTS } from '../chance/faults.ts';
import type { Reply } from '../process/calls.ts';
import type { Timeline } from './clock.ts';

/** A caller gives up after this long. */
export const TIMEOUT_MS = 5_000;
/** What is late arrives at most this long after that: with clocks that disagree still before the close when it was sent before the cut-off. */
const LATE_MS_MAX = 15_000;

const NO_ANSWER: Reply = { ok: false, says: 'no answer' };

/**
 * `wild`: everything may happen · `single`: a request never comes twice, without which nothing can be traded safely at a broker
 * that does not refuse an id it has seen · `none`: there is no way at all.
 */
export type Path = 'wild' | 'single' | 'none';

/**
 * @param arrive performs the request at the broker.
 * @param deliver hands the caller what came back; never more than once.
 */
export function send(time: Timeline, chance: Chance, path: Path, arrive: () => Reply, deliver: (reply: Reply) => void): void {
  if (path === 'none') {
    const reply = arrive();
    time.arrange(time.now, () => deliver(reply));
    return;
  }
  const there = chance.between('latency', 5, 120);
  const back = chance.between('latency', 5, 120);
  const deliverAt = (at: number, reply: Reply): void => time.arrange(Math.min(at, start + TIMEOUT_MS), () => deliver(reply));
  const start: Instant = time.now;
  if (chance.strikes(FAULTS['request-lost'])) return deliverAt(start + TIMEOUT_MS, NO_ANSWER);
  if (chance.strikes(FAULTS.throttled)) return deliverAt(start + there + back, { ok: false, says: '429 too many requests' });
  if (chance.strikes(FAULTS['server-error'])) return deliverAt(start + there + back, { ok: false, says: '503 service unavailable' });
  if (chance.strikes(FAULTS['request-late'])) {
    deliverAt(start + TIMEOUT_MS, NO_ANSWER);
    time.arrange(start + TIMEOUT_MS + chance.between('delay', 1, LATE_MS_MAX), () => void arrive());
    return;
  }
  time.arrange(start + there, () => {
    const first = arrive();
    if (path === 'wild' && chance.strikes(FAULTS['request-twice'])) {
      time.arrange(time.now + chance.between('delay', 1, 400), () => deliverAt(time.now + back, arrive()));
      return;
    }
    if (chance.strikes(FAULTS['reply-lost'])) return deliverAt(start + TIMEOUT_MS, NO_ANSWER);
    if (chance.strikes(FAULTS['server-error-after'])) return deliverAt(time.now + back, { ok: false, says: '504 request timed out' });
    if (chance.strikes(FAULTS['reply-garbled'])) return deliverAt(time.now + back, { ok: false, says: 'unreadable reply' });
    const slow = chance.strikes(FAULTS['reply-slow']) ? chance.between('delay', 500, TIMEOUT_MS) : 0;
    return deliverAt(time.now + back + slow, start + there + back + slow > start + TIMEOUT_MS ? NO_ANSWER : first);
  });
}
