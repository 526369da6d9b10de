/**
 * A kernel that takes one value at a time and gives, bit for bit, what its column gives; a NaN restarts it.
 *
 * Streams are classes because they are called once a tick: an engine keeps the numbers of an instance in place, and boxes those of a closure
 * anew at every write.
 */
export interface Stream {
  /** Takes the next value. @returns the measure at that value; NaN where there is none yet. */
  push(value: number): number;
  /** What `push` would return, without taking the value. */
  peek(value: number): number;
}

/** Each value through one stream, then through another. */
export const chain = (first: Stream, second: Stream): Stream => ({
  push: (value) => second.push(first.push(value)),
  peek: (value) => second.peek(first.peek(value)),
});

/** A stream whose values are read in another unit. */
export const scaled = (stream: Stream, factor: number): Stream => ({
  push: (value) => stream.push(value) * factor,
  peek: (value) => stream.peek(value) * factor,
});
