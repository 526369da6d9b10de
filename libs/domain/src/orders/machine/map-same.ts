/** As `map`, and the same list where every element stays the same: a step leaves most of the state alone. */
export function mapSame<T>(list: readonly T[], change: (each: T, i: number) => T): readonly T[] {
  let changed: T[] | null = null;
  for (let i = 0; i < list.length; i++) {
    const each = list[i]!;
    const after = change(each, i);
    if (after !== each) (changed ??= [...list])[i] = after;
  }
  return changed ?? list;
}
