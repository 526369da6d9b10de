/**
 * Sliding windows by doubling: blocks of 1, 2, 4 … values ending at each row, joined by the binary digits of the window.
 *
 * A running sum (add the newest, drop the oldest) carries rounding from everything it has ever seen, so two histories that
 * begin on different days disagree in the last bits over the same window. Here each row is a pure function of the values inside its
 * window, joined in one fixed order: the same window gives the same bits whatever came before, a gap poisons exactly the windows
 * that hold it, and rounding grows with log₂ of the window. O(n log window).
 */

/** What a kernel does with whole columns. */
export interface Blocks {
  /** Each row's block of `width` values, joined with the block that ends `width` rows earlier. */
  double(width: number): void;
  /** Puts a block of `width` values in front of the `covered` newest ones that each row has taken so far. */
  prepend(width: number, covered: number): void;
}

export function byDoubling(window: number, blocks: Blocks): void {
  let covered = 0;
  for (let width = 1; ; width *= 2) {
    if (Math.floor(window / width) % 2 === 1) {
      blocks.prepend(width, covered);
      covered += width;
    }
    if (covered === window) return;
    blocks.double(width);
  }
}
