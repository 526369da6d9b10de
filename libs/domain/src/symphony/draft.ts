/**
 * A tree being read: collects faults and remarks, counts nodes against the limits of trees, and keeps equal parts as one object,
 * so that a file which repeats itself a hundred times costs its readers one.
 */
import type { Allocation, Condition, Yardstick } from '../strategy/node.ts';
import { TREE_LIMITS } from '../strategy/validate.ts';
import type { FormFault } from './form.ts';
import type { Position } from './lines.ts';
import type { Divisor } from './measure-names.ts';
import type { Remark, RemarkCode, SymphonyFault } from './symphony.ts';

/** How many faults are worth reading; a generated file can have one in every line. */
const MOST_FAULTS = 50;

export interface Draft {
  readonly divisor: Divisor;
  /** Notes a fault and gives null, so that a reader can `return draft.fault(…)`: null means refused, undefined means absent. */
  fault(at: number, expected: string, found: string): null;
  remark(at: number, code: RemarkCode, says: string): void;
  /** Counts one more node or condition; false when the tree is too large to go on, or enough is wrong with it. */
  enter(at: number, depth: number): boolean;
  /** The one object for everything equal to it: `key` says what it is. */
  shared<T extends Allocation | Condition | Yardstick>(at: number, key: string, make: () => T): T;
  /** A number for a shared object, to make keys of. */
  idOf(part: object): number;
  readonly faults: readonly SymphonyFault[];
  readonly remarks: readonly Remark[];
  readonly positions: ReadonlyMap<object, Position>;
}

export function draft(positionOf: (at: number) => Position, divisor: Divisor): Draft {
  const faults: SymphonyFault[] = [];
  const remarks: Remark[] = [];
  const positions = new Map<object, Position>();
  const ids = new Map<object, number>();
  const parts = new Map<string, object>();
  let size = 0;
  let stopped = false;

  function fault(at: number, expected: string, found: string): null {
    if (faults.length < MOST_FAULTS) faults.push(atPlace({ at, expected, found }, positionOf));
    else stopped = true;
    return null;
  }

  return {
    divisor,
    fault,
    remark: (at, code, says) => {
      remarks.push({ code, says, ...positionOf(at) });
    },
    enter(at, depth) {
      if (stopped) return false;
      size += 1;
      if (size > TREE_LIMITS.size) fault(at, `a tree of at most ${TREE_LIMITS.size} nodes and conditions`, 'more');
      else if (depth > TREE_LIMITS.depth) fault(at, `a tree at most ${TREE_LIMITS.depth} deep`, 'a deeper one');
      else return true;
      stopped = true;
      return false;
    },
    shared<T extends object>(at: number, key: string, make: () => T): T {
      const known = parts.get(key);
      if (known !== undefined) return known as T;
      const made = make();
      parts.set(key, made);
      ids.set(made, ids.size);
      positions.set(made, positionOf(at));
      return made;
    },
    idOf: (part) => ids.get(part)!,
    faults,
    remarks,
    positions,
  };
}

export const atPlace = ({ at, expected, found }: FormFault, positionOf: (at: number) => Position): SymphonyFault => ({
  ...positionOf(at),
  expected,
  found,
});
