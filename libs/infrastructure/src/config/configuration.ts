import type { AccountId, Book, DecidePolicy, ExecutionPolicy, Money } from '@alchemiser/domain';
import type { Secret } from './secret.ts';

/** All that a person configures, checked and frozen. Passed on as options: nothing but an app reads the environment. */
export interface Configuration {
  /** `live` only when the command says so *and* the file allows it. */
  readonly mode: 'paper' | 'live';
  readonly broker: 'paper-exchange' | 'alpaca';
  /** The account that may be traded; null: any, on paper only. */
  readonly accountId: AccountId | null;
  /** Live without a person who confirms the account's last digits. */
  readonly unattended: boolean;
  readonly book: Book;
  readonly capital: 'all-cash' | Money;
  readonly decide: DecidePolicy;
  readonly execution: ExecutionPolicy;
  readonly market: MarketChoice;
  /** The paper exchange's account when it is first opened. */
  readonly paperCash: Money;
  /** Shares that lie in it from the start and that no strategy bought: decimals as text. */
  readonly paperHoldings: readonly { readonly ticker: string; readonly quantity: string; readonly price: string }[];
  readonly dataDirectory: string;
  readonly email: EmailChoice;
  /** Present exactly when the broker is Alpaca. */
  readonly alpaca: AlpacaAccess | null;
  /** What is listened to beside the polls: updates of our orders, quotes. */
  readonly streams: { readonly orders: boolean; readonly quotes: boolean };
  readonly logLevel: 'error' | 'warn' | 'info' | 'debug';
}

/** Where bars and quotes come from. The seed draws what a folder of bars does not say: quotes within the day. */
export type MarketChoice =
  | { readonly source: 'synthetic'; readonly seed: number }
  | { readonly source: 'csv'; readonly directory: string; readonly seed: number }
  | {
      readonly source: 'alpaca';
      /** Of quotes. */
      readonly feed: 'iex' | 'sip';
      /** Of daily bars: those of all exchanges are free to read once they are a quarter of an hour old. */
      readonly barsFeed: 'iex' | 'sip';
      /** What a session missing inside a history means: the read fails, or the hole stays a hole. */
      readonly gaps: 'refuse' | 'keep';
    };

export interface AlpacaAccess {
  readonly key: Secret;
  readonly secret: Secret;
  /** An exchange that speaks like Alpaca, instead of Alpaca; its clock counts, and runs so many times as fast as ours. Never live. */
  readonly venue: { readonly url: string; readonly speed: number } | null;
}

export interface EmailChoice {
  /** Percents and shares instead of dollars. */
  readonly neutral: boolean;
  readonly transport:
    | { readonly kind: 'none' }
    | { readonly kind: 'outbox'; readonly directory: string }
    | {
        readonly kind: 'smtp';
        readonly host: string;
        readonly port: number;
        readonly tls: 'implicit' | 'required' | 'off';
        readonly login: { readonly user: string; readonly password: Secret } | null;
        readonly from: string;
        readonly to: readonly string[];
      };
}

/** What is wrong with a configuration, one key at a time. Never holds a secret. */
export interface ConfigFault {
  /** `limits.weightPerTickerMax`, or the name of an environment variable. */
  readonly key: string;
  readonly expected: string;
  readonly found: string;
  /** All three as a sentence. */
  readonly says: string;
}
