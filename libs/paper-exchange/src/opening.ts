/** Opening an exchange from its options, or from what was kept of an earlier one. */
import { nyse, price, quantity, ticker } from '@alchemiser/domain';
import { openExchange, type Opening } from './engine/account.ts';
import { restore } from './engine/snapshot.ts';
import type { Account, ExchangeState } from './engine/state.ts';
import type { Venue } from './engine/venue.ts';
import type { Faults } from './faults/faults.ts';
import { haltingMarket } from './faults/halting-market.ts';
import type { AccountOptions, Grant, PaperExchangeOptions } from './options.ts';

const PARTIAL_FILL_SHARE = 0.1;
const LATENCY_MS = 3;

/** @throws RangeError for a share, latency or pace that makes no sense. */
export function venueOf(options: PaperExchangeOptions, faults: Faults): Venue {
  const {
    market,
    calendar = nyse,
    seed,
    partialFillShare = PARTIAL_FILL_SHARE,
    latencyMs = LATENCY_MS,
    lookEveryMs = 1000,
    keepOrders,
  } = options;
  if (!(partialFillShare >= 0 && partialFillShare <= 1)) throw new RangeError(`partialFillShare must be 0…1, was ${partialFillShare}`);
  if (!Number.isSafeInteger(latencyMs) || latencyMs < 0) throw new RangeError(`latencyMs must be whole milliseconds ≥ 0, was ${latencyMs}`);
  if (!Number.isSafeInteger(lookEveryMs) || lookEveryMs < 1000 || lookEveryMs % 1000 !== 0) {
    throw new RangeError(`lookEveryMs must be whole seconds, was ${lookEveryMs}`);
  }
  if (keepOrders !== undefined && !(Number.isSafeInteger(keepOrders) && keepOrders > 0)) {
    throw new RangeError(`keepOrders must be a whole number > 0, was ${keepOrders}`);
  }
  return {
    market: haltingMarket(market, faults),
    calendar,
    seed: String(seed),
    latencyMs,
    get partialFillShare() {
      return Math.max(partialFillShare, faults.mix.partialFills);
    },
  };
}

export const accountsOf = ({ account, others = [] }: PaperExchangeOptions): readonly AccountOptions[] => [account, ...others];

/** @throws RangeError for two accounts with one id or key. */
export function checkAccounts(accounts: readonly AccountOptions[]): void {
  for (const [what, values] of [
    ['id', accounts.map(({ id }) => id)],
    ['key', accounts.map(({ keyId }) => keyId)],
  ] as const) {
    const twice = values.find((value, row) => values.indexOf(value) !== row);
    if (twice !== undefined) throw new RangeError(`Two accounts have the ${what} "${twice}"`);
  }
}

/** @throws RangeError for a snapshot that is damaged, of another seed or accounts, or later than the clock. */
export function openOrRestore(options: PaperExchangeOptions): ExchangeState {
  const { clock, seed, snapshot: kept } = options;
  const accounts = accountsOf(options);
  const openings = accounts.map(({ id, cash, multiplier = '1' }): Opening => ({
    id,
    cash,
    multiplier: Number(multiplier) as Account['multiplier'],
  }));
  if (kept === undefined) return openExchange(String(seed), openings, clock.now());
  const state = restore(kept);
  const [found, wanted] = [state.accounts, accounts].map((list) => list.map(({ id }) => id).join(', '));
  if (state.seed !== String(seed)) throw new RangeError(`The snapshot is of an exchange with seed "${state.seed}", not "${seed}"`);
  if (found !== wanted) throw new RangeError(`The snapshot is of account "${found ?? ''}", not "${wanted ?? ''}"`);
  if (state.settledThrough > clock.now()) {
    throw new RangeError(
      `The snapshot was taken at ${String(state.settledThrough)}, after the clock's ${String(clock.now())}: time never runs back`,
    );
  }
  return state;
}

/** @throws RangeError for a ticker that the market does not know, or no shares. */
export function granted({ ticker: name, quantity: shares, price: each }: Grant, { market }: PaperExchangeOptions) {
  const given = { ticker: ticker(name), quantity: quantity(shares), price: price(each) };
  if (market.instrument(given.ticker) === undefined) throw new RangeError(`The market does not know ${given.ticker}`);
  if (given.quantity === 0n) throw new RangeError('A grant is of some shares, was "0"');
  return given;
}
