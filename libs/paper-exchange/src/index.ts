// The exchange
export { createPaperExchange } from './paper-exchange.ts';
export type {
  AccountOptions,
  ConnectOptions,
  ExchangeClock,
  ExchangeOverview,
  ExchangeTransport,
  Grant,
  PaperExchange,
  PaperExchangeOptions,
} from './options.ts';
export { accountNumber } from './wire/account-json.ts';
export { ConnectionLost, type Incoming, type Outgoing } from './wire/message.ts';
// Its time
export { virtualClock } from './virtual-clock.ts';
export type { VirtualClock } from './virtual-clock.ts';
export { pacedClock } from './paced-clock.ts';
export type { PacedClockOptions } from './paced-clock.ts';
// On a port
export { serveExchange } from './server/serve.ts';
export type { ServedExchange, ServeOptions } from './server/serve.ts';
// Streams in process
export type { ExchangeSocket } from './streams/memory-socket.ts';
export type { StreamLimits } from './streams/market-data.ts';
export type { Peer, StreamSession } from './streams/peer.ts';
// What goes wrong
export { FAULT_MIXES, faultMix } from './faults/mix.ts';
export type { FaultMix, FaultMixName, RequestFault } from './faults/mix.ts';
export type { Faults, PlannedFault } from './faults/faults.ts';
// Its engine
export { averageFillPrice } from './engine/fill.ts';
export { averageTold } from './engine/position.ts';
export { cancel, submit } from './engine/submit.ts';
export { replace } from './engine/replace.ts';
export type { Changes, Replacement } from './engine/replace.ts';
export { nextDue, settle } from './engine/settle.ts';
export { configure, grant, openExchange } from './engine/account.ts';
export type { Opening } from './engine/account.ts';
export type { CancelRefusal, Refusal, ReplaceRefusal } from './engine/refusal.ts';
export type {
  Account,
  Activity,
  ExchangeState,
  Order,
  OrderEvent,
  OrderId,
  OrderStatus,
  OrderType,
  Position,
  Settings,
  Size,
  TimeInForce,
} from './engine/state.ts';
export type { Stamp } from './engine/stamp.ts';
export type { Ticket } from './engine/ticket.ts';
export type { Venue } from './engine/venue.ts';
export { restore, snapshot, snapshotInstant } from './engine/snapshot.ts';
export { refusalOf } from './engine/checks.ts';
