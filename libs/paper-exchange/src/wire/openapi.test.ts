/** Replies have what Alpaca's own OpenAPI documents require, of the types they say. */
import { beforeAll, describe, expect, it } from 'vitest';
import { open, type Client } from '../../test/client.ts';
import { at, scriptedMarket } from '../../test/market.ts';
import { reference, REFERENCE_MISSING } from '../../test/reference.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly allOf?: readonly Schema[];
}

const IS: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** Everything in which a value departs from a schema: enough of OpenAPI for these documents' replies. */
function faults(schema: Schema, value: unknown, where: string, resolve: (ref: string) => Schema): readonly string[] {
  if (schema.$ref !== undefined) return faults(resolve(schema.$ref), value, where, resolve);
  if (value === null && schema.nullable === true) return [];
  const found: string[] = (schema.allOf ?? []).flatMap((part) => faults(part, value, where, resolve));
  if (schema.type !== undefined && IS[schema.type]?.(value) !== true)
    return [...found, `${where} is no ${schema.type}: ${JSON.stringify(value)}`];
  if (schema.enum !== undefined && !schema.enum.includes(value)) found.push(`${where} is none of the enum: ${JSON.stringify(value)}`);
  if (Array.isArray(value))
    value.forEach((item, row) => found.push(...faults(schema.items ?? {}, item, `${where}[${String(row)}]`, resolve)));
  else if (typeof value === 'object' && value !== null) {
    const record = value as Readonly<Record<string, unknown>>;
    for (const name of schema.required ?? []) if (!(name in record)) found.push(`${where}.${name} is missing`);
    for (const [name, part] of Object.entries(schema.properties ?? {}))
      if (name in record) found.push(...faults(part, record[name], `${where}.${name}`, resolve));
    if (typeof schema.additionalProperties === 'object') {
      for (const name of Object.keys(record)) found.push(...faults(schema.additionalProperties, record[name], `${where}.${name}`, resolve));
    }
  }
  return found;
}

const market = scriptedMarket({
  KO: { quote: () => ['99.90', '100.10'], closes: { '2026-10-06': 98, '2026-10-07': 99 } },
  SPY: { quote: () => ['500', '500.02'], closes: { '2026-10-07': 499 } },
});

describe.skipIf(REFERENCE_MISSING !== undefined)(
  `Alpaca's OpenAPI documents${REFERENCE_MISSING === undefined ? '' : ` (skipped: ${REFERENCE_MISSING})`}`,
  () => {
    let client: Client;
    let filled: string;
    beforeAll(async () => {
      client = open(at('2026-10-08T15:10:00Z'), { market });
      filled = (await client.send({ symbol: 'KO', qty: '2.5', side: 'buy', type: 'market' })).body.id;
      await client.send({ symbol: 'KO', notional: '50', side: 'buy', type: 'market' });
      await client.clock.sleep(1000);
      await client.send({ symbol: 'KO', qty: '1', side: 'sell', type: 'limit', limit_price: '120' });
    });

    it.each([
      ['trading', '/v2/account', 'Account'],
      ['trading', '/v2/positions', ['Position']],
      ['trading', '/v2/positions/KO', 'Position'],
      ['trading', '/v2/orders?status=all', ['Order']],
      ['trading', '/v2/orders/{filled}', 'Order'],
      ['trading', '/v2/assets', ['Assets']],
      ['trading', '/v2/clock', 'legacy_clock'],
      ['trading', '/v2/calendar?start=2026-10-01&end=2026-12-31', ['legacy_calendar_day']],
      ['trading', '/v2/account/activities', ['TradingActivities']],
      ['market-data', '/v2/stocks/bars?symbols=KO,SPY&timeframe=1Day&start=2026-10-01&feed=iex&adjustment=all', 'stock_bars_resp'],
      ['market-data', '/v2/stocks/KO/bars?timeframe=1Day&start=2026-10-01', 'stock_bars_resp_single'],
      ['market-data', '/v2/stocks/quotes/latest?symbols=KO,SPY', 'stock_latest_quotes_resp'],
      ['market-data', '/v2/stocks/KO/quotes/latest', 'stock_latest_quotes_resp_single'],
      ['market-data', '/v2/stocks/trades/latest?symbols=KO,SPY', 'stock_latest_trades_resp'],
      ['market-data', '/v2/stocks/KO/trades/latest', 'stock_latest_trades_resp_single'],
      ['market-data', '/v2/stocks/snapshots?symbols=KO,SPY', 'stock_snapshots_resp'],
      ['market-data', '/v2/stocks/KO/snapshot', 'stock_snapshots_resp_single'],
    ])('hold for %s %s', async (host, path, schema) => {
      const document: { components: { schemas: Record<string, Schema> } } = reference(`openapi/${host}-api.json`);
      const resolve = (ref: string): Schema => document.components.schemas[ref.split('/').at(-1)!]!;
      const { status, body } = await client.ask('GET', path.replace('{filled}', filled));
      expect(status).toBe(200);
      const named = Array.isArray(schema) ? { type: 'array', items: { $ref: schema[0]! } } : { $ref: schema };
      if (Array.isArray(body)) expect(body.length).toBeGreaterThan(0);
      expect(faults(named, body, 'reply', resolve)).toEqual([]);
    });
  },
);
