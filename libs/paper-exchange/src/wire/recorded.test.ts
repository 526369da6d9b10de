/** Replies have the fields, and the kinds of fields, that a real paper account sent in October 2026; where the story can be retold, the figures too. */
import { describe, expect, it } from 'vitest';
import { open, type Client } from '../../test/client.ts';
import { at, scriptedMarket } from '../../test/market.ts';
import { kindsOf, reference, REFERENCE_MISSING } from '../../test/reference.ts';

const MORNING = at('2026-10-08T15:10:00Z');
const CLOSES = { '2026-10-06': 85, '2026-10-07': 85.82 };

/** KO on 2026-10-08 as the recorded account met it: its three executions, and 86.88 at the end. */
const QUOTES: readonly (readonly [string, string, string])[] = [
  ['2026-10-08T15:10:18Z', '86.876', '86.878'],
  ['2026-10-08T15:10:19Z', '86.878', '86.88'],
  ['2026-10-08T15:10:19.700Z', '86.872', '86.88'],
  ['2026-10-08T15:10:20Z', '86.875', '86.885'],
];
const market = scriptedMarket({
  KO: {
    closes: CLOSES,
    quote: (now) => {
      const [, bid, ask] = QUOTES.findLast(([from]) => at(from) <= now) ?? ['', '86.87', '86.89'];
      return [bid, ask];
    },
  },
  OCGN: { quote: () => ['5.00', '5.02'], closes: CLOSES, fractionable: false },
});

/** The recorded fills, asked for in shares: 0.057436865 and 1 bought, 0.5 sold. */
async function recordedMorning(): Promise<Client> {
  const client = open(MORNING, { market });
  const story = [
    ['2026-10-08T15:10:18.094Z', 'buy', '0.057436865'],
    ['2026-10-08T15:10:19.050Z', 'buy', '1'],
    ['2026-10-08T15:10:19.727Z', 'sell', '0.5'],
  ];
  for (const [time, side, qty] of story) {
    await client.clock.advanceTo(at(time!));
    await client.send({ symbol: 'KO', qty, side, type: 'market' });
  }
  await client.clock.advanceTo(at('2026-10-08T15:10:21Z'));
  return client;
}

