// Act
export { act, resume } from './engine/act.ts';
export type { ActContext, ActPorts } from './engine/act.ts';
export { readRun, stopRun } from './engine/run-journal.ts';
// The trading day
export { planDay, tradingDay } from './engine/trading-day.ts';
export type { DayResult } from './engine/conclude.ts';
export type { Delivery } from './engine/report.ts';
export type { Day, Desk, Mandate } from './engine/desk.ts';
export { Refused } from './engine/refusal.ts';
// Looking without trading
export { signalsOf } from './engine/signals.ts';
export type { Signals } from './engine/signals.ts';
export { statusOf } from './engine/status.ts';
export type { Status } from './engine/status.ts';
