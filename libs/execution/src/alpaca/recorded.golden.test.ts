/** Replies of a real paper account, read by the adapter. They stay outside the repository; without them the fixtures beside the adapter stand in. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { instant, price, quantity, ticker, toDecimal, type ClientOrderId } from '@alchemiser/domain';
import { brokerAgainst, json } from '../../test/alpaca-double.ts';

const FOLDER = join(import.meta.dirname, '../../../../../shared/alpaca/recorded');
const recorded = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));

describe.skipIf(!existsSync(FOLDER))('a recorded reply (skipped where the recordings are not there)', () => {
  it('of the account is read to the last digit', async () => {
    const account = await brokerAgainst(() => json(recorded('account'))).broker.account();
    expect([account.cash, account.equity, account.lastEquity, account.buyingPower].map(toDecimal)).toEqual([
      '100005.83',
      '100005.83',
      '100003.742588065',
      '400023.32',
    ]);
    expect([account.status, account.tradingBlocked, account.accountBlocked]).toEqual(['ACTIVE', false, false]);
  });

  it('of positions is read', async () => {
    expect(await brokerAgainst(() => json(recorded('positions'))).broker.positions()).toEqual([
      {
        ticker: 'KO',
        side: 'long',
        quantity: quantity('0.557436865'),
        available: quantity('0.557436865'),
        averageEntryPrice: price('86.879891'),
      },
    ]);
  });

  it.each([
    ['order_limit_submit', 'pending', '1', '0', null],
    ['order_limit_new', 'working', '1', '0', null],
    ['order_limit_canceled', 'canceled', '1', '0', null],
    ['order_notional_submit', 'pending', null, '0', null],
    ['order_notional_filled', 'filled', null, '0.057436865', '86.878'],
    ['order_sell_filled', 'filled', '0.557436865', '0.557436865', '86.882'],
  ])('of %s is %s', async (name, status, shares, filled, average) => {
    const wire = recorded(name) as Readonly<Record<string, string>>;
    const order = await brokerAgainst(() => json(wire)).broker.orderByClientId(wire['client_order_id'] as ClientOrderId);
    expect(order?.status).toBe(status);
    expect(order?.rawStatus).toBe(wire['status']);
    expect(
      [order?.quantity ?? null, order?.filled ?? null, order?.averageFillPrice ?? null].map((value) => value && toDecimal(value)),
    ).toEqual([shares, filled === '0' ? 0n : filled, average]);
    expect(order?.submittedAt).toBe(Date.parse(wire['submitted_at'] ?? ''));
  });

  it('of fills is read, each with its order and cumulative quantity', async () => {
    const fills = await brokerAgainst(() => json(recorded('fill_activities'))).broker.fillsSince(instant(0));
    expect(fills.map((fill) => [fill.side, toDecimal(fill.quantity), toDecimal(fill.cumulativeQuantity), toDecimal(fill.price)])).toEqual([
      ['buy', '0.057436865', '0.057436865', '86.878'],
      ['buy', '1', '1', '86.88'],
      ['sell', '0.5', '0.5', '86.872'],
    ]);
  });

  it('of assets is read', async () => {
    const assets = recorded('assets') as { symbol: string }[];
    const { broker } = brokerAgainst(({ path }) => json(assets.find(({ symbol }) => path.endsWith(`/${symbol}`))));
    const found = await broker.instruments([ticker('KO'), ticker('OCGN')]);
    expect([...found.values()].map(({ ticker: name, fractionable, tradable }) => [name, fractionable, tradable])).toEqual([
      ['KO', true, true],
      ['OCGN', false, true],
    ]);
  });

  it.each(['sell_above_held', 'duplicate_client_order_id', 'non_fractionable_sell_fractional'])(
    'of the refusal %s keeps status, code, words and fields',
    async (name) => {
      const errors = recorded('errors') as Readonly<
        Record<string, { readonly status: number; readonly body: { readonly code: number; readonly message: string } }>
      >;
      const { status, body } = errors[name]!;
      const ticket = {
        clientOrderId: 'x' as ClientOrderId,
        ticker: ticker('KO'),
        side: 'sell',
        quantity: quantity('1'),
        type: 'market',
        timeInForce: 'day',
      } as const;
      const { broker, trading } = brokerAgainst(() => json(body, status));
      expect(await broker.submit(ticket)).toEqual({ status: 'refused', code: String(body.code), says: body.message, related: [] });
      const { code, message, ...fields } = body;
      expect(await trading.write('POST', 'v2/orders', {})).toEqual({
        status: 'refused',
        httpStatus: status,
        code: String(code),
        says: message,
        related: [],
        fields,
      });
    },
  );
});
