import { Refused } from '@alchemiser/execution';
import { Failure, type DocumentStore } from '@alchemiser/services';
import { marketIdentity, type MarketChoice } from './market-choice.ts';

const DOCUMENT = 'paper-exchange/market';

/** The market that a data directory trades; undefined before its first run. @throws Failure for what cannot be read. */
export async function keptMarket(documents: DocumentStore): Promise<MarketChoice | undefined> {
  const text = await documents.get(DOCUMENT);
  return text === undefined ? undefined : readMarket(text);
}

/** An account has lived through one market's prices; in another they would make no sense. @throws Refused for another market. */
export async function checkMarket(documents: DocumentStore, choice: MarketChoice): Promise<void> {
  const kept = await keptMarket(documents);
  if (kept === undefined || marketIdentity(kept) === marketIdentity(choice)) return;
  throw new Refused(
    `This data directory trades the ${marketIdentity(kept)}, not the ${marketIdentity(choice)}.`,
    'Leave the market out to go on with it, or choose another directory with --data.',
  );
}

export const keepMarket = (documents: DocumentStore, choice: MarketChoice): Promise<void> =>
  documents.put(DOCUMENT, JSON.stringify(choice));

function readMarket(text: string): MarketChoice {
  let choice: Partial<Record<string, unknown>> | null = null;
  try {
    choice = JSON.parse(text) as Partial<Record<string, unknown>> | null;
  } catch {
    // Told below, with everything else that is no market.
  }
  const { kind, seed, directory } = choice ?? {};
  if (kind === 'synthetic' && typeof seed === 'number') return { kind, seed };
  if (kind === 'csv' && typeof seed === 'number' && typeof directory === 'string') return { kind, seed, directory };
  throw new Failure('store.corrupt', 'The data directory does not say which market it trades: its note of it cannot be read.', {
    advice: 'Restore the data directory from a copy, or begin anew in another one.',
  });
}
