import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tradingDay } from '@alchemiser/execution';
import { IN_MEMORY, openStores, parseConfig } from '@alchemiser/infrastructure';
import { capturingLogger } from '@alchemiser/services/testing';
import { afterAll, expect, it } from 'vitest';
import { openDesk } from './open-desk.ts';
import { PAPER_ACCOUNT } from './paper-desk.ts';
import { reporter } from './reporter.ts';

const folder = mkdtempSync(join(tmpdir(), 'alchemiser-reporter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('keeps the mails of two accounts apart, and those of two runs', async () => {
  const parsed = parseConfig({ data: folder, sleeves: { nuclear: 1 } });
  if (!parsed.ok) throw new Error('The configuration is wrong');
  const stores = await openStores({ directory: IN_MEMORY });
  const at = { configuration: parsed.value, stores, log: capturingLogger(), session: undefined, keep: true, release: 'test' };
  const { desk, mandate, session } = await openDesk(at);
  const { record } = await tradingDay({ ...desk, report: null }, mandate, { session, ordinal: 0 });
  const report = reporter(parsed.value.email, 'test');
  for (const account of [PAPER_ACCOUNT, 'PA-3XYZ-7B', '1b9a-42f'])
    for (const ordinal of [0, 1]) await report?.(record, { account, session, ordinal });
  const pages = readdirSync(join(folder, 'outbox')).filter((name) => name.endsWith('.html'));
  expect(pages.map((name) => name.slice(0, -'.html'.length)).sort()).toEqual(
    ['', '-2', '-a42f', '-a42f-2', '-yz7b', '-yz7b-2'].map((end) => `2024-08-06-trading-report${end}`),
  );
  stores.close();
});
