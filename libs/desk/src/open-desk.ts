import { join } from 'node:path';
import { invariant, toDecimal, type SessionDate } from '@alchemiser/domain';
import { Refused, type Desk, type Mandate } from '@alchemiser/execution';
import { HALT_FILE, haltFile, openBarStore, type Configuration, type Fetch, type Stores } from '@alchemiser/infrastructure';
import type { BrokerControl, Clock, HaltFlag, Logger } from '@alchemiser/services';
import { openAlpacaDesk } from './alpaca-desk.ts';
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
  /** Told when another process is at the paper exchange, before it is waited for. */
  readonly onWait?: () => void;
  /** For trials: instead of the network and the machine's clock. */
  readonly fetch?: Fetch;
  readonly clock?: Clock;
}

/** A desk with its mandate and the session it is about to trade. */
export interface OpenedDesk {
  readonly desk: Desk;
  readonly mandate: Mandate;
  readonly session: SessionDate;
  /** What a person may do at the broker beside a run. */
  readonly control: BrokerControl;
  /** Ends what runs beside the desk. The stores stay open: they are the caller's. */
  close(): void;
}

/** Fills every port the way the configuration says. @throws Refused for a day that cannot be traded. @throws Failure when the world does not answer. */
export async function openDesk(options: DeskOptions): Promise<OpenedDesk> {
  return options.configuration.broker === 'alpaca' ? openAlpaca(options) : openPaper(options);
}

/** What a person lays into the data directory by hand. */
export const haltFlagOf = ({ dataDirectory }: Pick<Configuration, 'dataDirectory'>): HaltFlag => haltFile(join(dataDirectory, HALT_FILE));

async function openPaper({ configuration, stores, log, session, keep, release, onWait }: DeskOptions): Promise<OpenedDesk> {
  const mandate = mandateOf(configuration);
  const opened = await openPaperDesk({
    stores,
    market: marketChoiceOf(configuration),
    mandate,
    log,
    report: keep ? reporter(configuration.email, release) : null,
    session,
    cash: toDecimal(configuration.paperCash),
    holdings: configuration.paperHoldings,
    keep,
    ...(onWait === undefined ? {} : { onWait }),
  });
  const { session: day, control, close } = opened;
  return { desk: { ...opened.desk, haltFlag: haltFlagOf(configuration) }, mandate, session: day, control, close };
}

async function openAlpaca({ configuration, stores, log, session, keep, release, fetch, clock }: DeskOptions): Promise<OpenedDesk> {
  const { mode, alpaca: access, market, streams } = configuration;
  invariant(access !== null && market.source === 'alpaca', 'A configuration with Alpaca for a broker has its keys and its prices');
  const mandate = mandateOf(configuration);
  const bars = await openBarStore({ directory: configuration.dataDirectory });
  try {
    const report = keep ? reporter(configuration.email, release) : null;
    const opened = await openAlpacaDesk({
      ...{ mode, access, market, streams, stores, bars, mandate, log, report, session, keep },
      ...(fetch === undefined ? {} : { fetch }),
      ...(clock === undefined ? {} : { clock }),
    });
    const close = (): void => {
      opened.close();
      bars.close();
    };
    const desk = { ...opened.desk, haltFlag: haltFlagOf(configuration) };
    return { desk, mandate, session: opened.session, control: opened.control, close };
  } catch (error) {
    bars.close();
    throw error;
  }
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
