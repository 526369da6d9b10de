/** What must hold of every order, when it is asked for and when it arrives. */
import {
  minus,
  notional,
  NO_MONEY,
  plus,
  quantityIncrement,
  tickSize,
  toDecimal,
  worstPrice,
  type Instant,
  type Money,
  type RunEntry,
} from '@alchemiser/domain';
import { averageFillPrice } from '@alchemiser/paper-exchange';
import type { CallOf } from '../process/calls.ts';
import { legIn, type BookedOrder } from '../world/broker.ts';
import type { ProcessTwin, World } from '../world/world.ts';
import { journalOf, tradeOf } from './truth.ts';
import type { Finding } from './violation.ts';

type Submit = CallOf<'submit'>;

/** 1 */
export function oneOrderPerIntent({ broker }: World, booked: BookedOrder): Finding {
  const twin = broker.orders.find((each) => each !== booked && each.sender !== null && each.sender.intent === booked.sender?.intent);
  return twin === undefined
    ? null
    : `${booked.sender?.intent ?? ''} is at the broker twice: ${twin.order.clientOrderId} and ${booked.order.clientOrderId}`;
}

/** 5 */
export function noBuyBeforeFunding(world: World, submit: Submit): Finding {
  const { ticket, intent } = submit;
  if (ticket.side === 'sell') return null;
  const journal = journalOf(world, intent);
  const funded = journal.find((entry): entry is Extract<RunEntry, { kind: 'funded' }> => entry.kind === 'funded');
  const budget = funded?.buys.find(({ ticker }) => ticker === ticket.ticker)?.budget;
  if (budget === undefined) return `a buy of ${ticket.ticker} is sent before its funding is written down`;
  const spent = spentOn(world, intent);
  const cost = notional(ticket.quantity, ticket.limitPrice ?? worstPriceOf(world, submit));
  const rest = minus(budget, spent);
  // A resend is of an order that may be part of what was spent.
  const isThere = world.broker.orders.some(({ order }) => order.clientOrderId === ticket.clientOrderId);
  return isThere || cost <= rest
    ? null
    : `a buy of ${ticket.ticker} for ${toDecimal(cost)} exceeds the ${toDecimal(rest)} left of its budget`;
}

/** On the orders of an intent's leg. */
function spentOn({ broker }: World, intent: string): Money {
  const leg = legIn(intent);
  let spent = NO_MONEY;
  for (const booked of broker.orders) {
    const { order, sender } = booked;
    if (sender?.leg !== leg || order.filled === 0n) continue;
    // At the average price that the broker tells, which is rounded: nobody knows better.
    spent = plus(spent, notional(order.filled, averageFillPrice(order)!));
  }
  return spent;
}

const worstPriceOf = (world: World, submit: Submit) =>
  worstPrice(submit.ticket.side, tradeOf(world, submit)!.decisionPrice, world.scenario.policy);

/** 8 */
export function onlyInSession({ scenario, time }: World, booked: BookedOrder): Finding {
  const session = booked.sender?.intent.slice(0, 10);
  const hours = [scenario.hours, scenario.next, scenario.after].find(({ date }) => date === session);
  if (hours === undefined) return `an order of session ${session ?? 'none'} is at the broker`;
  return time.now >= hours.open && time.now < hours.close ? null : `an order of ${hours.date} arrives outside its session`;
}

/** 9 */
export function ordersWellFormed(world: World, submit: Submit): Finding {
  const { limitPrice, quantity, ticker, side } = submit.ticket;
  const listed = world.scenario.tickers.find((each) => each.ticker === ticker)!;
  if (quantity <= 0n) return `an order for nothing of ${ticker}`;
  if (quantity % quantityIncrement({ ticker, name: ticker, tradable: true, fractionable: listed.fractionable }) !== 0n)
    return `${toDecimal(quantity)} ${ticker} are not on its increment`;
  if (limitPrice === undefined) return null;
  if (limitPrice <= 0n || limitPrice % tickSize(limitPrice) !== 0n) return `${toDecimal(limitPrice)} is not on the tick of ${ticker}`;
  const trade = tradeOf(world, submit);
  if (trade === undefined) return `an order for ${ticker}, which the plan does not trade`;
  const cap = worstPrice(side, trade.decisionPrice, world.scenario.policy);
  const isBurned =
    side === 'buy'
      ? limitPrice < trade.decisionPrice / 2n + 2n * tickSize(cap)
      : limitPrice > trade.decisionPrice + trade.decisionPrice / 2n;
  const isBeyond = side === 'buy' ? limitPrice > cap : limitPrice < cap;
  return isBeyond && !isBurned ? `${side} ${ticker} at ${toDecimal(limitPrice)} is beyond the cap of ${toDecimal(cap)}` : null;
}

/** 15: the limit is a step through a quote that the market really showed a moment ago, or is held at the cap. */
export function pricedOnFreshQuote(world: World, submit: Submit): Finding {
  const { limitPrice, ticker, side, clientOrderId } = submit.ticket;
  const intended = journalOf(world, submit.intent).find((entry) => entry.kind === 'intended' && entry.id === clientOrderId);
  const trade = tradeOf(world, submit);
  if (limitPrice === undefined || trade === undefined || intended?.kind !== 'intended' || intended.limitPrice !== limitPrice) return null;
  if (limitPrice === worstPrice(side, trade.decisionPrice, world.scenario.policy)) return null;
  const restsOn = (at: number): boolean => {
    const quote = world.market.quoteAt(ticker, at as Instant);
    if (quote === undefined) return false;
    const far = side === 'buy' ? quote.ask : quote.bid;
    const step = tickSize(far);
    const through = side === 'buy' ? far + step : far - step;
    return limitPrice === through || (through <= 0n && limitPrice <= step);
  };
  const oldest = intended.at - world.scenario.policy.quoteAgeMsMax - 2 * CLOCKS_MS;
  // Almost always it is the quote of that second or the one before.
  for (let at: number = intended.at; at >= oldest; at -= SECOND) if (restsOn(at)) return null;
  for (let at = intended.at + SECOND; at <= intended.at + CLOCKS_MS; at += SECOND) if (restsOn(at)) return null;
  return `${side} ${ticker} at ${toDecimal(limitPrice)} rests on no quote of the last seconds`;
}

const SECOND = 1_000;
/** How far clocks disagree at most. */
const CLOCKS_MS = 2_000;

/** 14 */
export const finishedStaysFinished = ({ repeats }: ProcessTwin, of: string): Finding =>
  repeats && (of === 'submit' || of === 'cancel' || of === 'append' || of === 'appendLedger')
    ? `a finished session is started again and calls ${of}`
    : null;
