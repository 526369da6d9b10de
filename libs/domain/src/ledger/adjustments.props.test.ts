import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayOf, GATHERED, positionOf } from '../../test/facts.ts';
import { quantity, type Money, type Quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { weight } from '../values/weight.ts';
import { strategyHoldings } from '../portfolio/holdings.ts';
import { hold } from '../strategy/build.ts';
import { strategyName, type Book } from '../strategy/strategy.ts';
import { adjustments } from './adjustments.ts';
import type { Capital } from './opening.ts';
import { post } from './post.ts';
import { reconcile } from './reconcile.ts';

const book: Book = ['alpha', 'beta'].map((name) => ({
  strategy: { name: strategyName(name), title: name, tree: hold('BIL'), rebalance: { frequency: 'daily' } },
  share: weight(0.5),
  onFailure: 'stop',
}));
const shares = fc.integer({ min: 0, max: 20_000 }).map((thousandths) => (BigInt(thousandths) * 1_000_000n) as Quantity);
/** Often just what the books hold. */
const around = (held: string) => fc.oneof(fc.constant(quantity(held)), shares);
const cents = fc.integer({ min: 0, max: 1_000_000 }).map((n) => (BigInt(n) * 10_000_000n) as Money);
const capital: fc.Arbitrary<Capital> = fc.oneof(
  fc.constant<Capital>({ kind: 'all-cash' }),
  cents.map((amount): Capital => ({ kind: 'fixed', amount })),
);

it('whatever the broker shows, the books equal it afterwards and the strategies’ shares are untouched, or the run is refused', () => {
  const { ledger } = dayOf({
    prices: { TQQQ: '60', AAPL: '200' },
    books: { alpha: { cash: '1000', holds: { TQQQ: '5' } }, beta: { cash: '500', holds: { TQQQ: '2', AAPL: '1' } } },
    unattributed: { cash: '70', holds: { AAPL: '3' } },
  });
  let adjusted = 0;
  fc.assert(
    fc.property(
      fc.record({ TQQQ: around('7'), AAPL: around('4'), MSFT: around('2') }, { requiredKeys: [] }),
      cents,
      capital,
      fc.integer({ min: 0, max: 5 }),
      (held, cash, given, executions) => {
        const positions = Object.entries(held).map(([name, quantity]) => positionOf(ticker(name), quantity));
        const entries = adjustments(ledger, {
          at: GATHERED,
          account: { cash },
          positions,
          book,
          capital: given,
          executions,
          unbooked: [],
          unlisted: [],
        });
        const { TQQQ = 0n, AAPL = 0n } = held;
        const isMissing = TQQQ < quantity('7') || AAPL < quantity('1');
        const isAdded = TQQQ > quantity('7') || AAPL > quantity('4');
        if (isMissing || isAdded) {
          expect(entries).toMatchObject({
            ok: false,
            error: { code: expect.stringMatching(isAdded ? /^shares-/ : /^shares-missing$/) as string },
          });
        }
        if (!entries.ok) return;
        adjusted++;
        const after = post(ledger, entries.value);
        expect(reconcile(after, cash, positions).status).toBe('equal');
        expect(strategyHoldings(after)).toEqual(strategyHoldings(ledger));
      },
    ),
    { numRuns: 500 },
  );
  expect(adjusted).toBeGreaterThan(20);
});
