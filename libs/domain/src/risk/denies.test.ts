import { expect, it } from 'vitest';
import { dayOf, GATHERED, quoteAt } from '../../test/facts.ts';
import { money, price, quantity } from '../values/exact.ts';
import { ticker } from '../values/ticker.ts';
import { instant } from '../values/time.ts';
import type { ClientOrderId, Ticket } from '../orders/order.ts';
import type { AccountId } from '../run/facts.ts';
import { denies, type OrderContext } from './denies.ts';
import { DEFAULT_LIMITS, type RiskLimits } from './limits.ts';

const TQQQ = ticker('TQQQ');
const buy: Ticket = {
  clientOrderId: 'a' as ClientOrderId,
  ticker: TQQQ,
  side: 'buy',
  quantity: quantity('10'),
  type: 'limit',
  limitPrice: price('60.01'),
  timeInForce: 'day',
};
const market: Ticket = {
  clientOrderId: 'a' as ClientOrderId,
  ticker: TQQQ,
  side: 'sell',
  quantity: quantity('10'),
  type: 'market',
  timeInForce: 'day',
};
const { limitPrice: _, ...priceless } = buy;
const { account } = dayOf({ prices: {}, books: { nuclear: { cash: '1000' } } });
const context: OrderContext = {
  instrument: { ticker: TQQQ, name: 'ProShares UltraPro QQQ', tradable: true, fractionable: true },
  quote: quoteAt(TQQQ, price('60')),
  now: GATHERED,
  lastClose: 61,
  sizingEquity: money('1000'),
  cash: money('700'),
  account,
  sessionLoss: 0,
};

it.each<[string, Ticket, Partial<OrderContext>, Partial<RiskLimits>, string | null]>([
  ['lets a sound buy pass', buy, {}, {}, null],
  ['lets a market sell pass at the bid', market, {}, {}, null],
  ['denies what is halted', buy, { instrument: { ...context.instrument!, tradable: false } }, {}, 'TQQQ is not tradable'],
  ['denies what the broker does not know', buy, { instrument: null }, {}, 'TQQQ is not tradable'],
  [
    'denies from an inactive account',
    buy,
    { account: { ...account, status: 'CLOSED' } },
    {},
    'the account cannot trade: its status is CLOSED',
  ],
  ['denies sells too', market, { account: { ...account, tradingBlocked: true } }, {}, 'the account cannot trade: trading is blocked'],
  [
    'denies from another account',
    buy,
    {},
    { account: 'PA0000000001' as AccountId },
    'the account cannot trade: it is …6789, not the configured …0001',
  ],
  ['denies buys after a loss', buy, { sessionLoss: 15.1 }, {}, 'no new buys: lost 15.1 % since the last close, limit 15.0 %'],
  [
    'denies buys after a loss nobody knows',
    buy,
    { sessionLoss: Number.NaN },
    {},
    'no new buys: lost unknown since the last close, limit 15.0 %',
  ],
  ['lets sells pass after a loss', market, { sessionLoss: 50 }, {}, null],
  ['denies nothing at all', { ...buy, quantity: quantity('0') }, {}, {}, 'TQQQ: an order needs a quantity'],
  [
    'denies a fraction of a whole share',
    { ...buy, quantity: quantity('1.5') },
    { instrument: { ...context.instrument!, fractionable: false } },
    {},
    'TQQQ trades in whole shares',
  ],
  ['denies without a quote', buy, { quote: null }, {}, 'TQQQ has no quote'],
  ['denies on an old quote', buy, { now: instant(GATHERED + 5_001) }, {}, "TQQQ's quote is 5.0 s old, limit 5.0 s"],
  ['denies on a wide spread', buy, { quote: { ...context.quote!, bid: price('59') } }, {}, "TQQQ's spread is 168.9 bps, limit 100.0 bps"],
  ['denies a limit order without a limit', priceless, {}, {}, 'TQQQ: a limit order needs a limit price'],
  ['denies a price between ticks', { ...buy, limitPrice: price('60.005') }, {}, {}, 'TQQQ: 60.005 is not on the tick'],
  ['denies a price far from the last close', buy, { lastClose: 40 }, {}, 'TQQQ at 60.01 is 50.0 % from its last close, limit 25.0 %'],
  ['denies without a last close', buy, { lastClose: null }, {}, 'TQQQ has no last close to compare 60.01 with'],
  ['denies a slipped digit', { ...buy, quantity: quantity('100') }, {}, {}, 'TQQQ: $6,001.00 is 600.1 % of sizing equity, limit 110.0 %'],
  ['denies an order of cents', { ...buy, quantity: quantity('0.01') }, {}, {}, 'TQQQ: $0.60 is below $1.00'],
  ['denies more than the cash', buy, { cash: money('600') }, {}, 'TQQQ: $600.10 is more than the $600.00 of confirmed cash'],
  ['needs no cash to sell', market, { cash: money('0') }, {}, null],
  [
    'denies when a limit is not a number',
    buy,
    {},
    { orderNotionalMax: Number.NaN },
    'TQQQ: $600.10 is 60.0 % of sizing equity, limit unknown',
  ],
])('%s', (_claim, ticket, changed, limits, says) => {
  expect(denies(ticket, { ...context, ...changed }, { ...DEFAULT_LIMITS, ...limits })).toBe(says);
});
