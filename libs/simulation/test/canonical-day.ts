/** The canonical run: two holdings are sold, two others bought with the proceeds, in a world in which nothing goes wrong. */
import { DEFAULT_EXECUTION_POLICY, money, quantity, strategyName, ticker } from '@alchemiser/domain';
import { simulateWorld } from '../src/report/simulate.ts';
import type { ListedTicker, Scenario } from '../src/scenario/scenario.ts';
import type { Cut, World } from '../src/world/world.ts';

const listed = (name: string, startTicks: number): ListedTicker => ({
  ticker: ticker(name),
  fractionable: true,
  unit: 'cent',
  startTicks,
  spreadTicks: 2,
  restless: 0,
  strideTicks: 1,
  lastClose: startTicks / 100,
});

const canonical = (made: Scenario): Scenario => ({
  ...made,
  tickers: [listed('TQQQ', 5_000), listed('SMR', 1_000), listed('OKLO', 2_000), listed('BIL', 9_150)],
  sleeves: [
    {
      name: strategyName('nuclear'),
      share: 1,
      onFailure: 'stop',
      fails: false,
      weights: [
        [0.6, ticker('OKLO')],
        [0.4, ticker('BIL')],
      ],
      holds: [
        { ticker: ticker('TQQQ'), quantity: quantity('100.25') },
        { ticker: ticker('SMR'), quantity: quantity('321') },
      ],
    },
  ],
  cash: money('150'),
  unattributed: [],
  // It fills at once: calls are counted, and how often a patient process asks again is no matter of crashes.
  broker: { dedupe: 'session', idChecked: 'first', multiplier: 1, partialFillShare: 0, latencyMs: 0 },
  policy: DEFAULT_EXECUTION_POLICY,
  listening: 'batch',
  starts: [{ at: made.starts[0]!.at, skewMs: 0 }],
  stop: null,
  breaks: [],
  byHand: [],
  overnight: null,
  tradesNextDay: false,
});

export const LEGS = 4;

/** Lives the canonical day. @param cuts where its lives are cut short, one per life. */
export function canonicalDay({ cuts = [], multiplier = 1 }: { readonly cuts?: readonly Cut[]; readonly multiplier?: 1 | 4 } = {}) {
  const change = (made: Scenario): Scenario => {
    const scenario = canonical(made);
    return { ...scenario, broker: { ...scenario.broker, multiplier } };
  };
  return simulateWorld({ seed: 1, mix: 'light', only: new Set(), change, cuts, instantly: true, keep: true });
}

/** How many calls the first life of an undisturbed day makes: each can be cut before and after. */
export const callsOf = ({ processes }: World): number => processes[0]!.calls;

const READS = new Set(['account', 'positions', 'openOrders', 'orders', 'order', 'fills', 'submit', 'cancel']);

/** Calls to the broker that the run's last life made for the run itself: from the plan or, begun before, the journal, to the end of the run. */
export function callsToConverge({ log, processes }: World): number {
  const finished = log.kept.findIndex(({ kind, what }) => kind === 'written' && what === 'finished');
  const planned = log.kept.findIndex(({ kind, what }) => kind === 'written' && what === 'planned');
  const last = log.kept.slice(0, finished).findLast(({ kind }) => kind === 'started')?.who ?? processes.length;
  const began = log.kept.findIndex(({ kind, who }) => kind === 'started' && who === last);
  const calls = log.kept.filter(
    ({ kind, who, what }, i) =>
      kind === 'called' && who === last && i > Math.max(began, planned) && i < finished && READS.has(String(what)),
  );
  // The day itself asks whose account it is before it looks at the journal.
  return calls.length - (began > planned ? 1 : 0);
}
