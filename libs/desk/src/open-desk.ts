import { toDecimal, type SessionDate } from '@alchemiser/domain';
import { Refused, type Desk, type Mandate } from '@alchemiser/execution';
import type { Configuration, Stores } from '@alchemiser/infrastructure';
import type { Logger } from '@alchemiser/services';
import { mandateOf } from './mandate.ts';
import type { MarketChoice } from './market-choice.ts';
import { openPaperDesk } from './paper-desk.ts';
import { reporter } from './reporter.ts';

export interface DeskOptions {
  readonly configuration: Configuration;
  readonly stores: Stores;
  readonly log: Logger;
  readonly session: SessionDate | undefined;
  /** False for commands that only look: whatever happens at the paper exchange is forgotten. */
  readonly keep: boolean;
  /** Shown at the foot of mails: "0.1.0". */
  readonly release: string;
}

/** A desk with its mandate and the session it is about to trade. */
export interface OpenedDesk {
  readonly desk: Desk;
  readonly mandate: Mandate;
  readonly session: SessionDate;
}

/** Fills every port the way the configuration says. @throws Refused for a broker that this version cannot trade at. */
export async function openDesk({ configuration, stores, log, session, keep, release }: DeskOptions): Promise<OpenedDesk> {
  const mandate = mandateOf(configuration);
  if (configuration.broker !== 'paper-exchange') {
    throw new Refused('This version trades on the built-in paper exchange only; the configuration asks for Alpaca.', 'Set "broker" to "paper-exchange", or leave it out.');
  }
  const report = keep ? reporter(configuration.email, release) : null;
  const opened = await openPaperDesk({
    stores,
    market: marketChoiceOf(configuration),
    mandate,
    log,
    report,
    session,
    cash: toDecimal(configuration.paperCash),
    holdings: configuration.paperHoldings,
    keep,
  });
  return { desk: opened.desk, mandate, session: opened.session };
}

/** The market that a configuration names. @throws Refused for Alpaca's, which this version does not trade on. */
export function marketChoiceOf({ market }: Pick<Configuration, 'market'>): MarketChoice {
  switch (market.source) {
    case 'synthetic':
      return { kind: 'synthetic', seed: market.seed };
    case 'csv':
      return { kind: 'csv', directory: market.directory, seed: market.seed };
    case 'alpaca':
      throw new Refused('The paper exchange cannot trade on Alpaca market data yet.', 'Set "market" to synthetic or csv.');
  }
}

