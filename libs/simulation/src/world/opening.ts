/** The account and the books on the morning of the day: equal in shares and cents. */
import {
  exchangeInstant,
  instant,
  minus,
  notional,
  plus,
  price,
  priceFromFloat,
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
  type SessionDate,
  type StrategyName,
  type VenueOrderId,
} from '@alchemiser/domain';
import { grant, type Venue } from '@alchemiser/paper-exchange';
import type { HeldShares, Scenario } from '../scenario/scenario.ts';
import { brokerTwin, type BrokerTwin } from './broker.ts';

export interface Opened {
  readonly broker: BrokerTwin;
  readonly entries: readonly LedgerEntry[];
}

const HUNDREDTH_OF_A_CENT = price('0.0001');

export const ACCOUNT = 'SIMULATED' as AccountId;

/** Shares in the account before the day. */
interface Grant extends HeldShares {
  /** The strategy that bought them; null for what nobody did. */
  readonly book: StrategyName | null;
  readonly price: Price;
}

/** What strategies bought yesterday, at its close, and what no strategy bought. */
export function openingGrants({ tickers, sleeves, unattributed }: Scenario): readonly Grant[] {
  const closes = new Map(tickers.map(({ ticker, lastClose }) => [ticker, priceFromFloat(lastClose, HUNDREDTH_OF_A_CENT)]));
  const grant = (book: Grant['book'], held: HeldShares): Grant => ({ book, ...held, price: closes.get(held.ticker)! });
  return [
    ...sleeves.flatMap(({ name, holds }) => holds.map((held) => grant(name, held))),
    ...unattributed.filter(({ quantity }) => quantity > 0n).map((held) => grant(null, held)),
  ];
}

/** Strategies bought what they hold yesterday, at its close; what no strategy bought was found. */
export function openAccount(scenario: Scenario, venue: Venue, now: Instant): Opened {
  const at = instant(exchangeInstant(scenario.asOf, 15 * 60 + 55));
  const grants = openingGrants(scenario);
  const bought = grants.filter(({ book }) => book !== null);
  const costs = bought.map((each) => notional(each.quantity, each.price));
  const spent = total(costs);
  const cash = plus(scenario.cash, spent);
  const shares = splitProRata(scenario.cash, weightUnits(scenario.sleeves.map((sleeve) => weight(sleeve.share))));
  const own = (name: string): Money => total(costs.filter((_, i) => bought[i]!.book === name));
  const entries: LedgerEntry[] = [
    {
      kind: 'opened',
      at,
      cash: scenario.sleeves.map((sleeve, i) => ({ book: sleeve.name, amount: plus(shares[i]! as Money, own(sleeve.name)) })),
    },
    ...grants.map((held, i) => entryOf(held, i, scenario.asOf, at)),
  ];
  const exact = minus(cash, spent);
  const cents = toCents(exact);
  if (cents !== exact) entries.push({ kind: 'rounding', at, amount: minus(cents, exact) });
  const broker = brokerTwin(venue, scenario.broker, { id: ACCOUNT, cash: toDecimal(cents) }, now);
  for (const held of grants) grant(broker.state, broker.account, venue, held, now);
  return { broker, entries };
}

const entryOf = ({ book, ticker, quantity, price: each }: Grant, i: number, session: SessionDate, at: Instant): LedgerEntry =>
  book === null
    ? { kind: 'shares-found', at, ticker, change: { side: 'in', quantity }, price: each }
    : {
        kind: 'fill',
        at,
        session,
        venueOrderId: `yesterday-${String(i)}` as VenueOrderId,
        cumulativeQuantity: quantity,
        ticker,
        side: 'buy',
        quantity,
        price: each,
        shares: [{ book, quantity }],
      };
