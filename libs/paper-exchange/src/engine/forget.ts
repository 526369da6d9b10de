/**
 * Keeping an account the size it is. Beyond so many closed orders the oldest are forgotten, with everything that happened before: its
 * activities are added up into what the account stood at then, so that it still adds up afterwards.
 *
 * 1. The cut lies at the creation of the first order that is to stay.
 * 2. Activities up to the cut become `carried`: cash, and per ticker shares and what they cost.
 * 3. Orders that closed up to the cut go, and their client order ids are free again (how long Alpaca remembers one is not known).
 *    An order that was still open then stays, though some of its executions may be among what was added up.
 */
import { divideNearest, NO_MONEY, NO_SHARES, notional, plus, remaining, type ExchangeCalendar, type Quantity } from '@alchemiser/domain';
import { instantOfStamp } from './stamp.ts';
import { isOpen, type Account, type Activity, type Carried, type ExchangeState } from './state.ts';
import { tradingDay, type Venue } from './venue.ts';

/** So many more than are to be kept are borne before anything is forgotten, so that it costs little per order. */
const SLACK = 1.25;

/** @param most closed orders that each account keeps, about. */
export function forget(state: ExchangeState, { calendar }: Venue, most: number): void {
  for (const account of state.accounts) {
    if (account.orders.size - account.open.size <= most * SLACK) continue;
    forgetIn(account, calendar, most);
    state.revision += 1;
  }
}

function forgetIn(account: Account, calendar: ExchangeCalendar, most: number): void {
  const orders = [...account.orders.values()];
  const through = orders[orders.length - account.open.size - most]!.createdAt;
  const gone = account.activities.findIndex(({ at }) => at > through);
  const activities = account.activities.splice(0, gone === -1 ? account.activities.length : gone);
  account.carried = carriedBy(account, { activities, through, calendar });
  for (const order of orders) {
    if (isOpen(order) || order.updatedAt > through) continue;
    account.orders.delete(order.id);
    account.byClientId.delete(order.clientOrderId);
  }
}

type Standing = Pick<Carried, 'through' | 'cash' | 'holdings' | 'transferred'>;

/** What an account stood at before its first activity that is still known. */
export const carriedOf = (account: Account): Standing =>
  account.carried ?? { through: account.openedAt, cash: account.openingCash, holdings: [], transferred: NO_MONEY };

export interface Held {
  readonly shares: Quantity;
  /** In units of 1e-18 USD. */
  readonly paid: bigint;
}

/** One activity added to what is held; a position that is empty is not there. */
export function addTo(held: Map<Activity['ticker'], Held>, activity: Activity): void {
  const { ticker, quantity, price } = activity;
  const now = held.get(ticker) ?? { shares: NO_SHARES, paid: 0n };
  const bought = activity.kind === 'shares' || activity.side === 'buy';
  const shares = bought ? plus(now.shares, quantity) : remaining(now.shares, quantity);
  if (shares === NO_SHARES) held.delete(ticker);
  else held.set(ticker, { shares, paid: bought ? now.paid + quantity * price : divideNearest(now.paid * shares, now.shares) });
}

interface Forgotten {
  readonly activities: readonly Activity[];
  readonly through: Carried['through'];
  readonly calendar: ExchangeCalendar;
}

function carriedBy(account: Account, { activities, through, calendar }: Forgotten): Carried {
  const session = calendar.previous(tradingDay(calendar, instantOfStamp(through)));
  const { close } = calendar.hours(session);
  const held = heldIn(carriedOf(account));
  let { cash, transferred } = carriedOf(account);
  const standing = () => ({
    cash,
    holdings: [...held].map(([ticker, { shares, paid }]) => ({ ticker, quantity: shares, cost: paid })),
  });
  let atClose = account.carried?.atClose.session === session ? account.carried.atClose : undefined;
  for (const activity of activities) {
    if (instantOfStamp(activity.at) >= close) atClose ??= { session, ...standing() };
    addTo(held, activity);
    if (activity.kind === 'fill') cash = plus(cash, activity.cash);
    else transferred = plus(transferred, notional(activity.quantity, activity.price));
  }
  return { through, ...standing(), transferred, atClose: atClose ?? { session, ...standing() } };
}

export const heldIn = ({ holdings }: Pick<Carried, 'holdings'>): Map<Activity['ticker'], Held> =>
  new Map(holdings.map(({ ticker, quantity, cost }) => [ticker, { shares: quantity, paid: cost }]));
