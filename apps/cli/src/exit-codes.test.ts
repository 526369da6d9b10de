import type { RunRecord } from '@alchemiser/domain';
import { expect, it } from 'vitest';
import { exitCodeOfDay } from './exit-codes.ts';

const FAILED = { status: 'failed', says: 'Nobody answers' } as const;

it.each([
  ['traded', { status: 'off' }, 0],
  ['traded', { status: 'sent', where: 'outbox' }, 0],
  ['traded', FAILED, 4],
  ['unchanged', FAILED, 4],
  ['partly', FAILED, 4],
  ['refused', FAILED, 3],
  ['halted', FAILED, 5],
] as const)('a day that was %s with its mail %o exits with %i', (status, mail, code) => {
  expect(exitCodeOfDay({ record: { status } as RunRecord, mail })).toBe(code);
});
