/**
 * The daily reading: one decision over the tree as it is written, with names and order kept and every number beside its rule.
 *
 * Every condition, score and deviation is measured, reached or not, so that the trace is whole; only what is reached can refuse.
 * Values come from a lookup: the last row of the columnar reading, or a test's hand.
 */
import { asOf as lastSession, type History } from '../market/history.ts';
import { assertNever, err, ok, type Result } from '../result.ts';
import { formatSession } from '../values/format.ts';
import type { Ticker } from '../values/ticker.ts';
import type { SessionDate } from '../values/time.ts';
import { readColumns, type MeasureLookup, type ReadingOptions } from './columns.ts';
import type { CandidateTrace, Decision, Missing, Reading, TickerWeight, Trace, Undecided } from './decision.ts';
import { missingIn, traceCondition } from './evaluate-condition.ts';
import { isTooYoung } from './faults.ts';
import { soleTicker } from './graph.ts';
import { deviation, LAST_CLOSE } from './measures.ts';
import { isMissing, missingWords, noCandidates, staleDeviation } from './missing.ts';
import { inWrittenOrder, mix, pick, STALE_DEVIATION_PERCENT, toInverseShares } from './mix.ts';
import type { Allocation, InverseVolatility, Ranked, Yardstick } from './node.ts';
import { reasonsOf } from './reasons.ts';
import { tickersOf } from './requirements.ts';
import type { Strategy } from './strategy.ts';
import { possessive, rankingWords, titleOf } from './words.ts';

/** Decides on the values of a lookup. @param asOf the last completed session, to which the values belong. */
export function evaluate(strategy: Strategy, lookup: MeasureLookup, asOf: SessionDate): Result<Decision, Undecided> {
  const { trace, outcome } = visit(strategy.tree, true, lookup);
  if (outcome === null || isRefusal(outcome)) {
    const missing = outcome ?? noCandidates(titleOf(strategy.tree), []);
    const says = `${strategy.title} cannot decide for ${formatSession(asOf)}: ${missingWords(missing, asOf)}.`;
    return err({ strategy: strategy.name, asOf, missing, says, trace });
  }
  return ok({ strategy: strategy.name, asOf, weights: outcome, trace, reasons: reasonsOf(trace) });
}

/** Decides on the last session of a history. */
export function decideOn(strategy: Strategy, history: History, options: ReadingOptions = {}): Result<Decision, Undecided> {
  const columns = readColumns(strategy.tree, history, options);
  return evaluate(strategy, columns.lookupAt(history.sessions.length - 1), lastSession(history));
}

/** Weights, or what is missing; null where the tree was not reached. */
type Outcome = readonly TickerWeight[] | Missing | null;
interface Visit {
  readonly trace: Trace;
  readonly outcome: Outcome;
}

const isRefusal = (outcome: readonly TickerWeight[] | Missing): outcome is Missing => !Array.isArray(outcome);

function visit(node: Allocation, taken: boolean, lookup: MeasureLookup): Visit {
  switch (node.kind) {
    case 'hold':
      return finish({ kind: 'hold', taken, ticker: node.ticker }, taken ? held(node.ticker, lookup) : null);
    case 'group': {
      const body = visit(node.body, taken, lookup);
      return finish({ kind: 'group', taken, title: node.title, body: body.trace }, body.outcome);
    }
    case 'when': {
      const condition = traceCondition(node.condition, lookup);
      const then = visit(node.then, taken && condition.holds === true, lookup);
      const otherwise = visit(node.otherwise, taken && condition.holds === false, lookup);
      const outcome = !taken ? null : condition.holds === null ? missingIn(condition) : (then.outcome ?? otherwise.outcome);
      return finish({ kind: 'when', taken, condition, then: then.trace, otherwise: otherwise.trace }, outcome);
    }
    case 'equally': {
      const children = node.children.map((child) => visit(child, taken, lookup));
      const share = 1 / children.length;
      return finish(
        { kind: 'equally', taken, children: children.map(({ trace }) => trace) },
        taken ? together(children.map(({ outcome }) => ({ share, outcome }))) : null,
      );
    }
    case 'weighted': {
      const children = node.children.map(({ weight, child }) => ({ weight, ...visit(child, taken, lookup) }));
      return finish(
        { kind: 'weighted', taken, children: children.map(({ weight, trace }) => ({ weight, trace })) },
        taken ? together(children.map(({ weight, outcome }) => ({ share: weight, outcome }))) : null,
      );
    }
    case 'inverseVolatility':
      return visitInverse(node, taken, lookup);
    case 'ranked':
      return visitRanked(node, taken, lookup);
    default:
      return assertNever(node);
  }
}

