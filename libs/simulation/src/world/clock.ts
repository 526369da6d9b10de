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
  const heap: Due[] = [];
  const time = {
    now: start,
    arrange(at: number, happen: () => void): void {
      turn += 1;
      push(heap, { at: Math.max(at, time.now), turn, happen });
    },
    advance(): boolean {
      const due = pop(heap);
      if (due === undefined) return false;
      time.now = due.at as Instant;
      due.happen();
      return true;
    },
  };
  return time;
}

const isBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.turn < b.turn);

/** A binary heap: the children of i stand at 2i + 1 and 2i + 2. */
function push(heap: Due[], due: Due): void {
  let at = heap.length;
  heap.push(due);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!isBefore(due, heap[parent]!)) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = due;
}

function pop(heap: Due[]): Due | undefined {
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined || heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
    if (!isBefore(heap[child]!, last)) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return first;
}
