/** Ledger entries as JSON text and back: decimals as text, instants as epoch milliseconds. */
import { money, price, quantity, toDecimal, type Exact } from '../values/exact.ts';
import { fields, list, oneOf, orNull, parsed, readJson, tagged, text, whole, type Shape } from '../values/shape.ts';
import { ticker } from '../values/ticker.ts';
import { instant, sessionDate } from '../values/time.ts';
import type { VenueOrderId } from '../orders/order.ts';
import { strategyName } from '../strategy/strategy.ts';
import type { BookName, LedgerEntry } from './entry.ts';
import { splitRatio, type SplitRatio } from './split-ratio.ts';

export const encodeLedgerEntry = (entry: LedgerEntry): string =>
  JSON.stringify(entry, (_, value: unknown) => (typeof value === 'bigint' ? toDecimal(value as Exact) : value));

/** @throws RangeError that names the field, for anything that `encodeLedgerEntry` would not have written. */
export const decodeLedgerEntry = (encoded: string): LedgerEntry => readJson(encoded, ENTRY, 'entry');

const at: Shape<ReturnType<typeof instant>> = (value, path) => instant(whole(value, path));
const session = parsed(sessionDate);
const name = parsed(ticker);
const shares = parsed(quantity);
const usd = parsed(money);
const perShare = parsed(price);
const strategy = parsed(strategyName);
const book = parsed((raw): BookName => (raw === 'unattributed' || raw === 'broker-rounding' ? raw : strategyName(raw)));
const side = oneOf('buy', 'sell');
const venueOrderId = parsed((raw) => raw as VenueOrderId);
const cash = list(fields({ book, amount: usd }));
const parts = list(fields({ book, quantity: shares }));

const found = fields({
  kind: oneOf('shares-found'),
  at,
  ticker: name,
  change: fields({ side: oneOf('in', 'out'), quantity: shares }),
  price: orNull(perShare),
});

const ratio: Shape<SplitRatio> = (value, path) => {
  const { to, from } = fields({ to: whole, from: whole })(value, path);
  return parsed(splitRatio)(`${String(to)}:${String(from)}`, path);
};

const ENTRY: Shape<LedgerEntry> = tagged<LedgerEntry>('kind', {
  opened: fields({ kind: oneOf('opened'), at, cash }),
  fill: fields({
    kind: oneOf('fill'),
    at,
    session,
    venueOrderId,
    cumulativeQuantity: shares,
    ticker: name,
    side,
    quantity: shares,
    price: perShare,
    shares: parts,
  }),
  cross: fields({ kind: oneOf('cross'), at, session, ticker: name, from: strategy, to: strategy, quantity: shares, price: perShare }),
  capital: fields({ kind: oneOf('capital'), at, session, cash: list(fields({ book: strategy, amount: usd })) }),
  rebalanced: fields({ kind: oneOf('rebalanced'), at, session, strategies: list(strategy) }),
  'shares-found': (value, path) => {
    const entry = found(value, path);
    if (entry.change.side === 'in' && entry.price === null)
      throw new RangeError(`${path}.price must be a price for shares that came in, was null`);
    return entry;
  },
  adopted: fields({ kind: oneOf('adopted'), at, book: strategy, ticker: name, quantity: shares }),
  released: fields({ kind: oneOf('released'), at, book: strategy, ticker: name, quantity: shares }),
  split: fields({ kind: oneOf('split'), at, ticker: name, ratio, books: parts }),
  'cash-moved': fields({ kind: oneOf('cash-moved'), at, why: text, amount: usd, cash }),
  rounding: fields({ kind: oneOf('rounding'), at, amount: usd }),
});
