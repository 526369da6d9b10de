/** A past day, decided again from what was kept of it. */
import type { Book } from '../strategy/strategy.ts';
import { decide, type Decided, type DecidePolicy } from './decide.ts';
import { decodeFacts } from './facts-codec.ts';

/** @throws RangeError for bytes that are no facts. */
export const replay = (facts: Uint8Array, book: Book, policy: DecidePolicy): Decided => decide(book, decodeFacts(facts), policy);
