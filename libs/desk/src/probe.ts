import { invariant, type Ticker } from '@alchemiser/domain';
import { alpacaMarketData } from '@alchemiser/data-providers';
import { Refused } from '@alchemiser/execution';
import { alpacaTradeUpdates, probeAlpaca, type ProbeAnswer } from '@alchemiser/execution/alpaca';
import type { Configuration, Fetch } from '@alchemiser/infrastructure';
import type { Clock, Logger } from '@alchemiser/services';
import { clockFor, httpFor, urlsFor } from './alpaca-access.ts';

export type { ProbeAnswer } from '@alchemiser/execution/alpaca';

export interface ProbeOptions {
  readonly configuration: Configuration;
  /** Quoted, fractionable, and not held: small orders of it are sent. */
  readonly ticker: Ticker;
  readonly log: Logger;
  readonly onAnswer?: (answer: ProbeAnswer) => void;
  /** Instead of the network's and the machine's. */
  readonly fetch?: Fetch;
  readonly clock?: Clock;
}

/** Alpaca's keys say where they belong: paper's begin with PK, live ones with AK. */
const LIVE_KEY = /^AK/;

/**
 * What the broker's documents leave open, asked of a paper account, or of an exchange that speaks like one.
 * @throws Refused on a live account, for a ticker without a quote, or one that the account holds. @throws Failure when Alpaca does not answer.
 */
export async function probePaperAccount({
  configuration,
  ticker,
  log,
  onAnswer,
  ...instead
}: ProbeOptions): Promise<readonly ProbeAnswer[]> {
  const { mode, alpaca: access, market } = configuration;
  invariant(access !== null && market.source === 'alpaca', 'A configuration with Alpaca for a broker has its keys and its prices');
  if (mode === 'live' || (access.venue === null && LIVE_KEY.test(access.key.reveal()))) {
    throw new Refused(
      'The probe sends odd orders on purpose: it never runs on a live account.',
      'Run it with the keys of a paper account.',
    );
  }
  const reach = { mode, access, ...instead };
  const urls = urlsFor(reach);
  const http = httpFor(reach, urls);
  const clock = await clockFor(reach, http);
  const source = alpacaMarketData({ http: http.data, feed: market.feed, adjustment: 'all' });
  const quote = (await source.quotes([ticker])).get(ticker);
  if (quote === undefined)
    throw new Refused(`There is no two-sided quote of ${ticker} now.`, 'Name another with --ticker, or wait until the exchange is open.');
  const updates = alpacaTradeUpdates({ url: urls.stream, key: access.key, secret: access.secret, log });
  try {
    return await probeAlpaca({ http: http.trading, updates, clock, log, quote, ...(onAnswer === undefined ? {} : { onAnswer }) });
  } catch (error) {
    throw error instanceof RangeError ? new Refused(`${error.message}.`, 'Name another with --ticker.') : error;
  }
}
