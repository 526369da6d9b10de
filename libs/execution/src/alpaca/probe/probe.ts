/**
 * The open questions of Alpaca's protocol, asked of a paper account with small orders that rest, and a few that fill and are sold again.
 * Run by hand. It touches no order and no position but its own, and leaves none behind.
 */
import { NO_SHARES, price, quantity, toDecimal, toFloat, type Price, type Quote, type Ticker, type VenueOrder } from '@alchemiser/domain';
import { symbolOf, type AlpacaClient } from '@alchemiser/infrastructure';
import { isFailure, type Broker, type Clock, type Logger, type TradeUpdates } from '@alchemiser/services';
import { alpacaBroker } from '../alpaca-broker.ts';
import { allOrders } from '../paging.ts';
import { readVenueState } from '../venue-day.ts';
import { asking, type ProbeAnswer } from './asking.ts';
import { ID_QUESTIONS } from './ids.ts';
import { ORDER_QUESTIONS } from './orders.ts';
import type { Probing, Question } from './questions.ts';

export interface ProbeOptions {
  readonly http: AlpacaClient;
  readonly updates: TradeUpdates;
  readonly clock: Clock;
  readonly log: Logger;
  readonly quote: Quote;
  /** Told as each question is answered. */
  readonly onAnswer?: (answer: ProbeAnswer) => void;
}

const PREFIX = 'probe-';
const SETTLE_MS = 3_000;
const DAY_MS = 86_400_000;
const EARLIER_DAYS = 90;

/** @throws RangeError for an account that already holds or orders the ticker. @throws Failure `broker.*` */
export async function probeAlpaca({ http, updates, clock, log, quote, onAnswer }: ProbeOptions): Promise<readonly ProbeAnswer[]> {
  const { ticker } = quote;
  const broker = alpacaBroker({ http, dedupe: 'session', log });
  await checkFlat(broker, ticker);
  const { isOpen } = await readVenueState(http);
  const heard: VenueOrder[] = [];
  const following = updates.follow({ onOrder: (order) => heard.push(order) });
  const answers: ProbeAnswer[] = [];
  try {
    const probing = await probingAt(http, clock, quote, heard);
    await probing.settle();
    for (const question of [...ID_QUESTIONS, ...ORDER_QUESTIONS]) {
      const answer = await answerTo(question, http, ticker, probing, isOpen);
      answers.push(answer);
      onAnswer?.(answer);
    }
    return answers;
  } finally {
    following.stop();
    await cleanUp(broker, ticker, clock, log);
  }
}

async function checkFlat(broker: Broker, ticker: Ticker): Promise<void> {
  const [positions, orders] = await Promise.all([broker.positions(), broker.openOrders()]);
  if (positions.some((each) => each.ticker === ticker))
    throw new RangeError(`The account holds ${ticker}: the probe needs a ticker that it does not hold`);
  if (orders.some((each) => each.ticker === ticker))
    throw new RangeError(`The account has open orders of ${ticker}: the probe needs another ticker`);
}

async function probingAt(http: AlpacaClient, clock: Clock, quote: Quote, heard: readonly VenueOrder[]): Promise<Probing> {
  const at = (from: Price, factor: number): Price => price((Math.round(toFloat(from) * factor * 100) / 100).toFixed(2));
  const stamp = clock.now().toString(36);
  let last = 0;
  const since = (clock.now() - EARLIER_DAYS * DAY_MS) as ReturnType<Clock['now']>;
  const [earliest] = (await allOrders(http, { status: 'closed' }, since)).filter(
    ({ client_order_id: id, submitted_at: at }) => id.startsWith(PREFIX) && typeof at === 'string' && daysSince(at, clock) >= 1,
  );
  return {
    clock,
    symbol: symbolOf(quote.ticker),
    far: at(quote.bid, 0.5),
    farther: at(quote.bid, 0.45),
    dear: at(quote.ask, 2),
    marketable: at(quote.ask, 1.01),
    few: quantity('0.1'),
    nextId: () => `${PREFIX}${stamp}-${String(++last)}`,
    settle: () => clock.sleep(SETTLE_MS),
    heardOf: (id) => heard.filter((order) => order.clientOrderId === id && order.filled > NO_SHARES).map(({ filled }) => toDecimal(filled)),
    earlier: earliest === undefined ? undefined : { id: earliest.client_order_id, days: daysSince(earliest.submitted_at ?? '', clock) },
  };
}

const daysSince = (iso: string, clock: Clock): number => Math.floor((clock.now() - Date.parse(iso)) / DAY_MS);

async function answerTo(question: Question, http: AlpacaClient, ticker: Ticker, probing: Probing, isOpen: boolean): Promise<ProbeAnswer> {
  if (question.open === true && !isOpen) {
    const finding = 'The exchange is closed, and the question is about executions.';
    return { question: question.words, verdict: 'not asked', exchanged: [], finding, means: 'Run the probe in an open session.' };
  }
  const ask = asking(http, ticker);
  try {
    return { question: question.words, ...(await question.ask(ask, probing)), exchanged: ask.exchanged };
  } catch (error) {
    if (!isFailure(error) && !(error instanceof RangeError)) throw error;
    return {
      question: question.words,
      verdict: 'not asked',
      exchanged: ask.exchanged,
      finding: error.message,
      means: 'Run the probe again.',
    };
  }
}

const CLEAN_UPS = 5;

/** Its own orders are taken off, and what it bought is sold: the ticker was not held before. What cannot be undone is told to a person. */
async function cleanUp(broker: Broker, ticker: Ticker, clock: Clock, log: Logger): Promise<void> {
  for (let round = 1; round <= CLEAN_UPS; round++) {
    const [orders, positions] = await Promise.all([broker.openOrders(), broker.positions()]);
    const ours = orders.filter((order) => order.clientOrderId.startsWith(PREFIX));
    const held = positions.find((each) => each.ticker === ticker);
    if (ours.length === 0 && held === undefined) return;
    for (const order of ours) await broker.cancel(order.venueOrderId);
    if (held !== undefined && held.available > NO_SHARES) {
      const id = `${PREFIX}${clock.now().toString(36)}-out` as VenueOrder['clientOrderId'];
      await broker.submit({ clientOrderId: id, ticker, side: 'sell', quantity: held.available, type: 'market', timeInForce: 'day' });
    }
    await clock.sleep(SETTLE_MS);
  }
  log.error('the probe left something behind', { ticker });
}
