/** What a client sees of a request that meets a fault. */
import { assertNever } from '@alchemiser/domain';
import { refused } from '../wire/reply.ts';
import { ConnectionLost, type Incoming, type Outgoing } from '../wire/message.ts';
import type { Faults } from './faults.ts';

const jsonOf = (status: number, code: number, message: string, headers: Readonly<Record<string, string>> = {}): Outgoing => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=UTF-8', ...headers },
  body: JSON.stringify(refused(status, code, message).body),
});

const BAD_GATEWAY: Outgoing = {
  status: 502,
  headers: { 'Content-Type': 'text/html' },
  body: '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n',
};

/**
 * @param answer what would have been the reply; called at most once.
 * @param wait how a late reply waits.
 * @throws ConnectionLost for a lost request or reply.
 */
export async function faulty(
  faults: Faults,
  { method, path }: Incoming,
  answer: () => Promise<Outgoing>,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Outgoing> {
  const fault = faults.forRequest(method, path);
  if (fault === undefined) return answer();
  const { kind, chance } = fault;
  switch (kind) {
    case 'lostRequest':
      throw new ConnectionLost();
    case 'lostReply':
      await answer();
      throw new ConnectionLost();
    case 'lateReply': {
      const reply = await answer();
      await wait(Math.ceil(chance * faults.mix.latestMs));
      return reply;
    }
    case 'tooManyRequests':
      return jsonOf(429, 42910000, 'too many requests.', { 'Retry-After': '1' });
    case 'serverError':
      return chance < 0.5 ? jsonOf(500, 50010000, 'internal server error occurred') : jsonOf(503, 50310000, 'service unavailable');
    case 'timedOut':
      await answer();
      return jsonOf(504, 50410000, 'request timed out');
    case 'html':
      if (chance < 0.5) await answer();
      return BAD_GATEWAY;
    case 'truncated': {
      const reply = await answer();
      return reply.body === undefined ? reply : { ...reply, body: reply.body.slice(0, Math.floor(reply.body.length / 2)) };
    }
    default:
      return assertNever(kind);
  }
}
