/** The account and the books on the morning of the day: equal in shares and cents. */
import {
  exchangeInstant,
  instant,
  minus,
  notional,
  plus,
  price,
  splitProRata,
  toCents,
  toDecimal,
  total,
  weightUnits,
  weight,
  type AccountId,
  type Instant,
  type LedgerEntry,
  type Money,
  type Price,
  type Quantity,
  type VenueOrderId,
} from '@alchemiser/domain';
import { grant, type Venue } from '@alchemiser/paper-exchange';
import type { HeldShares, ListedTicker, Scenario } from '../scenario/scenario.ts';
import { brokerTwin, type BrokerTwin } from './broker.ts';

export interface Opened {
  readonly broker: BrokerTwin;
  readonly entries: readonly LedgerEntry[];
}

export const ACCOUNT = 'SIMULATED' as AccountId;

/** Shares that are in the account before the day: what strategies bought yesterday, and what nobody did. */
export const openingGrants = (scenario: Scenario): readonly (HeldShares & { readonly price: Price })[] =>
  [...scenario.sleeves.flatMap(({ holds }) => holds), ...scenario.unattributed.filter(isSome)].map((held) => ({
    ...held,
    price: costOf(scenario, held),
  }));

/** Strategies bought what they hold yesterday, at its close; what no strategy bought was found. */
export function openAccount(scenario: Scenario, venue: Venue, now: Instant): Opened {
  const at = instant(exchangeInstant(scenario.asOf, 15 * 60 + 55));
  const bought = scenario.sleeves.flatMap(({ name, holds }) =>
    holds.map((held) => ({ book: name, ...held, price: costOf(scenario, held) })),
  );
  const spent = total(bought.map((each) => notional(each.quantity, each.price)));
  const cash = plus(scenario.cash, spent);
  const shares = splitProRata(scenario.cash, weightUnits(scenario.sleeves.map((sleeve) => weight(sleeve.share))));
  const own = (name: string): Money => total(bought.filter(({ book }) => book === name).map((each) => notional(each.quantity, each.price)));
  const entries: LedgerEntry[] = [
    {
      kind: 'opened',
      at,
      cash: scenario.sleeves.map((sleeve, i) => ({ book: sleeve.name, amount: plus(shares[i]! as Money, own(sleeve.name)) })),
    },
    ...bought.map(({ book, ticker, quantity, price: each }, i): LedgerEntry => ({
      kind: 'fill',
      at,
      session: scenario.asOf,
      venueOrderId: `yesterday-${String(i)}` as VenueOrderId,
      cumulativeQuantity: quantity,
      ticker,
      side: 'buy',
      quantity,
      price: each,
      shares: [{ book, quantity }],
    })),
    ...found(scenario, at),
  ];
  const exact = minus(cash, spent);
  const cents = toCents(exact);
  if (cents !== exact) entries.push({ kind: 'rounding', at, amount: minus(cents, exact) });
  const broker = brokerTwin(venue, scenario.broker, { id: ACCOUNT, cash: toDecimal(cents) }, now);
  for (const held of openingGrants(scenario)) grant(broker.state, broker.account, venue, held, now);
  return { broker, entries };
}

const isSome = ({ quantity }: HeldShares): boolean => quantity > 0n;

const found = (scenario: Scenario, at: Instant): readonly LedgerEntry[] =>
  scenario.unattributed.filter(isSome).map(({ ticker, quantity }) => ({
    kind: 'shares-found',
    at,
    ticker,
    change: { side: 'in', quantity },
    price: costOf(scenario, { ticker, quantity }),
  }));

/** Yesterday's close on the tick. */
function costOf({ tickers }: Scenario, { ticker }: { readonly ticker: ListedTicker['ticker']; readonly quantity: Quantity }): Price {
  const listed = tickers.find((each) => each.ticker === ticker)!;
  return price(listed.lastClose.toFixed(4));
}
