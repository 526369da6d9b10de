import assert from 'node:assert/strict';
import { instant, money, price, quantity, sessionDate, strategyName, ticker } from '@alchemiser/domain';
import type { LedgerEntry, VenueOrderId } from '@alchemiser/domain';
import { isFailure } from '../failure.ts';
import type { DocumentStore, FactsStore, LedgerStore, RecordStore } from '../ports/stores.ts';
import { promise, type ContractCase } from './contract.ts';

const NUCLEAR = strategyName('nuclear');
const AT = instant(1_722_972_900_000);

const OPENED: LedgerEntry = {
  kind: 'opened',
  at: AT,
  cash: [
    { book: NUCLEAR, amount: money('100000.01') },
    { book: 'unattributed', amount: money('-0.000000001') },
  ],
};
const FILL: LedgerEntry = {
  kind: 'fill',
  at: AT,
  session: sessionDate('2024-08-06'),
  venueOrderId: 'f1a08ee3' as VenueOrderId,
  cumulativeQuantity: quantity('0.557436865'),
  ticker: ticker('BRK/B'),
  side: 'buy',
  quantity: quantity('0.057436865'),
  price: price('86.878'),
  shares: [{ book: NUCLEAR, quantity: quantity('0.057436865') }],
};
const ROUNDING: LedgerEntry = { kind: 'rounding', at: AT, amount: money('-0.004') };

/** What every ledger store promises. @param make an empty store. */
export const ledgerStoreContract = (make: () => Promise<LedgerStore>): readonly ContractCase[] => [
  promise('an account that was never seen has no entries', make, async (store) => assert.deepEqual(await store.read('A1'), [])),
  promise('entries come back in order and exact to the last decimal', make, async (store) => {
    assert.deepEqual(await store.append('A1', 0, [OPENED, FILL]), { status: 'appended', length: 2 });
    assert.deepEqual(await store.append('A1', 2, [ROUNDING]), { status: 'appended', length: 3 });
    assert.deepEqual(await store.read('A1'), [OPENED, FILL, ROUNDING]);
  }),
  promise('of writers at the same moment one wins', make, async (store) => {
    const answers = await Promise.all(Array.from({ length: 6 }, async () => store.append('A1', 0, [OPENED, FILL])));
    assert.equal(answers.filter(({ status }) => status === 'appended').length, 1);
    assert.deepEqual(await store.read('A1'), [OPENED, FILL]);
  }),
  promise('a writer that expects another length writes nothing', make, async (store) => {
    await store.append('A1', 0, [OPENED]);
    assert.deepEqual(await store.append('A1', 0, [FILL]), { status: 'conflict', length: 1 });
    assert.deepEqual(await store.append('A1', 5, [FILL]), { status: 'conflict', length: 1 });
    assert.deepEqual(await store.read('A1'), [OPENED]);
  }),
  promise('accounts do not see each other', make, async (store) => {
    await store.append('A1', 0, [OPENED]);
    assert.deepEqual(await store.read('A2'), []);
  }),
];

/** What every record store promises. @param make an empty store. */
export const recordStoreContract = (make: () => Promise<RecordStore>): readonly ContractCase[] => [
  promise('a record comes back byte for byte', make, async (store) => {
    const record = JSON.stringify({ says: 'Traded 5 — “reconciled”\n', none: null });
    await store.put('A1', '2024-08-06', 0, record);
    assert.equal(await store.get('A1', '2024-08-06', 0), record);
    assert.equal(await store.get('A1', '2024-08-06', 1), undefined);
    assert.equal(await store.get('A2', '2024-08-06', 0), undefined);
  }),
  promise('the same record twice is one record, other text is refused', make, async (store) => {
    await store.put('A1', '2024-08-06', 0, '{"a":1}');
    await store.put('A1', '2024-08-06', 0, '{"a":1}');
    await assert.rejects(store.put('A1', '2024-08-06', 0, '{"a":2}'), (error) => isFailure(error) && error.code === 'store.conflict');
    assert.equal(await store.get('A1', '2024-08-06', 0), '{"a":1}');
  }),
  promise('records are listed newest first, as many as asked', make, async (store) => {
    for (const [session, ordinal] of [
      ['2024-08-06', 0],
      ['2024-08-12', 0],
      ['2024-08-06', 1],
    ] as const)
      await store.put('A1', session, ordinal, '{}');
    await store.put('A2', '2024-09-01', 0, '{}');
    const all = [
      { session: '2024-08-12', ordinal: 0 },
      { session: '2024-08-06', ordinal: 1 },
      { session: '2024-08-06', ordinal: 0 },
    ];
    assert.deepEqual(await store.list('A1', 10), all);
    assert.deepEqual(await store.list('A1', 2), all.slice(0, 2));
    assert.deepEqual(await store.list('A3', 10), []);
  }),
];

/** What every facts store promises. @param make an empty store. */
export const factsStoreContract = (make: () => Promise<FactsStore>): readonly ContractCase[] => [
  // FIPS 180-4 test vector for "abc".
  promise('bytes are kept under their SHA-256', make, async (store) => {
    const digest = await store.put(new TextEncoder().encode('abc'));
    assert.equal(digest, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.deepEqual([...((await store.get(digest)) ?? [])], [97, 98, 99]);
  }),
  promise('the same bytes twice are one entry, other bytes another', make, async (store) => {
    const one = await store.put(Uint8Array.of(0, 255, 128));
    assert.equal(await store.put(Uint8Array.of(0, 255, 128)), one);
    assert.notEqual(await store.put(Uint8Array.of(0, 255, 129)), one);
  }),
  promise('bytes that were never put are not there', make, async (store) => assert.equal(await store.get('0'.repeat(64)), undefined)),
  promise('what was put no longer follows its writer', make, async (store) => {
    const bytes = Uint8Array.of(1, 2, 3);
    const digest = await store.put(bytes);
    bytes[0] = 9;
    assert.deepEqual([...((await store.get(digest)) ?? [])], [1, 2, 3]);
  }),
];

/** What every document store promises. @param make an empty store. */
export const documentStoreContract = (make: () => Promise<DocumentStore>): readonly ContractCase[] => [
  promise('a document is replaced as a whole', make, async (store) => {
    assert.equal(await store.get('exchange'), undefined);
    await store.put('exchange', 'a long first text');
    await store.put('exchange', 'short');
    assert.equal(await store.get('exchange'), 'short');
  }),
  promise('names do not see each other, and an empty document is a document', make, async (store) => {
    await store.put('a', '');
    assert.equal(await store.get('a'), '');
    assert.equal(await store.get('b'), undefined);
  }),
];
