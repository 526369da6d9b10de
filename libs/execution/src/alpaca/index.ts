export { alpacaControl } from './alpaca-control.ts';
export { alpacaBroker } from './alpaca-broker.ts';
export type { AlpacaBrokerOptions } from './alpaca-broker.ts';
export { readVenueClock, readVenueHours } from './venue-day.ts';
export { alpacaTradeUpdates } from './trade-updates.ts';
export type { AlpacaTradeUpdatesOptions } from './trade-updates.ts';
