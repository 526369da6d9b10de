import { describe, expect, it } from 'vitest';
import { configured, sentences } from '../../test/configured.ts';

const CALM =
  '(defsymphony "Calm tech" {:rebalance-frequency :weekly, :rebalance-threshold 0.05} (weight-equal [(asset "QQQ") (asset "SPY")]))';

const FILES: Readonly<Record<string, string>> = { 'calm.clj': CALM, 'bad.clj': '(defsymphony "Bad" {} (asset nil))' };
const read = (path: string): string => {
  const text = FILES[path];
  if (text === undefined) throw new Error('no such file');
  return text;
};

describe('a sleeve of a symphony', () => {
  it('trades under the name of the sleeve, on the calendar of its file', () => {
    const { book } = configured({ sleeves: { tecl: 0.6, calm: { share: 0.4, symphony: 'calm.clj', onFailure: 'keep' } } }, {}, { read });
    expect(book.map(({ strategy, share, onFailure }) => [strategy.name, strategy.title, share, onFailure])).toEqual([
      ['tecl', 'TECL for the long term', 0.6, 'stop'],
      ['calm', 'Calm tech', 0.4, 'keep'],
    ]);
    const calm = book[1]!.strategy;
    expect(calm.rebalance).toEqual({ frequency: 'weekly', corridor: 0.05 });
    expect(calm.tree).toMatchObject({ kind: 'equally', children: [{ ticker: 'QQQ' }, { ticker: 'SPY' }] });
  });

  const of = (name: string, symphony: string) => ({ sleeves: { [name]: { share: 1, symphony } } });

  it.each<readonly [string, unknown, string]>([
    ['whose file is not there', of('calm', 'none.clj'), 'sleeves.calm.symphony must be a symphony, was none.clj: no such file'],
    ['whose file is none', of('calm', 'bad.clj'), 'sleeves.calm.symphony must be a symphony, was bad.clj, line 1, column'],
    [
      'under the name of ours',
      of('nuclear', 'calm.clj'),
      'must be under a name of its own, was under "nuclear", which is a strategy of ours',
    ],
    ['under no name for a strategy', of('Calm Tech', 'calm.clj'), 'Strategy name must look like "nuclear"'],
    [
      'with a share that is not all',
      { sleeves: { calm: { share: 0.5, symphony: 'calm.clj' } } },
      'The shares of a book must sum to 1, their sum was 0.5',
    ],
  ])('is refused %s', (_, source, says) => {
    expect(sentences(source, {}, { read })).toEqual([expect.stringContaining(says)]);
  });

  it('is refused where no files are read', () => {
    expect(sentences(of('calm', 'calm.clj'))).toEqual(['sleeves.calm.symphony must be left out where no files are read, was "calm.clj"']);
  });
});
