/** Run entries ↔ the plain JSON of a journal. Strict both ways: an entry that does not read exactly stops the run. */
import { err, ok, type Result } from '../../result.ts';
import { money, price, quantity } from '../../values/exact.ts';
import { ticker } from '../../values/ticker.ts';
import { sessionDate, type Instant } from '../../values/time.ts';
import type { AccountId } from '../../run/facts.ts';
import type { Cross, PlanRow, RebalancePlan, SleeveShare, Trade } from '../../rebalance/trade.ts';
import { strategyName } from '../../strategy/strategy.ts';
import type { ClientOrderId, Fill, VenueOrderId } from '../order.ts';
import type {
  AcceptedEntry,
  ClosedEntry,
  EndedEntry,
  FinishedEntry,
  FundedEntry,
  HaltedEntry,
  IntendedEntry,
  LeftUnknownEntry,
  PlannedEntry,
  ResentEntry,
  RunEntry,
  StoppedEntry,
} from './entry.ts';
import { decimal, fields, list, measured, nullable, oneOf, parsed, text, whole, type Field } from './fields.ts';

const at = whole<Instant>();
const name = parsed(ticker);
const side = oneOf('buy', 'sell');
const shares = decimal(quantity);
const usd = decimal(money);
const usdPerShare = decimal(price);
const strategy = parsed(strategyName);
const clientId = text<ClientOrderId>();
const venueId = text<VenueOrderId>();

const plan = fields<RebalancePlan>({
  session: parsed(sessionDate),
  sizingEquity: usd,
  reserve: usd,
  openingCash: usd,
  rows: list(
    fields<PlanRow>({
      ticker: name,
      held: shares,
      price: usdPerShare,
      heldWeight: measured,
      targetWeight: measured,
      action: oneOf('buy', 'sell', 'leave'),
      why: text(),
    }),
  ),
  trades: list(
    fields<Trade>({
      ticker: name,
      side,
      quantity: shares,
      decisionPrice: usdPerShare,
      notional: usd,
      reason: oneOf('enters', 'leaves', 'drifted'),
      shares: list(fields<SleeveShare>({ strategy, quantity: shares })),
    }),
  ),
  crosses: list(fields<Cross>({ ticker: name, from: strategy, to: strategy, quantity: shares, price: usdPerShare })),
});

const fill = fields<Fill>({
  venueOrderId: venueId,
  clientOrderId: nullable(clientId),
  ticker: name,
  side,
  quantity: shares,
  price: usdPerShare,
  cumulativeQuantity: shares,
  executionId: text(),
  at,
});

const ENTRIES: { readonly [K in RunEntry['kind']]: Field<Extract<RunEntry, { kind: K }>> } = {
  planned: fields<PlannedEntry>({
    kind: oneOf('planned'),
    at,
    account: text<AccountId>(),
    ordinal: whole(),
    open: at,
    close: at,
    dedupe: oneOf('permanent', 'session', 'none'),
    plan,
    increments: list(shares),
    factsDigest: nullable(text()),
  }),
  funded: fields<FundedEntry>({ kind: oneOf('funded'), at, cash: usd, buys: list(fields({ ticker: name, target: shares, budget: usd })) }),
  intended: fields<IntendedEntry>({
    kind: oneOf('intended'),
    at,
    id: clientId,
    ticker: name,
    side,
    step: whole(),
    quantity: shares,
    type: oneOf('limit', 'market'),
    limitPrice: nullable(usdPerShare),
    rungMs: whole(),
  }),
  resent: fields<ResentEntry>({ kind: oneOf('resent'), at, id: clientId, burnPrice: nullable(usdPerShare) }),
  accepted: fields<AcceptedEntry>({ kind: oneOf('accepted'), at, id: clientId, venueOrderId: venueId }),
  closed: fields<ClosedEntry>({
    kind: oneOf('closed'),
    at,
    id: clientId,
    by: oneOf('venue', 'refusal', 'us', 'person'),
    venueOrderId: nullable(venueId),
    status: oneOf('filled', 'canceled', 'expired', 'rejected', 'denied'),
    filled: shares,
    averagePrice: nullable(usdPerShare),
    says: nullable(text()),
  }),
  ended: fields<EndedEntry>({ kind: oneOf('ended'), at, ticker: name, why: oneOf('filled', 'dust', 'left'), says: text() }),
  halted: fields<HaltedEntry>({ kind: oneOf('halted'), at, ticker: name, says: text() }),
  'left-unknown': fields<LeftUnknownEntry>({ kind: oneOf('left-unknown'), at, id: clientId }),
  stopped: fields<StoppedEntry>({ kind: oneOf('stopped'), at, why: oneOf('killed', 'interrupted') }),
  finished: fields<FinishedEntry>({ kind: oneOf('finished'), at, fills: list(fill) }),
};

/** Plain JSON as a journal keeps it: `kind` names the entry, decimals are text. */
export interface EncodedEntry {
  readonly kind: string;
  readonly [field: string]: unknown;
}

export function encodeEntry(entry: RunEntry): EncodedEntry {
  // The table pairs every kind with its own field, which a union of kinds cannot express.
  const field = ENTRIES[entry.kind] as Field<RunEntry>;
  return field.encode(entry) as EncodedEntry;
}

export interface UnreadableEntry {
  readonly code: 'journal.unreadable';
  /** `intended: quantity: Quantity must be ≥ 0, was "-1"` */
  readonly says: string;
}

export function decodeEntry(json: EncodedEntry): Result<RunEntry, UnreadableEntry> {
  if (!Object.hasOwn(ENTRIES, json.kind))
    return err({ code: 'journal.unreadable', says: `no entry is called ${JSON.stringify(json.kind)}` });
  const kind = json.kind as RunEntry['kind'];
  try {
    return ok(ENTRIES[kind].decode(json));
  } catch (error) {
    if (error instanceof RangeError) return err({ code: 'journal.unreadable', says: `${kind}: ${error.message}` });
    throw error;
  }
}