describe.skipIf(REFERENCE_MISSING !== undefined)(
  `a recorded reply${REFERENCE_MISSING === undefined ? '' : ` (skipped: ${REFERENCE_MISSING})`}`,
  () => {
    it('gives positions the recorded figures: average cost, money to six places, ratios to five', async () => {
      const { ask } = await recordedMorning();
      const { asset_id: _ours, ...position } = (await ask('GET', '/v2/positions')).body[0];
      const { asset_id: _theirs, ...recorded } = reference('recorded/positions.json')[0];
      expect(position).toEqual(recorded);
    });

    it('gives fill activities the recorded fields, with ids in New York’s time', async () => {
      const { ask } = await recordedMorning();
      const rows: readonly Record<string, string>[] = (await ask('GET', '/v2/account/activities/FILL?direction=asc')).body;
      const recorded: readonly Record<string, string>[] = reference('recorded/fill_activities.json');
      expect(rows.map(kindsOf)).toEqual(recorded.map(kindsOf));
      const essence = ({ cum_qty, leaves_qty, order_status, price, qty, side, symbol, type, id }: Record<string, string>) => [
        cum_qty,
        leaves_qty,
        order_status,
        price,
        qty,
        side,
        symbol,
        type,
        id?.slice(0, 14),
      ];
      expect(rows.map(essence)).toEqual(recorded.map(essence));
      expect(rows[0]?.['id']).toMatch(/^20261008111018097::[0-9a-f-]{36}$/);
    });

    it('gives the account the recorded fields', async () => {
      const { ask } = await recordedMorning();
      expect(kindsOf((await ask('GET', '/v2/account')).body)).toEqual(kindsOf(reference('recorded/account.json')));
    });

    it('gives assets the recorded fields', async () => {
      const { ask } = open(MORNING, { market });
      const [ko, ocgn] = reference('recorded/assets.json');
      expect(kindsOf((await ask('GET', '/v2/assets/KO')).body)).toEqual(kindsOf(ko));
      const listed = (await ask('GET', '/v2/assets')).body;
      expect(kindsOf(listed[1])).toEqual(kindsOf(ocgn));
      expect([listed[0].fractionable, listed[1].fractionable]).toEqual([ko.fractionable, ocgn.fractionable]);
    });

    it.each([
      ['order_limit_submit.json', { qty: '1', side: 'buy', type: 'limit', limit_price: '78.19' }, 0],
      ['order_limit_new.json', { qty: '1', side: 'buy', type: 'limit', limit_price: '78.19' }, 5],
      ['order_notional_submit.json', { notional: '5', side: 'buy', type: 'market' }, 0],
      ['order_notional_filled.json', { notional: '5', side: 'buy', type: 'market' }, 5],
      ['order_sell_filled.json', { qty: '0.557436865', side: 'sell', type: 'market' }, 5],
    ])('gives an order the fields and words of %s', async (file, order, waitMs) => {
      const { ask, send, clock, exchange } = open(MORNING, { market });
      await exchange.grant({ ticker: 'KO', quantity: '0.557436865', price: '86.879891' });
      const sent = await send({ symbol: 'KO', ...order });
      await clock.sleep(waitMs);
      const found = waitMs === 0 ? sent.body : (await ask('GET', `/v2/orders/${sent.body.id}`)).body;
      expect(kindsOf(found)).toEqual(kindsOf(reference(`recorded/${file}`)));
      expect(words(found)).toEqual(words(reference(`recorded/${file}`)));
    });

    it('gives a canceled order the fields and words of the recorded one', async () => {
      const { ask, send, clock } = open(MORNING, { market });
      const sent = await send({ symbol: 'KO', qty: '1', side: 'buy', type: 'limit', limit_price: '78.19' });
      await clock.sleep(800);
      await ask('DELETE', `/v2/orders/${sent.body.id}`);
      const found = (await ask('GET', `/v2/orders/${sent.body.id}`)).body;
      expect(kindsOf(found)).toEqual(kindsOf(reference('recorded/order_limit_canceled.json')));
      expect(words(found)).toEqual(words(reference('recorded/order_limit_canceled.json')));
    });

    it('gives bars the recorded fields, stamped at midnight in New York', async () => {
      const { ask } = open(MORNING, { market });
      const { body } = await ask('GET', '/v2/stocks/bars?symbols=KO&timeframe=1Day&start=2026-10-01');
      expect(kindsOf(body.bars.KO[0])).toEqual(kindsOf(reference('recorded/daily_bars_iex_AAPL_split_head.json').bars.AAPL[0]));
      const bars: readonly { t: string }[] = body.bars.KO;
      expect(bars.map((bar) => bar.t)).toEqual(['2026-10-06T04:00:00Z', '2026-10-07T04:00:00Z']);
    });

    it.each([
      ['sell_above_held', { symbol: 'KO', qty: '1.057436865', side: 'sell', type: 'market' }],
      ['duplicate_client_order_id', { symbol: 'KO', qty: '0.1', side: 'sell', type: 'market', client_order_id: 'twice' }],
      ['non_fractionable_sell_fractional', { symbol: 'OCGN', qty: '0.5', side: 'sell', type: 'market' }],
    ])('refuses %s with the recorded status, code, message and fields', async (name, order) => {
      const { send, clock, exchange } = open(MORNING, { market });
      await exchange.grant({ ticker: 'KO', quantity: '0.557436865', price: '86.88' });
      await exchange.grant({ ticker: 'OCGN', quantity: '1', price: '5' });
      if (name === 'duplicate_client_order_id') {
        await send({ ...order, side: 'buy' });
        await clock.sleep(10);
      }
      expect(await send(order)).toEqual(reference('recorded/errors.json')[name]);
    });
  },
);

/** What a reply says apart from whose it is and when. */
function words(order: Readonly<Record<string, unknown>>): unknown {
  const names = [
    'status',
    'side',
    'type',
    'order_type',
    'order_class',
    'time_in_force',
    'position_intent',
    'asset_class',
    'limit_price',
    'notional',
    'qty',
    'expires_at',
    'extended_hours',
  ];
  return Object.fromEntries(names.map((name) => [name, order[name]]));
}
