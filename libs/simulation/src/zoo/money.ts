/** Bugs about money: cash that is borrowed or expected, and executions that are booked twice. */
import {
  closingEntries,
  money,
  notional,
  plus,
  total,
  type LedgerEntry,
  type Money,
  type PlannedEntry,
  type RunEntry,
} from '@alchemiser/domain';
import type { Lens, Practices } from '../process/practices.ts';
import type { Mutant } from './mutant.ts';

/** More than any account here could hold: the books do not bound what may be spent. */
const UNBOUNDED = money('1000000000');

const spendsBuyingPower = (): Lens => ({
  event(event) {
    if (event.kind !== 'answered' || event.answer.of !== 'account') return event;
    const { account } = event.answer;
    return { ...event, answer: { ...event.answer, account: { ...account, cash: account.buyingPower } } };
  },
});

/** Writes the funding down together with the plan, the proceeds of its sells included. */
function fundsAtOnce(): Lens {
  let written: readonly RunEntry[] | null = null;
  return {
    effects: (effects) =>
      effects.map((effect) => {
        const planned = effect.kind === 'persist' ? effect.entries.find((entry) => entry.kind === 'planned') : undefined;
        if (effect.kind !== 'persist' || planned === undefined) return effect;
        written = [...effect.entries, fundingOf(planned)];
        return { ...effect, entries: written };
      }),
    event(event) {
      if (event.kind !== 'persisted' || written === null) return event;
      const entries = written;
      written = null;
      return { kind: 'conflict', at: event.at, entries };
    },
  };
}

function fundingOf({ at, plan }: PlannedEntry): Extract<RunEntry, { kind: 'funded' }> {
  const sells = plan.trades.filter(({ side }) => side === 'sell');
  const cash = plus(plan.openingCash, total(sells.map((trade) => notional(trade.quantity, trade.decisionPrice))));
  const buys = plan.trades.filter(({ side }) => side === 'buy');
  return {
    kind: 'funded',
    at,
    cash,
    buys: buys.map(({ ticker, quantity, decisionPrice }) => ({
      ticker,
      target: quantity,
      budget: ((notional(quantity, decisionPrice) * 102n) / 100n) as Money,
    })),
  };
}

/** Heard on the stream and read in the list: two keys, one execution. */
const booksTwice: Practices['closingEntries'] = (deeds, at) =>
  closingEntries(deeds, at).flatMap((entry): readonly LedgerEntry[] =>
    entry.kind === 'fill' && entry.side === 'buy'
      ? [entry, { ...entry, cumulativeQuantity: plus(entry.cumulativeQuantity, entry.quantity) }]
      : [entry],
  );

export const MONEY_BUGS: readonly Mutant[] = [
  {
    number: 11,
    name: 'spends-buying-power',
    did: 'Buying power (margin) is used as cash.',
    mix: 'heavy',
    caughtBy: 'noBuyBeforeFunding',
    practices: {
      planned: (entry) => ({ ...entry, plan: { ...entry.plan, openingCash: UNBOUNDED } }),
      lens: spendsBuyingPower,
    },
  },
  {
    number: 11,
    name: 'spends-unconfirmed-proceeds',
    did: 'Sells are counted before they are confirmed.',
    mix: 'heavy',
    caughtBy: 'noBuyBeforeFunding',
    practices: { lens: fundsAtOnce },
  },
  {
    number: 12,
    name: 'execution-applied-twice',
    did: 'The same execution is applied twice, from the stream and from the list.',
    mix: 'light',
    caughtBy: 'everyExecutionOnce',
    practices: { closingEntries: booksTwice },
  },
];
