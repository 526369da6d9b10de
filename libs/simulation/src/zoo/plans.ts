/** Bugs in what is planned: too much is bought, or what nobody wanted to sell is sold. */
import {
  adjustments,
  decide,
  decideOn,
  ok,
  plus,
  weighted,
  type Facts,
  type LedgerBook,
  type Lot,
  type PlannedEntry,
  type Sleeve,
  type Ticker,
} from '@alchemiser/domain';
import type { Practices } from '../process/practices.ts';
import type { Mutant } from './mutant.ts';

type Trade = PlannedEntry['plan']['trades'][number];

function buysInFull(entry: PlannedEntry): PlannedEntry {
  const { plan } = entry;
  const trades = plan.trades.map((trade): Trade => {
    const held = plan.rows.find((row) => row.ticker === trade.ticker)?.held ?? 0n;
    if (trade.side === 'sell' || held === 0n) return trade;
    const [first, ...others] = trade.shares;
    const shares = [{ ...first!, quantity: plus(first!.quantity, held) }, ...others];
    return { ...trade, shares, quantity: plus(trade.quantity, held) };
  });
  return { ...entry, plan: { ...plan, trades } };
}

/** Its sleeve wants nothing, which is not the same as not knowing. */
const failureWantsNothing: Practices['decide'] = (book, facts, policy) =>
  decide(
    book.map((sleeve): Sleeve => {
      const { strategy } = sleeve;
      if (decideOn(strategy, facts.history, policy.reading).ok) return sleeve;
      return { ...sleeve, strategy: { ...strategy, tree: weighted([0, facts.history.closes.keys().next().value!]) } };
    }),
    facts,
    policy,
  );

/** What no strategy bought is taken for the first strategy's. */
function adoptsEverything(facts: Facts): Facts {
  const { ledger } = facts;
  const strangers = ledger.books.get('unattributed');
  const owner = [...ledger.books.keys()].find((name) => name !== 'unattributed' && name !== 'broker-rounding');
  const own = owner === undefined ? undefined : ledger.books.get(owner);
  if (strangers === undefined || owner === undefined || own === undefined) return facts;
  const lots = new Map<Ticker, readonly Lot[]>(own.lots);
  for (const [ticker, found] of strangers.lots) lots.set(ticker, [...(lots.get(ticker) ?? []), ...found]);
  const adopted: LedgerBook = { ...own, lots };
  return {
    ...facts,
    ledger: { ...ledger, books: new Map([...ledger.books, [owner, adopted], ['unattributed', { ...strangers, lots: new Map() }]]) },
  };
}

export const PLANNING_BUGS: readonly Mutant[] = [
  {
    number: 9,
    name: 'buys-full-target',
    did: 'A buy orders the full target value although part is held.',
    mix: 'light',
    caughtBy: 'neverBeyondTarget',
    practices: { planned: buysInFull },
  },
  {
    number: 10,
    name: 'failed-strategy-liquidates',
    did: 'A strategy that errors contributes nothing, and its sleeve is liquidated.',
    mix: 'light',
    caughtBy: 'neverBeyondTarget',
    practices: { decide: failureWantsNothing },
  },
  {
    number: 18,
    name: 'split-overnight-unnoticed',
    did: 'Split overnight: what yesterday knew of the shares is traded on today.',
    mix: 'chaos',
    caughtBy: 'booksEqualBroker',
    practices: {
      adjustments(ledger, context) {
        const adjusted = adjustments(ledger, context);
        return adjusted.ok ? adjusted : ok([]);
      },
    },
  },
  {
    number: 21,
    name: 'sells-what-nobody-bought',
    did: 'Holdings that no strategy bought are sold because they are not in the target.',
    mix: 'light',
    caughtBy: 'neverBeyondTarget',
    practices: { facts: adoptsEverything },
  },
];
