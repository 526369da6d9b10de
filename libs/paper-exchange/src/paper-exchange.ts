/** The engine behind Alpaca's REST, in process: requests one at a time, each answered only once what it changed is kept. */
import { invariant, nyse, price, quantity, sha256, ticker, type Instant } from '@alchemiser/domain';
import { grant as grantShares, openExchange } from './engine/account.ts';
import { settle } from './engine/settle.ts';
import { restore, snapshot } from './engine/snapshot.ts';
import type { Account, ExchangeState } from './engine/state.ts';
import type { Venue } from './engine/venue.ts';
import type { AccountOptions, Grant, PaperExchange, PaperExchangeOptions } from './options.ts';
import type { Reply } from './wire/reply.ts';
import { answer } from './wire/routes.ts';

const PARTIAL_FILL_SHARE = 0.1;
const LATENCY_MS = 3;
/** The one refusal of Alpaca's that has no code. */
const UNAUTHORIZED: Reply = { status: 401, body: { message: 'unauthorized.' } };

/**
 * An exchange with one account that a client of Alpaca trades at through `fetch`.
 * @throws RangeError for options that make no sense, or a snapshot that is damaged, of another seed or account, or later than the clock.
 */
export function createPaperExchange(options: PaperExchangeOptions): PaperExchange {
  const { clock, account: opening, onChange } = options;
  const venue: Venue = venueOf(options);
  let state = openOrRestore(options);
  // What was last kept: the state goes back there when keeping fails, so memory never knows more than the disk.
  let kept = onChange === undefined ? undefined : snapshot(state);
  let keptRevision = state.revision;
  let requests = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.then(nothing, nothing);
    return clock.standStillFor === undefined ? result : clock.standStillFor(() => result);
  };

  const changing = async <T>(work: (account: Account, now: Instant) => T, keepAnyway = false): Promise<T> => {
    const now = clock.now();
    settle(state, venue, now);
    const result = work(theAccount(state), now);
    if (onChange === undefined || (state.revision === keptRevision && !keepAnyway)) return result;
    const text = snapshot(state);
    try {
      await onChange(text);
    } catch (error) {
      invariant(kept !== undefined, 'What is told of changes has kept the last');
      state = restore(kept);
      throw error;
    }
    kept = text;
    keptRevision = state.revision;
    return result;
  };

  return {
    fetch: async (request) => {
      const body = request.text();
      return inTurn(async () => {
        requests += 1;
        const id = sha256(`${venue.seed}/${String(requests)}`).slice(0, 32);
        const text = await body;
        if (!isHis(request.headers, opening)) return responseOf(UNAUTHORIZED, id);
        const { pathname, searchParams: query } = new URL(request.url);
        const reply = await changing((account, now) => answer(request.method, pathname, { state, account, venue, now, query, body: text }));
        return responseOf(reply, id);
      });
    },
    snapshot: () => snapshot(state),
    now: () => clock.now(),
    advanceTo: async (at) => {
      if (clock.advanceTo === undefined) throw new TypeError('The clock of this exchange is not virtual: it cannot be advanced');
      await clock.advanceTo(at);
      await inTurn(() => changing(nothing, true));
    },
    grant: async (shares) => {
      const given = granted(shares, options);
      await inTurn(() => changing((account, now) => grantShares(state, account, venue, given, now)));
    },
  };
}

const nothing = (): void => undefined;

function theAccount({ accounts: [account] }: ExchangeState): Account {
  invariant(account !== undefined, 'An exchange has an account');
  return account;
}

function venueOf({
  market,
  calendar = nyse,
  seed,
  partialFillShare = PARTIAL_FILL_SHARE,
  latencyMs = LATENCY_MS,
}: PaperExchangeOptions): Venue {
  if (!(partialFillShare >= 0 && partialFillShare <= 1)) throw new RangeError(`partialFillShare must be 0…1, was ${partialFillShare}`);
  if (!Number.isSafeInteger(latencyMs) || latencyMs < 0) throw new RangeError(`latencyMs must be whole milliseconds ≥ 0, was ${latencyMs}`);
  return { market, calendar, seed: String(seed), partialFillShare, latencyMs };
}

function openOrRestore({ clock, account, seed, snapshot: kept }: PaperExchangeOptions): ExchangeState {
  const { id, cash, multiplier = '1' } = account;
  if (kept === undefined)
    return openExchange(String(seed), [{ id, cash, multiplier: Number(multiplier) as Account['multiplier'] }], clock.now());
  const state = restore(kept);
  const found = state.accounts.map((each) => each.id).join(', ');
  if (state.seed !== String(seed)) throw new RangeError(`The snapshot is of an exchange with seed "${state.seed}", not "${seed}"`);
  if (found !== id) throw new RangeError(`The snapshot is of account "${found}", not "${id}"`);
  if (state.settledThrough > clock.now()) {
    throw new RangeError(
      `The snapshot was taken at ${String(state.settledThrough)}, after the clock's ${String(clock.now())}: time never runs back`,
    );
  }
  return state;
}

function granted({ ticker: name, quantity: shares, price: each }: Grant, { market }: PaperExchangeOptions) {
  const given = { ticker: ticker(name), quantity: quantity(shares), price: price(each) };
  if (market.instrument(given.ticker) === undefined) throw new RangeError(`The market does not know ${given.ticker}`);
  if (given.quantity === 0n) throw new RangeError('A grant is of some shares, was "0"');
  return given;
}

function isHis(headers: Headers, { keyId, secret }: AccountOptions): boolean {
  return headers.get('APCA-API-KEY-ID') === keyId && headers.get('APCA-API-SECRET-KEY') === secret;
}

function responseOf({ status, body }: Reply, requestId: string): Response {
  const headers = { 'X-Request-ID': requestId, ...(body === undefined ? {} : { 'Content-Type': 'application/json; charset=UTF-8' }) };
  return new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
}
