import type { RunRecord } from '@alchemiser/domain';
import type { Prose } from './prose.ts';
import type { ReportView } from './report-view.ts';

/** The first line of every mail: whether money, orders and prices are real. */
export function provenanceBanner(record: RunRecord, say: Prose): ReportView['provenance'] {
  const { broker, market, words } = record.provenance;
  const account = `account …${say(record.account.endsWith)}`;
  const source = say(words);
  switch (broker) {
    case 'alpaca-live':
      return { word: 'LIVE', sentence: `Real money at Alpaca, ${account} · ${source}`, tone: 'live' };
    case 'alpaca-paper':
      return { word: 'PAPER', sentence: `Simulated orders at Alpaca, ${account}, no real money · ${source}`, tone: 'paper' };
    case 'paper-exchange':
      return market === 'synthetic'
        ? { word: 'SYNTHETIC', sentence: `Invented prices, simulated orders, no real money · ${source}`, tone: 'synthetic' }
        : { word: 'PAPER', sentence: `Simulated orders on the paper exchange, no real money · ${source}`, tone: 'paper' };
  }
}
