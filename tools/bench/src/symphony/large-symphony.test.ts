/** The generated symphony is what the figures say it is, reads back from its own print, and both evaluations of it agree. */
import { parseSymphony, printSymphony, readColumns, type Allocation, type ParsedSymphony } from '@alchemiser/domain';
import { describe, expect, it } from 'vitest';
import { upTo, walkedHistory } from './history.ts';
import { largeSymphony } from './large-symphony.ts';

function read(text: string) {
  const parsed: ParsedSymphony = parseSymphony(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error[0]));
  return parsed.value;
}

/** Nodes that are not the same object: the importer keeps equal parts as one. Names and splits of one child are that child. */
function distinctNodes(tree: Allocation, seen = new Set<Allocation>()): Set<Allocation> {
  if (seen.has(tree)) return seen;
  if (tree.kind !== 'group' && !(tree.kind === 'equally' && tree.children.length === 1)) seen.add(tree);
  switch (tree.kind) {
    case 'hold':
      break;
    case 'group':
      distinctNodes(tree.body, seen);
      break;
    case 'when':
      distinctNodes(tree.then, seen);
      distinctNodes(tree.otherwise, seen);
      break;
    case 'weighted':
      for (const { child } of tree.children) distinctNodes(child, seen);
      break;
    default:
      for (const child of tree.children) distinctNodes(child, seen);
  }
  return seen;
}

describe('the large symphony', () => {
  const text = largeSymphony();
  const symphony = read(text);

  it('has two million characters, thirty thousand forms, four hundred distinct nodes, windows up to 40', () => {
    expect(text.length).toBeGreaterThan(1_900_000);
    const forms = text.match(/[([{]|"[^"]*"|[^\s,()[\]{}"]+/g)!.length;
    expect(forms).toBeGreaterThan(28_000);
    expect(forms).toBeLessThan(33_000);
    expect(distinctNodes(symphony.tree).size).toBeGreaterThan(350);
    expect(distinctNodes(symphony.tree).size).toBeLessThan(470);
    expect(Math.max(...[...text.matchAll(/:window (\d+)/g)].map(([, window]) => Number(window)))).toBe(40);
    // Shared objects: as many places as distinct parts, not one for each of the thousands written.
    expect(symphony.positions.size).toBeLessThan(2000);
  });

  it('is another one with another seed', () => {
    expect(largeSymphony(2)).not.toBe(text);
    expect(largeSymphony(1)).toBe(text);
  });

  it('reads back from its own print', () => {
    expect(JSON.stringify(read(printSymphony(symphony)).tree)).toBe(JSON.stringify(symphony.tree));
  });

  it('decides on a day as it does among all days', () => {
    const history = walkedHistory(symphony.tree, 500);
    const all = readColumns(symphony.tree, history);
    for (const row of [300, 433, 499]) {
      const weights = all.weightsAt(row);
      expect(readColumns(symphony.tree, upTo(history, row)).weightsAt(row)).toEqual(weights);
      expect(weights.ok && weights.value.length).toBeGreaterThan(1);
    }
  });
});
