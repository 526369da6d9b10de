/** Clients whose declarations do not fit the modules they come with: their methods by name, and what they answer is claimed by the tests. */
import { createRequire } from 'node:module';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Asks<Names extends string> = Readonly<Record<Names, (...given: readonly unknown[]) => Promise<any>>>;

type Sdk3 = Asks<
  | 'getAccount'
  | 'getClock'
  | 'getCalendar'
  | 'getAssets'
  | 'getAsset'
  | 'createOrder'
  | 'getOrder'
  | 'getOrderByClientId'
  | 'getOrders'
  | 'replaceOrder'
  | 'cancelOrder'
  | 'cancelAllOrders'
  | 'getPosition'
  | 'getPositions'
  | 'closePosition'
  | 'closeAllPositions'
  | 'getAccountActivities'
  | 'getPortfolioHistory'
  | 'updateAccountConfigurations'
  | 'getMultiBarsV2'
  | 'getLatestQuotes'
  | 'getSnapshot'
> & {
  readonly trade_ws: {
    connect(): void;
    disconnect(): void;
    subscribe(streams: readonly string[]): void;
    onConnect(listener: () => void): void;
    onOrderUpdate(listener: (update: Update) => void): void;
  };
};

export interface Update {
  readonly event: string;
  readonly order: { readonly id: string; readonly symbol: string };
}

type MasterChief = Asks<
  | 'isAuthenticated'
  | 'getAccount'
  | 'getClock'
  | 'getCalendar'
  | 'getAssets'
  | 'getAsset'
  | 'placeOrder'
  | 'getOrder'
  | 'getOrders'
  | 'replaceOrder'
  | 'cancelOrder'
  | 'cancelOrders'
  | 'getPosition'
  | 'getPositions'
  | 'closePosition'
  | 'closePositions'
  | 'getAccountActivities'
  | 'getPortfolioHistory'
  | 'updateAccountConfigurations'
  | 'getBars'
  | 'getLatestTrade'
  | 'getSnapshots'
>;

interface MasterChiefStream {
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  on(event: string, listener: (value: any) => void): void;
  once(event: string, listener: () => void): void;
  subscribe(channel: string, symbols?: readonly string[]): void;
  getConnection(): { close(): void };
}

interface MasterChiefModule {
  readonly AlpacaClient: new (options: object) => MasterChief;
  readonly AlpacaStream: new (options: object) => MasterChiefStream;
}

const MASTER_CHIEF = '@master-chief/alpaca';

export const sdk3 = createRequire(import.meta.url)('alpaca-sdk-3') as new (options: object) => Sdk3;
export const masterChief = (await import(MASTER_CHIEF)) as MasterChiefModule;
export type { MasterChief, Sdk3 };