function finish(trace: Trace, outcome: Outcome): Visit {
  return { trace: outcome === null || isRefusal(outcome) ? trace : { ...trace, weights: outcome }, outcome };
}

/** A ticker can be held once it has a bar of the day. */
function held(ticker: Ticker, lookup: MeasureLookup): Outcome {
  const reading = lookup.ofTicker(LAST_CLOSE, ticker);
  return isMissing(reading) ? reading : [{ ticker, weight: 1 }];
}

/** Children mixed by their shares, or the first reason among them. */
function together(children: readonly { readonly share: number; readonly outcome: Outcome }[]): Outcome {
  const parts: { share: number; weights: readonly TickerWeight[] }[] = [];
  for (const { share, outcome } of children) {
    if (outcome === null || isRefusal(outcome)) return outcome;
    parts.push({ share, weights: outcome });
  }
  return mix(parts);
}

function measureOf(yardstick: Yardstick, node: Allocation, lookup: MeasureLookup): Reading {
  const ticker = soleTicker(node);
  return ticker === undefined ? lookup.ofStream(yardstick, node) : lookup.ofTicker(yardstick, ticker);
}

function visitInverse(node: InverseVolatility, taken: boolean, lookup: MeasureLookup): Visit {
  const yardstick = deviation(node.window);
  const children = node.children.map((child) => ({ child, reading: measureOf(yardstick, child, lookup), ...visit(child, taken, lookup) }));
  const deviations = children.map(({ reading }) => (isMissing(reading) ? null : reading));
  const known = deviations.filter((value) => value !== null && value >= STALE_DEVIATION_PERCENT) as readonly number[];
  const shares = known.length === children.length ? toInverseShares(Float64Array.from(known)) : null;
  const fault = (): Missing | undefined => {
    for (const { child, reading, outcome } of children) {
      if (isMissing(reading)) return reading;
      if (reading < STALE_DEVIATION_PERCENT) return staleDeviation(possessive(titleOf(child), yardstick), tickersOf(child));
      if (outcome !== null && isRefusal(outcome)) return outcome;
    }
    return undefined;
  };
  const outcome = taken ? (fault() ?? together(children.map((child, i) => ({ share: shares?.[i] ?? 0, outcome: child.outcome })))) : null;
  const traced = children.map(({ trace }, i) => ({ deviation: deviations[i] ?? null, weight: shares?.[i] ?? null, trace }));
  return finish({ kind: 'inverseVolatility', taken, window: node.window, children: traced }, outcome);
}

function visitRanked(node: Ranked, taken: boolean, lookup: MeasureLookup): Visit {
  const readings = node.children.map((child) => measureOf(node.by, child, lookup));
  const picked = new Set(
    pick(
      readings.map((reading) => (isMissing(reading) ? Number.NaN : reading)),
      node.order,
      node.count,
    ),
  );
  const refusal = readings.find((reading) => isMissing(reading) && !isTooYoung(reading.code)) as Missing | undefined;
  const visits = node.children.map((child, i) => visit(child, taken && refusal === undefined && picked.has(i), lookup));
  const candidates = node.children.map((child, i): CandidateTrace => {
    const reading = readings[i]!;
    const base = { title: titleOf(child), picked: picked.has(i), trace: visits[i]!.trace };
    return isMissing(reading) ? { ...base, value: null, leftOut: leftOutWords(reading) } : { ...base, value: reading };
  });
  const { order, count, by } = node;
  const trace: Trace = { kind: 'ranked', taken, order, count, by, words: rankingWords(order, count, by), candidates };
  if (!taken) return finish(trace, null);
  if (refusal !== undefined) return finish(trace, refusal);
  if (picked.size === 0) return finish(trace, noCandidates(titleOf(node), tickersOf(node)));
  const share = 1 / picked.size;
  return finish(trace, together(inWrittenOrder([...picked]).map((i) => ({ share, outcome: visits[i]!.outcome }))));
}

/** "left out: needs 91 bars and has 12" for the young; anything else would refuse, were it reached. */
function leftOutWords({ code, barsNeeded, barsPresent = 0 }: Missing): string {
  const counts = barsNeeded === undefined ? '' : `: needs ${barsNeeded} bars and has ${barsPresent}`;
  return `${isTooYoung(code) ? 'left out' : 'not known'}${counts}`;
}
