import { describe, expect, it } from 'vitest';
import { instant, money, price, quantity, ticker } from '@alchemiser/domain';
import { isFailure } from '@alchemiser/services';
import { brokerAgainst, json } from '../../test/alpaca-double.ts';
import { ACCOUNT, FILLS, ID, ORDER, POSITIONS } from '../../test/fixtures.ts';

const failureCode = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.catch((caught: unknown) => caught);
  return isFailure(error) ? error.code : `no failure: ${String(error)}`;
};

describe('the account', () => {
  it('is read exactly, under the number that a person sees', async () => {
    const { broker } = brokerAgainst(() => json(ACCOUNT));
    expect(await broker.account()).toEqual({
      id: 'PA3EXAMPLE89',
      status: 'ACTIVE',
      currency: 'USD',
      cash: money('25010.42'),
      equity: money('100005.83'),
      lastEquity: money('99871.302588065'),
      buyingPower: money('200011.66'),
      tradingBlocked: false,
      accountBlocked: false,
      tradeSuspendedByUser: false,
    });
  });

  it.each(['cash', 'equity', 'last_equity', 'account_number', 'trading_blocked'])('without %s is refused, never a zero', async (field) => {
    const { [field]: _, ...rest } = ACCOUNT;
    expect(await failureCode(brokerAgainst(() => json(rest)).broker.account())).toBe('broker.malformed');
  });

  it.each([[25010.42], [null], ['25,010.42'], ['NaN'], ['1e5'], ['']])('with cash %j is refused', async (cash) => {
    expect(await failureCode(brokerAgainst(() => json({ ...ACCOUNT, cash })).broker.account())).toBe('broker.malformed');
  });
});

describe('positions', () => {
  it('are stocks and ETFs, long and short; what else the account holds is reported', async () => {
    const { broker, log } = brokerAgainst(() => json(POSITIONS));
    expect(await broker.positions()).toEqual([
      {
        ticker: 'BRK/B',
        side: 'long',
        quantity: quantity('0.557436865'),
        available: quantity('0.057436865'),
        averageEntryPrice: price('478.191234568'),
      },
      { ticker: 'TSLA', side: 'short', quantity: quantity('3'), available: quantity('3'), averageEntryPrice: price('251.5') },
    ]);
    expect(log.lines.map(({ level, fields }) => [level, fields['symbol']])).toEqual([
      ['warn', 'BTCUSD'],
      ['warn', 'AAPL241213C00250000'],
    ]);
  });

  it('that cannot be read fail the read, never shorten it', async () => {
    expect(await failureCode(brokerAgainst(() => json([{ ...POSITIONS[0], side: 'sideways' }])).broker.positions())).toBe(
      'broker.malformed',
    );
    expect(await failureCode(brokerAgainst(() => json({ positions: [] })).broker.positions())).toBe('broker.malformed');
    expect(await failureCode(brokerAgainst(() => json([], 500)).broker.positions())).toBe('broker.unavailable');
  });
});

describe('an order', () => {
  it('is found by our id', async () => {
    const { broker, asked } = brokerAgainst(() => json(ORDER));
    expect(await broker.orderByClientId(ID)).toEqual({
      venueOrderId: ORDER['id'],
      clientOrderId: ID,
      ticker: 'BRK/B',
      side: 'buy',
      quantity: quantity('1.234567891'),
      type: 'limit',
      limitPrice: price('478.2'),
      status: 'partiallyFilled',
      rawStatus: 'partially_filled',
      filled: quantity('0.5'),
      averageFillPrice: price('478.191234568'),
      submittedAt: Date.parse('2026-10-08T15:10:21.375Z'),
    });
    expect(asked).toEqual([{ method: 'GET', path: '/v2/orders:by_client_order_id', query: { client_order_id: ID }, body: undefined }]);
  });

  it('that Alpaca does not know is undefined', async () => {
    expect(
      await brokerAgainst(() => json({ code: 40410000, message: 'order not found for x' }, 404)).broker.orderByClientId(ID),
    ).toBeUndefined();
  });

  it.each([
    ['pending_new', 'pending'],
    ['accepted', 'pending'],
    ['accepted_for_bidding', 'pending'],
    ['held', 'pending'],
    ['new', 'working'],
    ['pending_cancel', 'working'],
    ['pending_replace', 'working'],
    ['stopped', 'working'],
    ['suspended', 'working'],
    ['calculated', 'working'],
    ['done_for_day', 'working'],
    ['partially_filled', 'partiallyFilled'],
    ['filled', 'filled'],
    ['canceled', 'canceled'],
    ['expired', 'expired'],
    ['rejected', 'rejected'],
    ['replaced', 'replaced'],
    ['a_word_of_next_year', 'unrecognised'],
    ['constructor', 'unrecognised'],
    ['', 'unrecognised'],
  ])('with status %j is %s, and keeps the word', async (raw, status) => {
    const order = await brokerAgainst(() => json({ ...ORDER, status: raw })).broker.orderByClientId(ID);
    expect([order?.status, order?.rawStatus]).toEqual([status, raw]);
  });

  it('in dollars has no quantity', async () => {
    const order = await brokerAgainst(() =>
      json({ ...ORDER, qty: null, notional: '5', limit_price: null, filled_avg_price: '0', type: 'market' }),
    ).broker.orderByClientId(ID);
    expect([order?.quantity, order?.limitPrice, order?.averageFillPrice, order?.type]).toEqual([null, null, null, 'market']);
  });
});

