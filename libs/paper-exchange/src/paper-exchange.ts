/** The engine behind Alpaca's REST and streams, in process: requests one at a time, each answered only once what it changed is kept. */
import { exchangeDate, invariant, toDecimal, type Instant } from '@alchemiser/domain';
import { grant as grantShares } from './engine/account.ts';
import { eventOf } from './engine/book.ts';
import { uuidOf } from './engine/identity.ts';
import { forget } from './engine/forget.ts';
import { nextDue, settle } from './engine/settle.ts';
import { restore, snapshot } from './engine/snapshot.ts';
import type { Account, ExchangeState, OrderEvent } from './engine/state.ts';
import { faulty } from './faults/faulty.ts';
import { createFaults } from './faults/faults.ts';
import { accountsOf, checkAccounts, granted, openOrRestore, venueOf } from './opening.ts';
import type { ExchangeOverview, PaperExchange, PaperExchangeOptions } from './options.ts';
import { memorySocket } from './streams/memory-socket.ts';
import { streams } from './streams/streams.ts';
import { accountNumber } from './wire/account-json.ts';
import type { Incoming, Outgoing } from './wire/message.ts';
import type { Reply } from './wire/reply.ts';
import { answer, methodsOf } from './wire/routes.ts';
import { symbolOf } from './wire/symbols.ts';

/** The one refusal of Alpaca's that has no code. */
const UNAUTHORIZED: Reply = { status: 401, body: { message: 'unauthorized.' } };

/**
 * An exchange that a client of Alpaca trades at through `fetch` and `connect`.
 * @throws RangeError for options that make no sense, or a snapshot that is damaged, of another seed or account, or later than the clock.
 */
export function createPaperExchange(options: PaperExchangeOptions): PaperExchange {
  const { clock, onChange, keepOrders } = options;
  const accounts = accountsOf(options);
  checkAccounts(accounts);
  const faults = createFaults(String(options.seed), options.faults);
  const venue = venueOf(options, faults);
  let state = openOrRestore(options);
  // What was last kept: the state goes back there when keeping fails, so memory never knows more than the disk.
  let kept = onChange === undefined ? undefined : snapshot(state);
  let keptRevision = state.revision;
  let requests = 0;
  let turn: Promise<unknown> = Promise.resolve();
  let armed = Number.POSITIVE_INFINITY;

  const keys = new Map(accounts.map(({ id, keyId, secret }) => [keyId, { id, secret }]));
  const accountOf = (keyId: unknown, secret: unknown): string | undefined => {
    const found = typeof keyId === 'string' ? keys.get(keyId) : undefined;
    return found !== undefined && found.secret === secret ? found.id : undefined;
  };
  const standby = clock.standby?.bind(clock);
  const told = streams({
    venue,
    accountOf,
    faults,
    isHalted: (name, at) => faults.isHalted(name, at),
    now: () => clock.now(),
    standby,
    pause: standby === undefined ? undefined : (ms) => standby((clock.now() + ms) as Instant),
    lookEveryMs: options.lookEveryMs ?? 1000,
    limits: options.streamLimits ?? {},
    onListening: () => watch(),
  });

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.then(nothing, nothing);
    return clock.standStillFor === undefined ? result : clock.standStillFor(() => result);
  };

  type Tell = (account: Account, event: OrderEvent) => void;
  const changing = async <T>(work: (now: Instant, tell: Tell) => T, keepAnyway = false): Promise<T> => {
    const now = clock.now();
    const news: (readonly [string, OrderEvent])[] = [];
    const tell: Tell = ({ id }, event) => void news.push([id, event]);
    for (const event of settle(state, venue, now)) tell(ownerOf(state, event), event);
    const result = work(now, tell);
    if (keepOrders !== undefined) forget(state, venue, keepOrders);
    if (onChange !== undefined && (state.revision !== keptRevision || keepAnyway)) {
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
    }
    for (const [account, event] of news) told.updates.publish(account, event);
    watch();
    return result;
  };

  /** While somebody listens, what is due happens in time and not only when someone asks. */
  const watch = (): void => {
    if (standby === undefined || told.updates.listening === 0) return;
    const due = nextDue(state);
    if (due === undefined || due >= armed) return;
    armed = due;
    void standby(due).then(() => {
      if (armed === due) armed = Number.POSITIVE_INFINITY;
      // What cannot be kept now is tried again, and reported, with the next request.
      return inTurn(() => changing(nothing)).catch(nothing);
    });
  };

  const account = (id: string): Account => {
    const found = state.accounts.find((each) => each.id === id);
    if (found === undefined) throw new RangeError(`There is no account "${id}"`);
    return found;
  };

  const answered = (request: Incoming): Promise<Outgoing> =>
    inTurn(async () => {
      requests += 1;
      const id = uuidOf(`${venue.seed}/request/${String(requests)}`).replaceAll('-', '');
      const { method, path, query, header } = request;
      const body = await request.body;
      if (method === 'OPTIONS') return optionsOf(path, id);
      const owner = accountOf(header('apca-api-key-id'), header('apca-api-secret-key'));
      if (owner === undefined) return outgoing(UNAUTHORIZED, id);
      const reply = await changing((now, tell) => {
        const asking = account(owner);
        return answer(method === 'HEAD' ? 'GET' : method, path, {
          state,
          account: asking,
          venue,
          now,
          query,
          body,
          tell: (kind, order) => tell(asking, eventOf(kind, order, order.updatedAt)),
        });
      });
      return outgoing(reply, id, method === 'HEAD');
    });

  const waitInTime = async (milliseconds: number): Promise<void> => clock.sleep?.(milliseconds);
  const handle = (request: Incoming, wait = waitInTime): Promise<Outgoing> => faulty(faults, request, () => answered(request), wait);

  return {
    fetch: async (request) => {
      const { pathname: path, searchParams: query } = new URL(request.url);
      const header = (name: string): string | null => request.headers.get(name);
      const { status, headers, body } = await handle({ method: request.method, path, query, header, body: request.text() });
      return new Response(body ?? null, { status, headers });
    },
    connect: (url, { headers = {} } = {}) => {
      const { pathname } = new URL(url);
      const packed = Object.entries(headers).some(
        ([name, value]) => name.toLowerCase() === 'content-type' && value.startsWith('application/msgpack'),
      );
      return memorySocket((peer) => told.open(pathname, packed, peer));
    },
    snapshot: () => snapshot(state),
    now: () => clock.now(),
    advanceTo: async (at) => {
      if (clock.advanceTo === undefined) throw new TypeError('The clock of this exchange is not virtual: it cannot be advanced');
      const { through } = venue.calendar;
      if (exchangeDate(at) >= through) throw new RangeError(`The exchange's calendar ends on ${through}: it cannot be advanced beyond`);
      await clock.advanceTo(at);
      await inTurn(() => changing(nothing, true));
    },
    grant: async (shares, accountId = options.account.id) => {
      const given = granted(shares, options);
      await inTurn(() => changing((now) => grantShares(state, account(accountId), venue, given, now)));
    },
    faults,
    transport: {
      handle,
      openStream: told.open,
      dropStreams: told.dropAll,
      accountOf,
      state: () => overview(state, clock.now(), told.counts),
    },
  };
}

