/** What the earlier system decided on hand-made indicator maps, against TECL. A missing value refuses; it used to skip its rule. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { count, judge, type IndicatorMap, type RecordedTarget } from '../../test/recorded-vectors.ts';
import { notHere, reference } from '../../test/reference.ts';
import { tickersOf } from '../strategy/requirements.ts';
import { tecl } from './tecl.ts';

interface Vector {
  readonly ind: IndicatorMap;
  readonly target: RecordedTarget;
}

const FIELDS = { 'rsi 9': 'rsi_9', 'rsi 10': 'rsi_10', 'sma 200': 'ma_200', close: 'current_price' };

const vectorsIn = (text: string): readonly Vector[] => (JSON.parse(text) as { tecl: readonly Vector[] }).tecl;
const isComplete = ({ ind }: Vector): boolean => tickersOf(tecl.tree).every((ticker) => ticker in ind);
const judgeAll = (vectors: readonly Vector[]) => count(vectors.map(({ ind, target }) => judge(tecl, ind, target, { fields: FIELDS })));

describe('TECL on the recorded indicator maps', () => {
  it('decides those kept beside this test as recorded', () => {
    const kept = vectorsIn(readFileSync(join(import.meta.dirname, 'fixtures/tecl-vectors.json'), 'utf8'));
    expect(judgeAll(kept.filter(isComplete))).toEqual({ agrees: 8, refuses: 0 });
    expect(judgeAll(kept.filter((vector) => !isComplete(vector)))).toEqual({ agrees: 0, refuses: 2 });
  });

  const path = 'golden/strategy-vectors.json';
  const text = reference(path);
  it.skipIf(text === undefined)(`decides the whole set as recorded${text === undefined ? ` (skipped: ${notHere(path)})` : ''}`, () => {
    const vectors = vectorsIn(text!);
    const complete = judgeAll(vectors.filter(isComplete));
    const incomplete = judgeAll(vectors.filter((vector) => !isComplete(vector)));
    console.info(`TECL vectors: complete ${JSON.stringify(complete)}, incomplete ${JSON.stringify(incomplete)}`);
    expect(complete).toEqual({ agrees: 30, refuses: 0 });
    expect(incomplete).toEqual({ agrees: 0, refuses: 6 });
  });
});
