/**
 * Whether a sleeve acts on its decision today. A sleeve that keeps, keeps its *quantities*: its weights drift with prices.
 * A rebalance is due when none was completed in this period; inside its corridor a sleeve keeps even then.
 */
import { assertNever } from '../result.ts';
import { formatSession, formatWeight } from '../values/format.ts';
import type { Quantity } from '../values/exact.ts';
import type { Ticker } from '../values/ticker.ts';
import { daysSinceEpoch, type SessionDate } from '../values/time.ts';
import type { Decision } from './decision.ts';
import type { RebalancePolicy } from './strategy.ts';

export interface SleeveState {
  /** Shares in the strategy's own book. */
  readonly quantities: ReadonlyMap<Ticker, Quantity>;
  /** The session of its last completed rebalance; undefined before the first. */
  readonly lastRebalance: SessionDate | undefined;
  /** What the quantities are worth today as fractions of the sleeve's equity. */
  readonly weights: ReadonlyMap<Ticker, number>;
}

export interface Scheduled {
  readonly action: 'rebalance' | 'keep';
  readonly why: string;
}

/** A weight that is off by exactly the corridor is inside it, whatever binary fractions make of the difference. */
const LAST_BITS = 1e-9;

/** @param session the session in which we would trade. */
export function schedule(decision: Decision, policy: RebalancePolicy, state: SleeveState, session: SessionDate): Scheduled {
  const { lastRebalance } = state;
  if (lastRebalance === undefined) return { action: 'rebalance', why: 'first rebalance of this sleeve' };
  const since = `last rebalanced on ${formatSession(lastRebalance)}`;
  if (!isDue(policy, lastRebalance, session)) return { action: 'keep', why: `not due: ${cadence(policy)}, ${since}` };
  if (policy.corridor === undefined) return { action: 'rebalance', why: `due: ${cadence(policy)}, ${since}` };
  const { ticker, drift } = widestDrift(decision, state);
  const limit = formatWeight(policy.corridor);
  if (drift <= policy.corridor + LAST_BITS) return { action: 'keep', why: `inside its corridor: no weight is off by more than ${limit}` };
  return { action: 'rebalance', why: `outside its corridor: ${ticker} is off by ${formatWeight(drift)}, more than ${limit}` };
}

function isDue({ frequency, corridor }: RebalancePolicy, last: SessionDate, session: SessionDate): boolean {
  // Without a calendar only the corridor asks for trades.
  if (frequency === 'none') return corridor !== undefined;
  return period(frequency, last) !== period(frequency, session);
}

/** Two sessions are in the same period when this is equal. Weeks begin on Monday. */
function period(frequency: Exclude<RebalancePolicy['frequency'], 'none'>, date: SessionDate): string {
  switch (frequency) {
    case 'daily':
      return date;
    case 'weekly':
      return String(Math.floor((daysSinceEpoch(date) + 3) / 7));
    case 'monthly':
      return date.slice(0, 7);
    case 'quarterly':
      return `${date.slice(0, 4)} ${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
    case 'yearly':
      return date.slice(0, 4);
    default:
      return assertNever(frequency);
  }
}

const cadence = ({ frequency, corridor }: RebalancePolicy): string => {
  if (frequency !== 'none') return `rebalances ${frequency}`;
  return corridor === undefined ? 'rebalances only once' : 'rebalances whenever it leaves its corridor';
};

function widestDrift({ weights }: Decision, state: SleeveState): { readonly ticker: Ticker | undefined; readonly drift: number } {
  const wanted = new Map(weights.map(({ ticker, weight }) => [ticker, weight]));
  let widest: { ticker: Ticker | undefined; drift: number } = { ticker: undefined, drift: 0 };
  for (const ticker of new Set([...wanted.keys(), ...state.weights.keys()])) {
    const drift = Math.abs((state.weights.get(ticker) ?? 0) - (wanted.get(ticker) ?? 0));
    if (drift > widest.drift) widest = { ticker, drift };
  }
  return widest;
}
