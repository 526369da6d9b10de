import { instant } from '@alchemiser/domain';
import { fixedClock } from '@alchemiser/services/testing';
import { describe, expect, it } from 'vitest';
import { httpClient } from './http-client.ts';
import { tokenBucket } from './token-bucket.ts';

const AT = instant(1_722_972_900_000);

/** What Alpaca says with every reply: https://docs.alpaca.markets/reference (X-RateLimit-Limit, -Remaining, -Reset in Unix seconds). */
function limited(headers: Readonly<Record<string, string>>, status = 200) {
  const clock = fixedClock(AT);
  const http = httpClient({
    baseUrl: 'http://broker.invalid',
    clock,
    bucket: tokenBucket(clock, 190),
    fetch: async () => new Response('{}', { status, headers }),
  });
  const ask = (mayLeave?: () => Promise<string | undefined>) =>
    http.send({ method: 'POST', path: 'v2/orders', body: {}, ...(mayLeave && { mayLeave }) });
  return { clock, ask };
}

describe('a limit that the server counts', () => {
  it('holds the next call back until it is renewed, once nothing is left', async () => {
    const { clock, ask } = limited({ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(AT / 1000 + 7) });
    await ask();
    expect(clock.now()).toBe(AT);
    await ask();
    expect(clock.now()).toBe(AT + 7_000);
  });

  it.each([
    ['something is left', { 'X-RateLimit-Remaining': '1', 'X-RateLimit-Reset': String(AT / 1000 + 7) }],
    ['it does not say until when', { 'X-RateLimit-Remaining': '0' }],
    ['it was renewed already', { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(AT / 1000 - 7) }],
    ['it says nothing', {}],
  ])('holds nobody back when %s', async (_name, headers) => {
    const { clock, ask } = limited(headers);
    await ask();
    await ask();
    expect(clock.now()).toBe(AT);
  });

  it('that an order met is waited for by the next call, though the order is not sent again', async () => {
    const { clock, ask } = limited({ 'Retry-After': '3' }, 429);
    expect((await ask()).attempts).toBe(1);
    expect(clock.now()).toBe(AT);
    await ask();
    expect(clock.now()).toBe(AT + 3_000);
  });

  it('is waited for before anybody says whether it may still leave', async () => {
    const { clock, ask } = limited({ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(AT / 1000 + 7) });
    const until = AT + 5_000;
    const inTime = async (): Promise<string | undefined> => (clock.now() <= until ? undefined : 'too late');
    expect((await ask(inTime)).status).toBe(200);
    await expect(ask(inTime)).rejects.toMatchObject({ name: 'HttpHeldBack', message: 'too late' });
    expect(clock.now()).toBe(AT + 7_000);
  });

  it('is believed for a minute, no longer', async () => {
    const { clock, ask } = limited({ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '99999999999' });
    await ask();
    await ask();
    expect(clock.now()).toBe(AT + 60_000);
  });
});
