/** Virtual time: what is due happens in the order in which it is due, ties in the order in which they were arranged. */
import type { Instant } from '@alchemiser/domain';

interface Due {
  readonly at: number;
  readonly turn: number;
  readonly happen: () => void;
}

export interface Timeline {
  readonly now: Instant;
  /** Arranges for something to happen; never before now. */
  arrange(at: number, happen: () => void): void;
  /** Lets the next thing happen. @returns false when nothing is arranged. */
  advance(): boolean;
}

/**
 * The time is a plain field, as is whatever else a seed's objects show: an accessor in a literal belongs to that one object, which
 * then has a shape of its own, and what every seed reads could never be compiled to a load.
 */
export function timeline(start: Instant): Timeline {
  let turn = 0;
  // Latest first. A handful at a time: what is new finds its place faster than in a heap.
  const coming: Due[] = [];
  const time = {
    now: start,
    arrange(at: number, happen: () => void): void {
      turn += 1;
      insert(coming, { at: Math.max(at, time.now), turn, happen });
    },
    advance(): boolean {
      const due = coming.pop();
      if (due === undefined) return false;
      time.now = due.at as Instant;
      due.happen();
      return true;
    },
  };
  return time;
}

const isBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn);

function insert(coming: Due[], due: Due): void {
  let place = coming.length;
  coming.push(due);
  for (; place > 0 && isBefore(coming[place - 1]!, due); place--) coming[place] = coming[place - 1]!;
  coming[place] = due;
}
