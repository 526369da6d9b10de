/** A record as JSON text and back. Reading is strict: a record that is not what this version writes is refused by the name of the field. */
import { money, type DecimalText } from '../values/exact.ts';
import {
  fields,
  fieldsOf,
  finite,
  flag,
  list,
  memberOf,
  oneOf,
  orNull,
  parsed,
  readJson,
  text,
  whole,
  type Shape,
} from '../values/shape.ts';
import { ticker } from '../values/ticker.ts';
import { fromIsoInstant, sessionDate } from '../values/time.ts';
import type { Flip, Missing, Trace } from '../strategy/decision.ts';
import { RECORD_VERSION, type LegRecord, type OrderRecord, type PlanRecord, type RunRecord, type SleeveRecord } from './record.ts';

export const encodeRecord = (record: RunRecord): string => JSON.stringify(record);

/** @throws RangeError that names the field. */
export const decodeRecord = (encoded: string): RunRecord => readJson(encoded, RECORD, 'record');

const decimal: Shape<DecimalText> = (value, path) => {
  parsed(money)(value, path);
  return value as DecimalText;
};
/** Checked by a constructor and kept as the text it is. */
const asText = (check: (raw: string) => unknown): Shape<string> => parsed((raw) => (check(raw), raw));
const at = asText(fromIsoInstant);
const day = asText(sessionDate);
const name = parsed(ticker);
const side = oneOf('buy', 'sell');

/** A trace is as deep as its tree: its kind is looked at, the rest is taken as written. */
const trace: Shape<Trace> = (value, path) => {
  const kind: unknown = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  memberOf<Trace['kind']>({ hold: true, group: true, when: true, equally: true, weighted: true, inverseVolatility: true, ranked: true })(
    kind,
    `${path}.kind`,
  );
  return value as Trace;
};
const missing: Shape<Missing> = fieldsOf<Missing>(
  {
    code: memberOf<Missing['code']>({
      'ticker-unknown': true,
      'history-too-short': true,
      'history-not-held': true,
      'history-unsettled': true,
      'bars-missing': true,
      'zero-deviation': true,
      'stream-undecided': true,
      'no-candidates': true,
    }),
    what: text,
    tickers: list(name),
  },
  { barsNeeded: whole, barsPresent: whole, because: (value, path) => because(value, path) },
);
const because = fields({ on: parsed(sessionDate), missing });
const flip: Shape<Flip> = fields({
  ticker: name,
  side: oneOf('below', 'above'),
  price: decimal,
  changePercent: finite,
  turns: oneOf('branch', 'selection', 'refusal'),
  because: text,
  becomes: text,
  changesHoldings: flag,
});
const sleeve = fieldsOf<SleeveRecord>(
  {
    strategy: text,
    title: text,
    share: finite,
    action: oneOf('rebalance', 'keep', 'undecided'),
    weights: list(fields({ ticker: name, weight: finite })),
    reasons: list(text),
    trace: orNull(trace),
    flips: list(flip),
  },
  { undecided: fields({ says: text, missing }) },
);
const plan: Shape<PlanRecord> = fields({
  sizingEquity: decimal,
  reserve: decimal,
  openingCash: decimal,
  rows: list(
    fields({
      ticker: text,
      held: decimal,
      price: decimal,
      heldWeight: finite,
      targetWeight: finite,
      action: oneOf('buy', 'sell', 'leave'),
      why: text,
    }),
  ),
  trades: list(
    fields({
      ticker: text,
      side,
      quantity: decimal,
      decisionPrice: decimal,
      notional: decimal,
      reason: oneOf('enters', 'leaves', 'drifted'),
      shares: list(fields({ strategy: text, quantity: decimal })),
    }),
  ),
  crosses: list(fields({ ticker: text, from: text, to: text, quantity: decimal, price: decimal })),
});
const order = fieldsOf<OrderRecord>(
  {
    clientOrderId: text,
    venueOrderId: orNull(text),
    step: whole,
    type: oneOf('limit', 'market'),
    quantity: decimal,
    limitPrice: orNull(decimal),
    status: oneOf('filled', 'canceled', 'expired', 'rejected', 'denied', 'unknown'),
    filled: decimal,
    averagePrice: orNull(decimal),
    submittedAt: at,
  },
  { says: text },
);
const leg = fieldsOf<LegRecord>(
  {
    ticker: text,
    side,
    planned: decimal,
    target: decimal,
    filled: decimal,
    averagePrice: orNull(decimal),
    decisionPrice: decimal,
    slippageBps: orNull(finite),
    status: oneOf('filled', 'partly', 'unfilled', 'dust', 'halted'),
    says: text,
    orders: list(order),
  },
  {},
);
const fill = fields({ ticker: text, side, quantity: decimal, price: decimal, at, venueOrderId: text, cumulativeQuantity: decimal });
const position = fields({
  ticker: text,
  quantity: decimal,
  price: orNull(decimal),
  value: orNull(decimal),
  weight: orNull(finite),
  books: list(fields({ book: text, quantity: decimal })),
});
const certificate = fields({
  status: oneOf('equal', 'different'),
  words: text,
  differences: list(fields({ what: text, ours: decimal, brokers: decimal, difference: decimal })),
});

const RECORD = fieldsOf<RunRecord>(
  {
    version: oneOf(RECORD_VERSION),
    runId: text,
    status: oneOf('traded', 'unchanged', 'partly', 'refused', 'halted', 'planned'),
    says: text,
    provenance: fields({
      market: oneOf('synthetic', 'csv', 'alpaca'),
      words: text,
      broker: oneOf('paper-exchange', 'alpaca-paper', 'alpaca-live'),
    }),
    session: day,
    asOf: day,
    historyFrom: day,
    hours: fields({ open: at, close: at, early: flag }),
    startedAt: at,
    endedAt: at,
    account: fields({
      endsWith: text,
      cashBefore: decimal,
      equityBefore: decimal,
      cashAfter: orNull(decimal),
      equityAfter: orNull(decimal),
    }),
    sleeves: list(sleeve),
    plan: orNull(plan),
    risk: list(fields({ name: text, passed: flag, says: text })),
    legs: list(leg),
    fills: list(fill),
    positions: list(position),
    books: list(fields({ book: text, cash: decimal, value: decimal, realised: decimal, unrealised: decimal })),
    reconciliation: orNull(certificate),
    factsDigest: text,
    planDigest: orNull(text),
    notes: list(text),
  },
  { reconciliationBefore: certificate, amendment: fields({ at, says: list(text) }) },
);
