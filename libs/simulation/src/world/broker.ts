/** The broker twin: the exchange's engine, which was not written for the machine, behind the broker's words and a memory of what it showed when. */
import {
  NO_MONEY,
  isClosed,
  minus,
  most,
  notional,
  price,
  type Account,
  type AccountId,
  type CancellationResult,
  type Fill,
  type Instant,
  type Money,
  type Position,
  type Price,
  type Quantity,
  type SubmissionResult,
  type Ticker,
  type Ticket,
  type VenueOrder,
  type VenueOrderId,
} from '@alchemiser/domain';
import {
  averageTold,
  cancel as cancelAt,
  openExchange,
  refusalOf,
  settle as settleUntil,
  submit as submitTo,
  type Account as ExchangeAccount,
  type ExchangeState,
  type Order,
  type Venue,
} from '@alchemiser/paper-exchange';
import type { BrokerTemper } from '../scenario/scenario.ts';
import { fillOf, refused, STATUS, venueOrderOf } from './broker-words.ts';

/** An order at the broker and everything it ever looked like. */
export interface BookedOrder {
  readonly id: VenueOrderId;
  readonly order: Order;
  /** Null for a person's. */
  readonly sender: Sender | null;
  readonly sights: { readonly at: Instant; readonly order: VenueOrder }[];
}

/** Which step of which leg of which session an order is for, whatever id it carries. */
export interface Sender {
  readonly intent: string;
  /** The intent without its step. */
  readonly leg: string;
  readonly process: number;
}

export interface BrokerTwin {
  readonly id: AccountId;
  readonly temper: BrokerTemper;
  readonly state: ExchangeState;
  readonly account: ExchangeAccount;
  readonly venue: Venue;
  /** Oldest first. */
  readonly orders: readonly BookedOrder[];
  readonly fills: readonly Fill[];
  /** Lets everything due by now happen. @returns the orders that changed. */
  settle(now: Instant): readonly BookedOrder[];
  submit(ticket: Ticket, sender: Sender | null, now: Instant): SubmissionResult;
  cancel(id: VenueOrderId, now: Instant): CancellationResult;
  /** What the broker shows of an order as of an instant. */
  sight(booked: BookedOrder, asOf: Instant): VenueOrder | undefined;
  cashAsOf(asOf: Instant): Money;
  readAccount(asOf: Instant, worth: (ticker: Ticker) => Price): Account;
  positions(): readonly Position[];
  /** After a change behind the engine's back: a transfer, a split. */
  touched(now: Instant): void;
  /** Where ids are remembered for a session, it is over. */
  forgetIds(): void;
}

export function brokerTwin(
  venue: Venue,
  temper: BrokerTemper,
  opening: { readonly id: AccountId; readonly cash: string },
  now: Instant,
): BrokerTwin {
  const state = openExchange(venue.seed, [{ ...opening, multiplier: temper.multiplier }], now);
  const account = state.accounts[0]!;
  const orders: BookedOrder[] = [];
  const byId = new Map<string, BookedOrder>();
  const fills: Fill[] = [];
  const cash: { readonly at: Instant; readonly amount: Money }[] = [{ at: now, amount: account.cash }];
  let activities = account.activities.length;

  function note(at: Instant): void {
    for (; activities < account.activities.length; activities++) {
      const activity = account.activities[activities]!;
      if (activity.kind === 'fill') fills.push(fillOf(activity));
    }
    if (cash.at(-1)!.amount !== account.cash) cash.push({ at, amount: account.cash });
  }

  function see(booked: BookedOrder, at: Instant): BookedOrder {
    booked.sights.push({ at, order: venueOrderOf(booked.order) });
    return booked;
  }

  return {
    id: opening.id,
    temper,
    state,
    account,
    venue,
    orders,
    fills,
    settle(at) {
      const events = settleUntil(state, venue, at);
      if (events.length === 0) return [];
      note(at);
      const changed = new Set(events.map((event) => byId.get(event.orderId)!));
      return [...changed].map((booked) => see(booked, at));
    },
    submit(ticket, sender, at) {
      const asked = {
        clientOrderId: ticket.clientOrderId,
        ticker: ticket.ticker,
        side: ticket.side,
        type: ticket.type,
        size: { kind: 'shares' as const, quantity: ticket.quantity },
        limitPrice: ticket.limitPrice ?? null,
      };
      const first = account.byClientId.get(ticket.clientOrderId);
      if (first !== undefined && temper.dedupe === 'none' && !account.open.has(first)) account.byClientId.delete(ticket.clientOrderId);
      if (temper.idChecked === 'last' && account.byClientId.has(ticket.clientOrderId)) {
        const other = refusalOf({
          account,
          venue,
          ticket: { ...asked, clientOrderId: null },
          now: at,
          each: ticket.limitPrice ?? undefined,
        });
        if (other !== undefined) return refused(other);
      }
      const result = submitTo(state, account, venue, asked, at);
      if (!result.ok) return refused(result.error);
      const booked: BookedOrder = { id: result.value.id as unknown as VenueOrderId, order: result.value, sender, sights: [] };
      orders.push(booked);
      byId.set(booked.id, booked);
      return { status: 'accepted', order: see(booked, at).sights[0]!.order };
    },
    cancel(id, at) {
      const booked = byId.get(id);
      if (booked === undefined) return { status: 'notFound' };
      const wasOpen = account.open.has(booked.order);
      if (!cancelAt(state, account, booked.order.id, at).ok) return { status: 'closed' };
      if (wasOpen) see(booked, at);
      return { status: 'accepted' };
    },
    sight({ sights }, asOf) {
      for (let i = sights.length - 1; i >= 0; i--) if (sights[i]!.at <= asOf) return sights[i]!.order;
      return undefined;
    },
    cashAsOf: (asOf) => (cash.findLast(({ at }) => at <= asOf) ?? cash[0]!).amount,
    readAccount(asOf, worth) {
      const amount = this.cashAsOf(asOf);
      let held = NO_MONEY;
      for (const { ticker, quantity } of account.positions.values()) held = (held + notional(quantity, worth(ticker))) as Money;
      const equity = (amount + held) as Money;
      return {
        id: opening.id,
        status: 'ACTIVE',
        currency: 'USD',
        cash: amount,
        equity,
        lastEquity: equity,
        buyingPower: minus((equity * BigInt(temper.multiplier)) as Money, held),
        tradingBlocked: false,
        accountBlocked: false,
        tradeSuspendedByUser: false,
      };
    },
    positions: () =>
      [...account.positions.values()].map(({ ticker, quantity, cost }) => ({
        ticker,
        side: 'long',
        quantity,
        available: (quantity - heldBySells(account, ticker)) as Quantity,
        averageEntryPrice: most(averageTold(cost, quantity), SMALLEST),
      })),
    touched(at) {
      note(at);
      state.revision += 1;
    },
    forgetIds() {
      if (temper.dedupe === 'session') account.byClientId.clear();
    },
  };
}

const SMALLEST = price('0.000000001');

function heldBySells(account: ExchangeAccount, ticker: Ticker): bigint {
  let held = 0n;
  for (const order of account.open) if (order.ticker === ticker && order.side === 'sell') held += order.sharesAsked - order.filled;
  return held;
}

/** An intent without its step: the leg it belongs to. */
export const legIn = (intent: string): string => intent.slice(0, intent.lastIndexOf(' '));

export const isOurs = (booked: BookedOrder): boolean => booked.sender !== null;
export const isOpenAt = (booked: BookedOrder): boolean => !isClosed(STATUS[booked.order.status]);
