/** Who starts what when: the day's starts, restarts after a crash, the person, the night, and the morning after. */
import type { SessionHours } from '@alchemiser/domain';
import { runName } from '../process/practices.ts';
import type { Errand } from '../process/process.ts';
import type { ByHand } from '../scenario/scenario.ts';
import { isOpenAt, isOurs } from './broker.ts';
import { births, type Births, type End } from './processes.ts';
import { noteOrder, settle, type World } from './world.ts';

/** Starts of one session after which the scheduler waits for the next. */
const ATTEMPTS_MAX = 14;
/** More than any day needs; a run that does not come to rest is a bug of its own. */
const EVENTS_MAX = 60_000;

export interface Witness {
  onRest(last: boolean): void;
  onBug(error: unknown): void;
  isOver(): boolean;
}

export interface Ending {
  /** Nothing is arranged any more. */
  readonly rests: boolean;
}

/**
 * Lives a scenario to its end.
 * @param onRest told whenever nothing is under way any more; `last` once the morning after has looked at everything.
 * @param isOver whether to stop here: something is wrong already.
 */
export function live(world: World, { onRest, onBug, isOver }: Witness): Ending {
  const { scenario, time } = world;
  const all = births(world, onBug);
  arrangeDay(world, all);
  if (!runOut(world, isOver)) return { rests: false };
  const clean = isClean(world);
  onRest(clean);
  if (clean || isOver()) return { rests: true };
  const { hours, next, after } = scenario;
  spendNight(world, next);
  const [today, asOf] = scenario.tradesNextDay ? [after, next] : [next, hours];
  if (scenario.tradesNextDay) {
    time.arrange(next.open + 60_000, () => attempt(world, all, { asOf: hours.date, hours: next, trades: true, attempt: 0, trigger: 0 }, 0));
    if (!runOut(world, isOver)) return { rests: false };
    onRest(false);
    spendNight(world, null);
  }
  world.luck.calm = true;
  time.arrange(today.open + 60_000, () => attempt(world, all, { asOf: asOf.date, hours: today, trades: false, attempt: 0, trigger: 0 }, 0));
  if (!runOut(world, isOver)) return { rests: false };
  settle(world);
  onRest(true);
  return { rests: true };
}

function runOut({ time }: World, isOver: () => boolean): boolean {
  let left = EVENTS_MAX;
  while (left-- > 0) if (!time.advance() || isOver()) return true;
  return false;
}

/** Everything was done and recorded by the first process, and nobody else was there: the morning would find nothing to do. */
function isClean(world: World): boolean {
  const { scenario, stores, processes } = world;
  if (scenario.tradesNextDay || scenario.byHand.length > 0 || processes.length > 1) return false;
  const record = stores.records.get(runName(scenario.hours.date, 0));
  return record?.certificate?.status === 'equal' && record.outcome?.status !== 'halted';
}

function arrangeDay(world: World, all: Births): void {
  const { scenario, time } = world;
  for (const [i, start] of scenario.starts.entries()) {
    time.arrange(start.at, () =>
      attempt(world, all, { asOf: scenario.asOf, hours: scenario.hours, trades: true, attempt: i, trigger: i }, start.skewMs),
    );
  }
  for (const act of scenario.byHand) time.arrange(act.at, () => actByHand(world, all, act));
  const { stop } = scenario;
  if (stop !== null) time.arrange(stop.at, () => throwStop(world, all, stop));
}

/** Starts a process, and another one when it dies or fails. */
function attempt(world: World, all: Births, errand: Errand, skewMs: number): void {
  all.start(errand, skewMs, (_, end: End) => {
    if (end !== 'crashed' && end !== 'troubled') return;
    if (errand.attempt >= ATTEMPTS_MAX) return;
    const wait = world.instantly ? 1_000 : world.luck.between('scheduler', 200, errand.attempt < 4 ? 5_000 : 60_000);
    world.time.arrange(world.time.now + wait, () => attempt(world, all, { ...errand, attempt: errand.attempt + 1 }, skewMs));
  });
}

function throwStop(world: World, all: Births, stop: NonNullable<World['scenario']['stop']>): void {
  const { stores, log, time } = world;
  world.stopped = { at: time.now, why: stop.why, by: stop.by };
  log.note(time.now, 'stop-thrown', 0, stop.why, stop.by);
  if (stop.by === 'message') {
    all.tellAll({ kind: 'stop', why: stop.why });
    return;
  }
  const run = runName(world.scenario.hours.date, 0);
  const entries = stores.journals.get(run) ?? [];
  // As the command does: nothing to stop before the plan and after the end.
  if (entries.length === 0 || entries.some(({ kind }) => kind === 'finished' || kind === 'stopped')) {
    world.stopped = null;
    return;
  }
  stores.append(run, [{ kind: 'stopped', at: time.now, why: stop.why }]);
}

/** A person at the same account. */
function actByHand(world: World, all: Births, act: ByHand): void {
  const { broker, market, time, log } = world;
  all.hint(settle(world));
  if (act.kind === 'cancel') {
    const ours = broker.orders.find((booked) => isOurs(booked) && isOpenAt(booked));
    log.note(time.now, 'by-hand', 0, act.kind, ours?.order.clientOrderId ?? null);
    if (ours === undefined || broker.cancel(ours.id, time.now).status !== 'accepted') return;
    noteOrder(world, ours);
    world.watch.changed(world);
    all.hint([ours]);
    return;
  }
  const quote = market.quoteAt(act.ticker, time.now);
  if (quote === undefined || act.quantity === 0n) return;
  const far = act.side === 'buy' ? quote.ask : quote.bid;
  const near = act.side === 'buy' ? quote.bid : quote.ask;
  const result = broker.submit(
    {
      clientOrderId: `by-hand-${String(broker.orders.length)}` as never,
      ticker: act.ticker,
      side: act.side,
      quantity: act.quantity,
      type: 'limit',
      limitPrice: act.rests ? near : far,
      timeInForce: 'day',
    },
    null,
    time.now,
  );
  log.note(time.now, 'by-hand', 0, act.side, act.ticker, act.quantity, result.status);
  if (result.status !== 'accepted') return;
  world.disturbed = true;
  noteOrder(world, broker.orders.at(-1)!);
  world.watch.changed(world);
  all.watchBook();
}

/** Orders expire, ids are forgotten, shares split. */
function spendNight(world: World, next: SessionHours | null): void {
  const { broker, market, scenario, time, log } = world;
  const close = (next === null ? scenario.next : scenario.hours).close;
  time.arrange(close, () => settle(world));
  time.arrange(close + 3_600_000, () => {
    settle(world);
    broker.forgetIds();
    const { overnight } = scenario;
    if (overnight === null || next === null) return;
    log.note(time.now, 'overnight', 0, overnight.kind);
    world.disturbed = true;
    if (overnight.kind === 'dividend') broker.account.cash = (broker.account.cash + overnight.amount) as typeof broker.account.cash;
    else {
      const [to, from] = overnight.ratio;
      market.split(overnight.ticker, overnight.ratio);
      const held = broker.account.positions.get(overnight.ticker);
      if (held !== undefined) held.quantity = ((held.quantity * to) / from) as typeof held.quantity;
      if (held?.quantity === 0n) broker.account.positions.delete(overnight.ticker);
    }
    broker.touched(time.now);
  });
}
