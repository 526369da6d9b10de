export { alpacaBroker } from './alpaca-broker.ts';
export type { AlpacaBrokerOptions } from './alpaca-broker.ts';
