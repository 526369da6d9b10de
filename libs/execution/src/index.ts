// Act
export { act, resume } from './engine/act.ts';
export type { ActContext, ActPorts } from './engine/act.ts';
export { readRun, stopRun } from './engine/run-journal.ts';
// The trading day
export { planDay, tradingDay } from './engine/trading-day.ts';
export type { DayResult } from './engine/conclude.ts';
export type { Delivery } from './engine/report.ts';
export type { Day, Desk, Mandate } from './engine/desk.ts';
export { Halted, Refused } from './engine/refusal.ts';
export { ordinalAgain, ordinalToTrade } from './engine/ordinals.ts';
// What a person may do
export { readAccount } from './engine/gather.ts';
export { halt, haltWords, liftHalts, standingHalts, stopAllRuns } from './engine/halt.ts';
export type { HaltPorts } from './engine/halt.ts';
export { resolveOrder } from './engine/resolve.ts';
export type { Finding, Resolved } from './engine/resolve.ts';
export { flattenDay, planFlatten } from './engine/flatten.ts';
export type { FlattenDay } from './engine/flatten.ts';
export { cancelOurs } from './control/cancel-ours.ts';
export type { CancelDesk, CancelledOrder } from './control/cancel-ours.ts';
export { adoptShares } from './engine/adopt.ts';
export type { Adoption } from './engine/adopt.ts';
export { releaseShares } from './engine/release.ts';
export type { Release, ReleasedEntry } from './engine/release.ts';
export { splitShares } from './engine/split.ts';
// Looking without trading
export { signalsOf } from './engine/signals.ts';
export type { Signals } from './engine/signals.ts';
export { statusOf } from './engine/status.ts';
export type { Status } from './engine/status.ts';
