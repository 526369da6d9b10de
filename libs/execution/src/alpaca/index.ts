export { alpacaBroker } from './alpaca-broker.ts';
export type { AlpacaBrokerOptions } from './alpaca-broker.ts';
export { alpacaTradeUpdates } from './trade-updates.ts';
export type { AlpacaTradeUpdatesOptions } from './trade-updates.ts';