const nothing = (): void => undefined;

function ownerOf({ accounts }: ExchangeState, { orderId }: OrderEvent): Account {
  const owner = accounts.find(({ orders }) => orders.has(orderId));
  invariant(owner !== undefined, 'An event is of an account’s order');
  return owner;
}

function outgoing({ status, body }: Reply, requestId: string, headersOnly = false): Outgoing {
  const headers: Record<string, string> = { 'X-Request-ID': requestId };
  if (body === undefined) return { status, headers };
  headers['Content-Type'] = 'application/json; charset=UTF-8';
  return headersOnly ? { status, headers } : { status, headers, body: JSON.stringify(body) };
}

/** No cross-origin headers: a page in a browser is no client of this exchange. */
function optionsOf(path: string, requestId: string): Outgoing {
  const methods = methodsOf(path);
  if (methods.length === 0) return outgoing({ status: 404, body: { code: 40410000, message: 'endpoint not found' } }, requestId);
  return { status: 204, headers: { 'X-Request-ID': requestId, Allow: [...new Set([...methods, 'HEAD', 'OPTIONS'])].join(', ') } };
}

const overview = (state: ExchangeState, now: Instant, counts: ExchangeOverview['streams']): ExchangeOverview => ({
  now,
  revision: state.revision,
  accounts: state.accounts.map(({ id, cash, positions, orders, open, activities }) => ({
    id,
    accountNumber: accountNumber(id),
    cash: toDecimal(cash),
    positions: Object.fromEntries([...positions.values()].map(({ ticker, quantity }) => [symbolOf(ticker), toDecimal(quantity)])),
    orders: orders.size,
    openOrders: open.size,
    activities: activities.length,
  })),
  streams: counts,
});
