/** Ways in which a scenario can be simpler, each a list of candidates to try one after the other. */
import { DEFAULT_EXECUTION_POLICY, type Ticker } from '@alchemiser/domain';
import type { BrokerTemper, Scenario } from './scenario.ts';

type Simplify = (scenario: Scenario) => readonly Scenario[];

/** One candidate, unless it is what there is already. */
const set =
  (part: (scenario: Scenario) => Partial<Scenario>): Simplify =>
  (scenario) => {
    const change = part(scenario);
    const isSame = Object.entries(change).every(([name, value]) => same(scenario[name as keyof Scenario], value));
    return isSame ? [] : [{ ...scenario, ...change }];
  };

const same = (a: unknown, b: unknown): boolean => text(a) === text(b);
const text = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner));

const without = <T>(items: readonly T[]): readonly (readonly T[])[] => items.map((_, i) => items.filter((__, j) => j !== i));

const PLAIN_BROKER: BrokerTemper = { dedupe: 'session', idChecked: 'first', multiplier: 1, partialFillShare: 0, latencyMs: 3 };

function withoutTicker(scenario: Scenario, gone: Ticker): Scenario {
  const stays = ({ ticker }: { readonly ticker: Ticker }): boolean => ticker !== gone;
  return {
    ...scenario,
    tickers: scenario.tickers.filter(stays),
    sleeves: scenario.sleeves.map((sleeve) => ({
      ...sleeve,
      weights: sleeve.weights.filter(([, ticker]) => ticker !== gone),
      holds: sleeve.holds.filter(stays),
    })),
    unattributed: scenario.unattributed.filter(stays),
    breaks: scenario.breaks.filter(stays),
    byHand: scenario.byHand.filter((act) => act.kind === 'cancel' || stays(act)),
    overnight: scenario.overnight?.kind === 'split' && scenario.overnight.ticker === gone ? null : scenario.overnight,
  };
}

/** Bigger steps first. */
export const simplifications: readonly Simplify[] = [
  set(() => ({ tradesNextDay: false, overnight: null })),
  set(({ starts }) => ({ starts: starts.slice(0, 1) })),
  set(() => ({ stop: null })),
  set(() => ({ byHand: [] })),
  set(() => ({ breaks: [] })),
  set(() => ({ unattributed: [] })),
  ({ sleeves, ...scenario }) =>
    sleeves.length === 1 ? [] : sleeves.map((sleeve) => ({ ...scenario, sleeves: [{ ...sleeve, share: 1 }] })),
  (scenario) =>
    scenario.tickers
      .map(({ ticker }) => withoutTicker(scenario, ticker))
      .filter(({ tickers, sleeves }) => tickers.length > 0 && sleeves.every(({ weights }) => weights.length > 0)),
  (scenario) => without(scenario.byHand).map((byHand) => ({ ...scenario, byHand })),
  (scenario) => without(scenario.breaks).map((breaks) => ({ ...scenario, breaks })),
  (scenario) => without(scenario.starts).flatMap((starts) => (starts.length === 0 ? [] : [{ ...scenario, starts }])),
  set(() => ({ broker: PLAIN_BROKER })),
  set(({ broker }) => ({ broker: { ...broker, partialFillShare: 0 } })),
  set(({ broker }) => ({ broker: { ...broker, latencyMs: 3 } })),
  set(({ broker }) => ({ broker: { ...broker, multiplier: 1 } })),
  set(() => ({ listening: 'batch' })),
  set(({ starts }) => ({ starts: starts.map((start) => ({ ...start, skewMs: 0 })) })),
  set(() => ({ policy: DEFAULT_EXECUTION_POLICY })),
];