describe('fills', () => {
  it('carry what identifies them: the order and its cumulative quantity', async () => {
    const since = instant(Date.parse('2026-10-08T15:10:18.097Z'));
    const { broker, asked } = brokerAgainst(() => json(FILLS));
    expect(
      (await broker.fillsSince(since)).map((fill) => [
        fill.ticker,
        fill.side,
        fill.quantity,
        fill.cumulativeQuantity,
        fill.price,
        fill.venueOrderId,
      ]),
    ).toEqual([
      ['BRK/B', 'buy', quantity('0.25'), quantity('0.25'), price('478.182469'), ORDER['id']],
      ['BRK/B', 'buy', quantity('0.25'), quantity('0.5'), price('478.2'), ORDER['id']],
    ]);
    // A millisecond early: `after` excludes its own instant, and ours are cut to the millisecond.
    expect(asked[0]?.query).toEqual({ after: '2026-10-08T15:10:18.096Z', direction: 'asc', page_size: '100' });
  });

  it.each([
    ['price', '478.1824691356'],
    ['qty', '0.2500000001'],
    ['cum_qty', ''],
    ['side', 'lend'],
    ['transaction_time', 'yesterday'],
  ])('with %s %j are refused: executions are never rounded', async (field, value) => {
    expect(await failureCode(brokerAgainst(() => json([{ ...FILLS[0], [field]: value }])).broker.fillsSince(instant(0)))).toBe(
      'broker.malformed',
    );
  });
});

describe('instruments', () => {
  const asset = (symbol: string, more = {}) => ({
    symbol,
    name: `${symbol} Inc.`,
    status: 'active',
    tradable: true,
    fractionable: true,
    ...more,
  });

  it('are those that Alpaca knows and trades', async () => {
    const known: Record<string, unknown> = {
      'BRK.B': asset('BRK.B'),
      OCGN: asset('OCGN', { fractionable: false }),
      GONE: asset('GONE', { status: 'inactive' }),
      FB: asset('META'),
    };
    const { broker } = brokerAgainst(({ path }) => {
      const found = known[decodeURIComponent(path.replace('/v2/assets/', ''))];
      return found === undefined ? json({ code: 40410000, message: 'asset not found for NOSUCH' }, 404) : json(found);
    });
    const found = await broker.instruments(['BRK/B', 'OCGN', 'GONE', 'FB', 'NOSUCH'].map(ticker));
    expect([...found.values()].map(({ ticker: name, tradable, fractionable }) => [name, tradable, fractionable])).toEqual([
      ['BRK/B', true, true],
      ['OCGN', true, false],
      ['GONE', false, true],
    ]);
  });

  it('come as one list when many are asked for, and by name where the list lacks one', async () => {
    const tickers = Array.from({ length: 40 }, (_, n) => ticker(`T${n}`));
    const { broker, asked } = brokerAgainst(({ path }) =>
      path === '/v2/assets' ? json(tickers.slice(1).map((name) => asset(name))) : json(asset('T0', { status: 'inactive' })),
    );
    const found = await broker.instruments(tickers);
    expect([...found.keys()]).toEqual(tickers);
    expect([found.get(ticker('T0'))?.tradable, found.get(ticker('T1'))?.tradable]).toEqual([false, true]);
    expect(asked.map(({ path }) => path)).toEqual(['/v2/assets', '/v2/assets/T0']);
  });
});
