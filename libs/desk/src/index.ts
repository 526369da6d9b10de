// A desk out of a configuration
export { haltFlagOf, marketChoiceOf, openDesk } from './open-desk.ts';
export type { DeskOptions, OpenedDesk } from './open-desk.ts';
export { mandateOf } from './mandate.ts';
export { reporter } from './reporter.ts';
// Alpaca's desk
export { openAlpacaDesk } from './alpaca-desk.ts';
export type { AlpacaDesk, AlpacaDeskOptions } from './alpaca-desk.ts';
// Bars that are kept
export { openBarOrigin, pullKeptBars, verifyKeptBars } from './kept-bars.ts';
export type { BarOrigin, BarOriginOptions, ExaminedSeries, PulledSeries } from './kept-bars.ts';
// The paper exchange's desk
export { openPaperDesk } from './paper-desk.ts';
export type { PaperDesk, PaperDeskOptions } from './paper-desk.ts';
export { keptMarket } from './kept-market.ts';
export { marketIdentity, openMarket } from './market-choice.ts';
export type { MarketChoice, OpenedMarket } from './market-choice.ts';
// Questions to a paper account
export { probePaperAccount } from './probe.ts';
export type { ProbeAnswer, ProbeOptions } from './probe.ts';
