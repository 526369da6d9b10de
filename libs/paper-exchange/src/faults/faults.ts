/** Chance with a memory of its seed: which request, update or span of time meets which fault. The same seed and requests meet the same. */
import { ticker, type Instant, type Ticker } from '@alchemiser/domain';
import { chanceOf } from '../engine/identity.ts';
import { faultMix, REQUEST_FAULTS, UPDATE_FAULTS, type FaultMix, type FaultMixName, type RequestFault, type UpdateFault } from './mix.ts';

/** The next request that fits meets this fault, whatever the mix says; once. */
export interface PlannedFault {
  readonly kind: RequestFault;
  /** 'POST'; absent: any. */
  readonly method?: string;
  /** How the path begins; absent: any. */
  readonly path?: string;
}

export interface Faults {
  readonly mix: FaultMix;
  /** @throws RangeError as `faultMix`. */
  set(mix: FaultMixName | Partial<FaultMix>): void;
  /** @throws RangeError for a fault that requests do not meet. */
  plan(fault: PlannedFault): void;
  /** Stops trading in a ticker until it is resumed. @throws RangeError for what no ticker looks like. */
  halt(name: string): void;
  resume(name: string): void;
  readonly halted: readonly Ticker[];
  isHalted(ticker: Ticker, at: Instant): boolean;
  forRequest(method: string, path: string): { readonly kind: RequestFault; readonly chance: number } | undefined;
  forUpdate(): UpdateFault | undefined;
  /** How often each has happened. */
  readonly counts: Readonly<Record<string, number>>;
}

const SPAN_MS = 300_000;

export function createFaults(seed: string, given: FaultMixName | Partial<FaultMix> = 'none'): Faults {
  let mix = faultMix(given);
  const planned: PlannedFault[] = [];
  const halted = new Set<Ticker>();
  const counts: Record<string, number> = {};
  /** The last span asked about, per ticker: quotes are asked for far more often than spans change. */
  const spans = new Map<Ticker, readonly [number, boolean]>();
  let requests = 0;
  let updates = 0;

  const count = (kind: string): void => {
    counts[kind] = (counts[kind] ?? 0) + 1;
  };
  const draw = <K extends keyof FaultMix>(kinds: readonly K[], chance: number): K | undefined => {
    let edge = 0;
    return kinds.find((kind) => chance < (edge += mix[kind]));
  };
  /** Most exchanges have no faults, and a chance costs a digest: none is drawn where nothing can come of it. */
  const meets = (kinds: readonly (keyof FaultMix)[]): boolean => kinds.some((kind) => mix[kind] > 0);
  let [requestsMeet, updatesMeet] = [meets(REQUEST_FAULTS), meets(UPDATE_FAULTS)];

  return {
    get mix() {
      return mix;
    },
    set: (next) => {
      mix = faultMix(next);
      [requestsMeet, updatesMeet] = [meets(REQUEST_FAULTS), meets(UPDATE_FAULTS)];
      spans.clear();
    },
    plan: (fault) => {
      if (!REQUEST_FAULTS.includes(fault.kind))
        throw new RangeError(`A request meets one of ${REQUEST_FAULTS.join(', ')}, not "${fault.kind}"`);
      planned.push(fault);
    },
    halt: (name) => void halted.add(ticker(name)),
    resume: (name) => void halted.delete(ticker(name)),
    get halted() {
      return [...halted].sort();
    },
    isHalted: (name, at) => {
      if (halted.has(name)) return true;
      if (mix.halts === 0) return false;
      const span = Math.floor(at / SPAN_MS);
      const known = spans.get(name);
      if (known?.[0] === span) return known[1];
      const stands = chanceOf(`${seed}/halt/${name}/${String(span)}`) < mix.halts;
      spans.set(name, [span, stands]);
      return stands;
    },
    forRequest: (method, path) => {
      requests += 1;
      if (!requestsMeet && planned.length === 0) return undefined;
      const subject = `${seed}/fault/${String(requests)}`;
      const row = planned.findIndex((fault) => (fault.method ?? method) === method && path.startsWith(fault.path ?? ''));
      const kind = row === -1 ? draw(REQUEST_FAULTS, chanceOf(subject)) : planned.splice(row, 1)[0]?.kind;
      if (kind === undefined) return undefined;
      count(kind);
      return { kind, chance: chanceOf(`${subject}/how`) };
    },
    forUpdate: () => {
      updates += 1;
      if (!updatesMeet) return undefined;
      const kind = draw(UPDATE_FAULTS, chanceOf(`${seed}/update/${String(updates)}`));
      if (kind !== undefined) count(kind);
      return kind;
    },
    counts,
  };
}
