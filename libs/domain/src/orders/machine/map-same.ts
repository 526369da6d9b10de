/** As `map`, and the same list where every element stays the same: a step leaves most of the state alone. */
export function mapSame<T>(list: readonly T[], change: (each: T, i: number) => T): readonly T[] {
  let changed: T[] | null = null;
  for (const [i, each] of list.entries()) {
    const after = change(each, i);
    if (after !== each) (changed ??= [...list])[i] = after;
  }
  return changed ?? list;
}
