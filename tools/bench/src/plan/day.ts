/** A day with thirty tickers: three strategies that share some of them, some leaving, some entering, some at rest, some in whole shares. */
import {
  combine,
  DEFAULT_PLAN_POLICY,
  instant,
  money,
  openLedger,
  plus,
  post,
  price,
  quantity,
  randomFamily,
  sessionDate,
  strategyName,
  ticker,
  toFloat,
  total,
  weight,
  notional,
  type Instrument,
  type LedgerEntry,
  type Position,
  type Price,
  type Quantity,
  type Quote,
  type PlanFacts,
  type PlanPolicy,
  type StrategyName,
  type TargetPortfolio,
  type Ticker,
  type VenueOrderId,
} from '@alchemiser/domain';

export interface PlanDay {
  readonly target: TargetPortfolio;
  readonly facts: PlanFacts;
  readonly policy: PlanPolicy;
}

export const TICKERS = 30;
const SESSION = sessionDate('2024-08-06');
const NOW = instant(Date.UTC(2024, 7, 6, 19, 45));
const CENT = price('0.01');

interface Held {
  readonly name: StrategyName;
  readonly ticker: Ticker;
  readonly quantity: Quantity;
  readonly price: Price;
}

export function planDay(seed = 1): PlanDay {
  const random = randomFamily(seed, 'plan')(0);
  const sleeves = ['nuclear', 'tecl', 'klm'].map((name, at) => ({ name: strategyName(name), share: weight([0.3, 0.5, 0.2][at]!) }));
  const tickers = Array.from({ length: TICKERS }, (_, at) => ticker(`T${String.fromCharCode(65 + (at % 26), 65 + Math.floor(at / 26))}`));
  const prices = new Map(tickers.map((name) => [name, price((5 + 400 * random.uniform()).toFixed(2))]));

  const held: Held[] = [];
  const choices = sleeves.map(({ name, share }, at) => {
    // Fourteen tickers each, so that neighbours share four. Some shall go and some are not there yet: where they are shared, shares may cross.
    const own = Array.from({ length: 14 }, (_, place) => tickers[(at * 10 + place) % TICKERS]!);
    const leaving = [2, 4, 5, 6].map((place) => own[place]!);
    const entering = [7, 8, 11].map((place) => own[place]!);
    const wanted = own.filter((ownTicker) => !leaving.includes(ownTicker));
    const weights = wanted.map((wantedTicker) => ({ ticker: wantedTicker, weight: 1 / wanted.length }));
    for (const ownTicker of own) {
      if (entering.includes(ownTicker)) continue;
      // A tenth of the sleeve is wanted: more or less off.
      const dollars = 1_000_000 * share * (0.08 + 0.05 * random.uniform());
      const shares = dollars / toFloat(prices.get(ownTicker)!);
      held.push({ name, ticker: ownTicker, quantity: quantity(shares.toFixed(9)), price: prices.get(ownTicker)! });
    }
    return { strategy: name, share, action: 'rebalance' as const, weights };
  });
  return {
    target: combine(choices),
    facts: {
      session: SESSION,
      quotes: new Map(tickers.map((name) => [name, quoteOf(name, prices.get(name)!)])),
      instruments: new Map(tickers.map((name, at) => [name, instrumentOf(name, at % 7 !== 3)])),
      positions: positionsOf(tickers, held),
      ledger: post(
        openLedger(),
        entriesOf(
          sleeves.map(({ name }) => name),
          held,
        ),
      ),
    },
    policy: DEFAULT_PLAN_POLICY,
  };
}

const quoteOf = (name: Ticker, mid: Price): Quote => ({
  ticker: name,
  bid: (mid - CENT) as Price,
  ask: (mid + CENT) as Price,
  bidSize: quantity('100'),
  askSize: quantity('100'),
  at: NOW,
});

const instrumentOf = (name: Ticker, fractionable: boolean): Instrument => ({ ticker: name, name, tradable: true, fractionable });

function positionsOf(tickers: readonly Ticker[], held: readonly Held[]): readonly Position[] {
  return tickers.flatMap((name) => {
    const shares = total(held.filter((each) => each.ticker === name).map((each) => each.quantity));
    return shares === 0n ? [] : [{ ticker: name, side: 'long' as const, quantity: shares, available: shares, averageEntryPrice: CENT }];
  });
}

/** Capital that paid for the holdings and left some cash, and each holding bought in two lots. */
function entriesOf(names: readonly StrategyName[], held: readonly Held[]): readonly LedgerEntry[] {
  const cost = (name: StrategyName) => total(held.filter((each) => each.name === name).map((each) => notional(each.quantity, each.price)));
  const fills = held.flatMap(({ name, ticker: bought, quantity: whole, price: at }) => {
    const first = (whole / 2n) as Quantity;
    return [first, (whole - first) as Quantity].map((shares, lot): LedgerEntry => ({
      kind: 'fill',
      at: instant(1 + lot),
      session: sessionDate('2024-07-01'),
      venueOrderId: `${name} ${bought} ${lot}` as VenueOrderId,
      cumulativeQuantity: shares,
      ticker: bought,
      side: 'buy',
      quantity: shares,
      price: at,
      shares: [{ book: name, quantity: shares }],
    }));
  });
  return [{ kind: 'opened', at: instant(0), cash: names.map((book) => ({ book, amount: plus(cost(book), money('20000')) })) }, ...fills];
}
