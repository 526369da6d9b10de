// The paper exchange's desk
export { openPaperDesk, PAPER_ACCOUNT } from './paper-desk.ts';
export type { PaperDesk, PaperDeskOptions } from './paper-desk.ts';
export { marketIdentity, openMarket } from './market-choice.ts';
export type { MarketChoice, OpenedMarket } from './market-choice.ts';
