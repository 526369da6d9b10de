/**
 * What only the owner of an exchange may do: look inside, move time, and make things go wrong.
 *
 *     GET  /admin/state                                        the exchange in a few figures
 *     POST /admin/clock   {"advanceTo": "2026-10-08T15:00:00Z"} or {"advanceMs": 60000}
 *     GET  /admin/faults                                       the mix, what is halted, how often each has happened
 *     POST /admin/faults  {"mix": "heavy"} or {"mix": {"lostReply": 0.1}}, {"next": [{"kind": "lostReply", "method": "POST"}]},
 *                         {"halt": ["SPY"]}, {"resume": ["SPY"]}, {"disconnect": true}
 *     POST /admin/grant   {"symbol": "SPY", "qty": "10", "price": "500", "account": "id of another than the first"}
 *     GET  /admin/snapshot
 */
import { fromIsoInstant, instant, toIsoInstant, type Instant } from '@alchemiser/domain';
import type { PlannedFault } from '../faults/faults.ts';
import type { FaultMix, FaultMixName } from '../faults/mix.ts';
import type { PaperExchange } from '../options.ts';
import { isRecord } from '../streams/format.ts';
import { json, notFound, refused, type Reply } from '../wire/reply.ts';

type Body = Readonly<Record<string, unknown>>;
type Command = (exchange: PaperExchange, body: Body) => Reply | Promise<Reply>;

const COMMANDS: Readonly<Record<string, Command>> = {
  'GET /admin/state': (exchange) => json(stateJson(exchange)),
  'GET /admin/faults': (exchange) => json(faultsJson(exchange)),
  'GET /admin/snapshot': (exchange) => json(JSON.parse(exchange.snapshot())),
  'POST /admin/clock': async (exchange, body) => {
    await exchange.advanceTo(target(body, exchange.now()));
    return json({ now: toIsoInstant(exchange.now()) });
  },
  'POST /admin/faults': (exchange, body) => {
    changeFaults(exchange, body);
    return json(faultsJson(exchange));
  },
  'POST /admin/grant': async (exchange, { symbol, qty, price, account }) => {
    const shares = { ticker: textOf(symbol, 'symbol'), quantity: textOf(qty, 'qty'), price: textOf(price, 'price') };
    await exchange.grant(shares, account === undefined ? undefined : textOf(account, 'account'));
    return json(stateJson(exchange));
  },
};

/** @returns 422 with what was wrong; the exchange is then as it was. */
export async function administer(exchange: PaperExchange, method: string, path: string, text: string): Promise<Reply> {
  const command = COMMANDS[`${method} ${path}`];
  if (command === undefined) return notFound(`there is no ${method} ${path}`);
  try {
    const body: unknown = text === '' ? {} : JSON.parse(text);
    return isRecord(body) ? await command(exchange, body) : refused(400, 40010000, 'request body format is invalid');
  } catch (error) {
    if (error instanceof SyntaxError) return refused(400, 40010000, 'request body format is invalid');
    if (error instanceof RangeError || error instanceof TypeError) return refused(422, 42210000, error.message);
    throw error;
  }
}

const stateJson = (exchange: PaperExchange): unknown => {
  const { now, ...rest } = exchange.transport.state();
  return { now: toIsoInstant(now), ...rest };
};

const faultsJson = ({ faults: { mix, halted, counts } }: PaperExchange): unknown => ({ mix, halted, counts });

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new RangeError(`${name} must be text, was ${JSON.stringify(value)}`);
}

function target({ advanceTo, advanceMs }: Body, now: Instant): Instant {
  if (typeof advanceTo === 'string' && advanceMs === undefined) return fromIsoInstant(advanceTo);
  if (typeof advanceMs === 'number' && advanceTo === undefined) return instant(now + advanceMs);
  throw new RangeError('A clock is moved by advanceTo, an RFC 3339 instant, or by advanceMs, whole milliseconds');
}

const namesOf = (value: unknown, name: string): readonly string[] => {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new RangeError(`${name} must be a list, was ${JSON.stringify(value)}`);
  return value.map((each) => textOf(each, name));
};

function plannedOf(next: unknown): readonly PlannedFault[] {
  if (next === undefined) return [];
  if (!Array.isArray(next)) throw new RangeError('next must be a list of faults');
  return next.map((fault: unknown) => {
    if (!isRecord(fault)) throw new RangeError('next must be a list of faults');
    const { kind, method, path } = fault;
    return {
      kind: textOf(kind, 'kind') as PlannedFault['kind'],
      ...(method === undefined ? {} : { method: textOf(method, 'method') }),
      ...(path === undefined ? {} : { path: textOf(path, 'path') }),
    };
  });
}

function changeFaults({ faults, transport }: PaperExchange, { mix, next, halt, resume, disconnect }: Body): void {
  const [stop, go] = [namesOf(halt, 'halt'), namesOf(resume, 'resume')];
  const planned = plannedOf(next);
  if (mix !== undefined) {
    if (typeof mix !== 'string' && !isRecord(mix)) throw new RangeError('mix must be a name or shares');
    faults.set(mix as FaultMixName | Partial<FaultMix>);
  }
  for (const fault of planned) faults.plan(fault);
  for (const name of stop) faults.halt(name);
  for (const name of go) faults.resume(name);
  if (disconnect === true) transport.dropStreams();
}
