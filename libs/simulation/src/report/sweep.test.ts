import { describe, expect, it } from 'vitest';
import { PRODUCTION, runName } from '../process/practices.ts';
import { addUp, BLOCK_SEEDS, blocksOf, sweepBlock } from './sweep.ts';

describe('a sweep', () => {
  it('lives every seed of every mix once, in blocks', () => {
    const blocks = blocksOf(['light', 'chaos'], 10, BLOCK_SEEDS + 7);
    expect(blocks).toEqual([
      { mix: 'light', first: 10, seeds: BLOCK_SEEDS },
      { mix: 'chaos', first: 10, seeds: BLOCK_SEEDS },
      { mix: 'light', first: 10 + BLOCK_SEEDS, seeds: 7 },
      { mix: 'chaos', first: 10 + BLOCK_SEEDS, seeds: 7 },
    ]);
  });

  it('has one digest, in whichever order and by whomever its blocks were lived', () => {
    const blocks = [1, 21, 41].map((first) => ({ mix: 'heavy', first, seeds: 20 }) as const);
    const forwards = blocks.map((block) => sweepBlock(block));
    const backwards = [...blocks].reverse().map((block) => sweepBlock(block));
    expect(addUp(backwards.reverse()).digest).toBe(addUp(forwards).digest);
    expect(addUp(forwards)).toMatchObject({ seeds: 60, violations: [] });
    expect(addUp([forwards[0]!, forwards[0]!, forwards[2]!]).digest).not.toBe(addUp(forwards).digest);
  });

  it('notices a process that remembers what it did in another world', () => {
    let lives = 0;
    const practices = { ...PRODUCTION, run: ({ hours }: Parameters<typeof PRODUCTION.run>[0]) => runName(hours.date, lives++) };
    const { violations } = sweepBlock({ mix: 'light', first: 1, seeds: 1 }, practices);
    expect(violations.map(({ invariant }) => invariant)).toContain('sameSeedSameBytes');
  });
});
