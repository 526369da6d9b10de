/** Bugs about what was read: a failed read becomes a zero or an empty list, an old price becomes a new one. */
import { adjustments, NO_MONEY, ok, type Account, type AccountId, type Facts, type LedgerBook, type Quote } from '@alchemiser/domain';
import type { Lens } from '../process/practices.ts';
import type { Mutant } from './mutant.ts';

const ZEROS: Account = {
  id: 'SIMULATED' as AccountId,
  status: 'ACTIVE',
  currency: 'USD',
  cash: NO_MONEY,
  equity: NO_MONEY,
  lastEquity: NO_MONEY,
  buyingPower: NO_MONEY,
  tradingBlocked: false,
  accountBlocked: false,
  tradeSuspendedByUser: false,
};

/** What the strategies hold is what the positions say. */
function withoutHoldings(facts: Facts): Facts {
  if (facts.positions.length > 0) return facts;
  const books = new Map([...facts.ledger.books].map(([name, book]): [typeof name, LedgerBook] => [name, { ...book, lots: new Map() }]));
  return { ...facts, ledger: { ...facts.ledger, books } };
}

/** Whatever there is counts as the price of now; the missing side as the one that is there. */
const anyQuoteWillDo = (): Lens => ({
  event(event) {
    if (event.kind !== 'answered' || event.answer.of !== 'quotes') return event;
    const quotes = new Map([...event.answer.quotes].map(([ticker, quote]) => [ticker, asOfNow(quote, event.at)] as const));
    return { ...event, answer: { ...event.answer, quotes } };
  },
});

function asOfNow(quote: Quote, at: Quote['at']): Quote {
  const [low, high] = quote.bid <= quote.ask ? [quote.bid, quote.ask] : [quote.ask, quote.bid];
  return { ...quote, at, bid: low > 0n ? low : high, ask: high };
}

export const READING_BUGS: readonly Mutant[] = [
  {
    number: 8,
    name: 'unread-account-is-zero',
    did: 'A failed account read becomes zeros, and holdings are sold.',
    mix: 'heavy',
    caughtBy: 'neverBeyondTarget',
    practices: { accountUnread: () => ZEROS },
  },
  {
    number: 8,
    name: 'unread-positions-are-none',
    did: 'A failed positions read becomes "no positions", and everything is bought again.',
    mix: 'heavy',
    caughtBy: 'neverBeyondTarget',
    practices: {
      positionsUnread: () => [],
      movedSince: () => undefined,
      adjustments: (ledger, context) => (context.positions.length === 0 ? ok([]) : adjustments(ledger, context)),
      facts: withoutHoldings,
    },
  },
  {
    number: 17,
    name: 'any-quote-is-a-price',
    did: 'A quote fifteen minutes old, or one-sided, is used as a price.',
    mix: 'heavy',
    caughtBy: 'pricedOnFreshQuote',
    practices: { lens: anyQuoteWillDo },
  },
];
