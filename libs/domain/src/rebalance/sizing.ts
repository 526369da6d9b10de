/** From weights to money to shares: what the books are worth, what of it is shared out anew, and what each sleeve may hold. */
import { err, ok, type Result } from '../result.ts';
import {
  minus,
  NO_MONEY,
  NO_SHARES,
  notional,
  plus,
  portionOf,
  sharesFor,
  total,
  type Money,
  type Price,
  type Quantity,
} from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import { weightUnits, type Weight } from '../values/weight.ts';
import { bookIn, sharesIn, strategiesIn } from '../ledger/books.ts';
import { quantityIncrement, type Instrument } from '../market/instrument.ts';
import { midPrice } from '../market/quote.ts';
import type { TargetPortfolio } from '../portfolio/target.ts';
import type { Facts } from '../run/facts.ts';
import type { StrategyName } from '../strategy/strategy.ts';

/** The facts a plan is made of. */
export type PlanFacts = Pick<Facts, 'session' | 'quotes' | 'instruments' | 'positions' | 'ledger'>;

/** Why no plan: nothing is guessed. */
export interface PlanRefusal {
  readonly code: 'quote-missing' | 'instrument-missing' | 'nothing-to-size-on';
  readonly ticker: Ticker | null;
  readonly says: string;
}

/** A sleeve's part of a ticker: what it holds, what it may spend on it, what that buys. */
export interface SleevePart {
  readonly strategy: StrategyName;
  readonly held: Quantity;
  readonly budget: Money;
  readonly target: Quantity;
}

/** A ticker that is held or wanted, with everything that decides whether it trades. */
export interface SizedTicker {
  readonly ticker: Ticker;
  readonly price: Price;
  readonly instrument: Instrument;
  /** Of the sleeves that rebalance; in the order of the target, strategies no longer in it last. */
  readonly parts: readonly SleevePart[];
  /** Held by sleeves that keep their quantities. */
  readonly kept: Quantity;
}

export interface Sizing {
  /** Cash and holdings of all strategies' books at decision prices. */
  readonly equity: Money;
  /** What of it the rebalancing sleeves share out anew. */
  readonly pool: Money;
  readonly poolCash: Money;
  /** Taken from the pool: sleeves that keep took theirs when they last traded. */
  readonly reserve: Money;
  /** In alphabetical order. */
  readonly tickers: readonly SizedTicker[];
}

/** A strategy with a book that the target no longer names wants nothing: its shares are sold and its cash is shared out. */
export function sizeTarget(target: TargetPortfolio, facts: PlanFacts, reserveFraction: Weight): Result<Sizing, PlanRefusal> {
  const keepers = new Set(target.sleeves.filter((sleeve) => sleeve.action === 'keep').map((sleeve) => sleeve.strategy));
  const named = target.sleeves.map((sleeve) => sleeve.strategy);
  const strategies = [...named, ...strategiesIn(facts.ledger).filter((name) => !named.includes(name))];
  const books = strategies.map((strategy) => ({ strategy, book: bookIn(facts.ledger, strategy), keeps: keepers.has(strategy) }));
  const tickers = [...new Set([...books.flatMap(({ book }) => [...book.lots.keys()]), ...target.wanted.map((row) => row.ticker)])].sort();

  const priced = new Map<Ticker, { price: Price; instrument: Instrument }>();
  for (const ticker of tickers) {
    const quote = facts.quotes.get(ticker);
    if (quote === undefined) return err(refusal('quote-missing', ticker, `${ticker} has no two-sided quote, so it cannot be priced`));
    const instrument = facts.instruments.get(ticker);
    if (instrument === undefined) return err(refusal('instrument-missing', ticker, `The broker does not know ${ticker}`));
    priced.set(ticker, { price: midPrice(quote), instrument });
  }
  const values = books.map(({ book }) =>
    plus(book.cash, total([...book.lots.keys()].map((ticker) => notional(sharesIn(book, ticker), priced.get(ticker)!.price)))),
  );
  const sharing = books.filter((book) => !book.keeps);
  const keeping = books.filter((book) => book.keeps);
  const equity = total(values);
  const pool = total(values.filter((_, at) => !books[at]!.keeps));
  if (equity <= 0n || pool < 0n) {
    return err(refusal('nothing-to-size-on', null, "The strategies' books hold neither cash nor shares: give them capital first"));
  }
  const reserve = portionOf(pool, weightUnits([reserveFraction])[0]!);
  const investable = minus(pool, reserve);
  const wantedOf = new Map(target.wanted.map(({ ticker, by }) => [ticker, by]));
  const sized = tickers.map((ticker): SizedTicker => {
    const { price, instrument } = priced.get(ticker)!;
    const wanted = wantedOf.get(ticker);
    const parts: SleevePart[] = [];
    for (const { strategy, book } of sharing) {
      const units = wanted?.find((part) => part.strategy === strategy)?.units ?? 0n;
      const held = sharesIn(book, ticker);
      const budget = units === 0n ? NO_MONEY : portionOf(investable, units);
      if (held === NO_SHARES && budget <= NO_MONEY) continue;
      parts.push({ strategy, held, budget, target: sharesFor(budget, price, quantityIncrement(instrument)) });
    }
    return { ticker, price, instrument, parts, kept: total(keeping.map(({ book }) => sharesIn(book, ticker))) };
  });
  return ok({ equity, pool, poolCash: total(sharing.map(({ book }) => book.cash)), reserve, tickers: sized });
}

const refusal = (code: PlanRefusal['code'], ticker: Ticker | null, says: string): PlanRefusal => ({ code, ticker, says });
