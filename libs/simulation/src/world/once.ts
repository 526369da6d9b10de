/** What is worked out of a value that never changes is worked out once. */
export function onceForEach<K extends object, V>(work: (key: K) => V): (key: K) => V {
  const done = new Map<K, V>();
  return (key) => {
    let value = done.get(key);
    if (value === undefined) done.set(key, (value = work(key)));
    return value;
  };
}
