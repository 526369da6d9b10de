// The exchange
export { createPaperExchange } from './paper-exchange.ts';
export type { AccountOptions, ExchangeClock, Grant, PaperExchange, PaperExchangeOptions } from './options.ts';
export { accountNumber } from './wire/account-json.ts';
export { virtualClock } from './virtual-clock.ts';
export type { VirtualClock } from './virtual-clock.ts';
// Its engine
export { cancel, submit } from './engine/submit.ts';
export { settle } from './engine/settle.ts';
export { grant, openExchange } from './engine/account.ts';
export type { Opening } from './engine/account.ts';
export type { CancelRefusal, Refusal } from './engine/refusal.ts';
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
  Size,
} from './engine/state.ts';
export type { Stamp } from './engine/stamp.ts';
export type { Ticket } from './engine/ticket.ts';
export type { Venue } from './engine/venue.ts';
export { restore, snapshot, snapshotInstant } from './engine/snapshot.ts';
