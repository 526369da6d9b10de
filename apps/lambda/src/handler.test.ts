import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { handler } from './handler.ts';

let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'alchemiser-handler-'));
  vi.stubEnv('ALCHEMISER_DATA', data);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(data, { recursive: true, force: true });
});

/** Enough to begin with, and then at once no more than it takes to end. */
function contextThatRunsOut() {
  const left = [14 * 60_000, 60_000];
  return { awsRequestId: 'request-1', getRemainingTimeInMillis: () => left.shift() ?? 0 };
}

describe('a function that is about to be ended', { timeout: 30_000 }, () => {
  it('ends its run as Ctrl-C would: nothing stays open, and a person hears of it', async () => {
    const event = { mode: 'trade', session: '2024-08-06' };
    await expect(handler(event, contextThatRunsOut())).rejects.toMatchObject({
      name: 'DayNotDone',
      message: expect.stringMatching(/^partly: /) as string,
    });
    // The session is done: called again it sends nothing, and says once more what became of it.
    const patient = { awsRequestId: 'request-2', getRemainingTimeInMillis: () => 14 * 60_000 };
    await expect(handler(event, patient)).rejects.toMatchObject({ message: expect.stringMatching(/^partly: /) as string });
  });
});
