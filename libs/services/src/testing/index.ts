// Contract suites, as data
export type { ContractCase } from './contract.ts';
export { barStoreContract } from './bar-store-contract.ts';
export { brokerContract } from './broker-contract.ts';
export type { BrokerSubject } from './broker-contract.ts';
export { journalContract } from './journal-contract.ts';
export { mailerContract } from './mailer-contract.ts';
export type { MailerSubject } from './mailer-contract.ts';
export { marketDataContract } from './market-data-contract.ts';
export type { MarketDataSubject } from './market-data-contract.ts';
export { documentStoreContract, factsStoreContract, ledgerStoreContract, recordStoreContract } from './store-contracts.ts';
// Fakes
export { capturingLogger, capturingMailer } from './capturing.ts';
export type { CapturedLine } from './capturing.ts';
export { fixedClock } from './fixed-clock.ts';
export { memoryBroker } from './memory-broker.ts';
export type { MemoryBrokerOptions } from './memory-broker.ts';
export { memoryBarStore } from './memory-bar-store.ts';
export { memoryMarketData } from './memory-market-data.ts';
export { memoryDocumentStore, memoryFactsStore, memoryJournal, memoryLedgerStore, memoryRecordStore } from './memory-stores.ts';
export { memoryQuoteStream, memoryTradeUpdates } from './memory-streams.ts';
