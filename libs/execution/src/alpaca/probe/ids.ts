/** What the broker makes of a client order id that it has seen: the ground under every re-send. */
import { quantity } from '@alchemiser/domain';
import { isDuplicate, takenId, wordsOf, type Asking, type Verdict } from './asking.ts';
import type { Probing, Question } from './questions.ts';

const ONE = quantity('1');
const TWO = quantity('2');
/** More than any paper account can pay for, or holds. */
const TOO_MANY = quantity('1000000');

/** A resting order under an id of its own; cancelled again when the questions are over. */
async function resting(ask: Asking, { nextId, far }: Probing): Promise<{ readonly id: string; readonly venueOrderId: string }> {
  const id = nextId();
  const venueOrderId = takenId(await ask.submit(id, { side: 'buy', quantity: ONE, limitPrice: far }));
  if (venueOrderId === undefined) throw new RangeError('A resting order was not taken: nothing can be asked about its id');
  return { id, venueOrderId };
}

const orderOfChecks = (what: string, first: boolean, words: string): Verdict => ({
  verdict: 'as assumed',
  finding: first
    ? `The id is looked at before ${what}: ${words}.`
    : `${what[0]?.toUpperCase() ?? ''}${what.slice(1)} are looked at first: ${words}.`,
  means: first
    ? 'A re-send of an order that exists is always refused as such. We ask all the same before believing it.'
    : 'A re-send may be refused for want of what the first one holds: that refusal leaves the order unknown, as it does with us.',
});

export const ID_QUESTIONS: readonly Question[] = [
  {
    words: 'Is a used id noticed before the funds of a second order are looked at?',
    ask: async (ask, probing) => {
      const { id } = await resting(ask, probing);
      const again = await ask.submit(id, { side: 'buy', quantity: TOO_MANY, limitPrice: probing.far });
      return orderOfChecks('funds', isDuplicate(again), wordsOf(again));
    },
  },
  {
    words: 'Is a used id noticed before the shares of a second order are looked at?',
    ask: async (ask, probing) => {
      const { id } = await resting(ask, probing);
      const again = await ask.submit(id, { side: 'sell', quantity: TOO_MANY, limitPrice: probing.far });
      return orderOfChecks('shares', isDuplicate(again), wordsOf(again));
    },
  },
  {
    words: 'Does a refused order use up its id?',
    ask: async (ask, probing) => {
      const id = probing.nextId();
      const refused = await ask.submit(id, { side: 'buy', quantity: TOO_MANY, limitPrice: probing.far });
      const again = await ask.submit(id, { side: 'buy', quantity: ONE, limitPrice: probing.far });
      const isFree = takenId(again) !== undefined;
      return {
        verdict: 'as assumed',
        finding: `After ${wordsOf(refused)}, the same id ${isFree ? 'is free' : `is not: ${wordsOf(again)}`}.`,
        means:
          'Either way: a refusal is believed on the first send of an id only, and a step that was refused is followed by one with another id.',
      };
    },
  },
  {
    words: 'Does the same id with another body leave the first order as it was?',
    ask: async (ask, probing) => {
      const { id, venueOrderId } = await resting(ask, probing);
      const again = await ask.submit(id, { side: 'buy', quantity: TWO, limitPrice: probing.farther });
      const found = await ask.find(id);
      const stands = found?.id === venueOrderId && found.qty === '1' && takenId(again) === undefined;
      return {
        verdict: stands ? 'as assumed' : 'otherwise',
        finding: stands
          ? `The second is refused (${wordsOf(again)}) and the first stands.`
          : `The first does not stand: ${wordsOf(again)}.`,
        means: stands
          ? 'One half of burning an id holds: an order that exists is not replaced by the one that burns it.'
          : 'Keep "execution.unknownOrders" at "halt", and set nothing that re-sends by itself: tell us.',
      };
    },
  },
  {
    words: 'Is an order refused that comes late, after its id was burnt and that order cancelled?',
    ask: async (ask, probing) => {
      const { id, venueOrderId } = await resting(ask, probing);
      await ask.cancel(venueOrderId);
      await probing.settle();
      const late = await ask.submit(id, { side: 'buy', quantity: TWO, limitPrice: probing.farther });
      const holds = takenId(late) === undefined;
      return {
        verdict: holds ? 'as assumed' : 'otherwise',
        finding: holds ? `It is refused: ${wordsOf(late)}.` : 'It is taken: an id is free again once its order is cancelled.',
        means: holds
          ? 'The other half of burning an id holds: "execution.unknownOrders" may be set to "burn", and an id is remembered after a cancel.'
          : 'Never set "execution.unknownOrders" to "burn"; the broker\'s dedupe must be declared "none".',
      };
    },
  },
  {
    words: 'Of five orders with one id at the same moment, how many are taken?',
    ask: async (ask, probing) => {
      const id = probing.nextId();
      const sent = await Promise.all(
        Array.from({ length: 5 }, () => ask.submit(id, { side: 'buy', quantity: ONE, limitPrice: probing.far })),
      );
      const taken = new Set(sent.flatMap((each) => takenId(each) ?? []));
      for (const each of taken) await ask.cancel(each);
      return {
        verdict: taken.size <= 1 ? 'as assumed' : 'otherwise',
        finding: `${String(taken.size)} taken of 5.`,
        means:
          taken.size <= 1
            ? 'Two processes that resume one run at the same moment cannot order twice.'
            : 'Ids do not protect against two processes: the journal and the lease alone do. Never two sends of an id in flight, as now.',
      };
    },
  },
  {
    words: 'Is an id refused after its order was filled?',
    open: true,
    ask: async (ask, probing) => {
      const id = probing.nextId();
      await ask.submit(id, { side: 'buy', quantity: probing.few, limitPrice: probing.marketable });
      await probing.settle();
      const first = await ask.find(id);
      const again = await ask.submit(id, { side: 'buy', quantity: probing.few, limitPrice: probing.marketable });
      await probing.settle();
      const holds = takenId(again) === undefined;
      return {
        verdict: holds ? 'as assumed' : 'otherwise',
        finding: `The first is ${first?.status ?? 'not found'}; the second: ${wordsOf(again)}.`,
        means: holds ? 'An id is remembered after a fill: dedupe "session" is right.' : 'The broker\'s dedupe must be declared "none".',
      };
    },
  },
  {
    words: 'Is an id refused that was used in an earlier session?',
    ask: async (ask, { earlier, far }) => {
      if (earlier === undefined) {
        return { verdict: 'not asked', finding: 'There is no order of an earlier probe.', means: 'Run the probe again on another day.' };
      }
      const again = await ask.submit(earlier.id, { side: 'buy', quantity: ONE, limitPrice: far });
      const holds = takenId(again) === undefined;
      return {
        verdict: 'as assumed',
        finding: `Its order is ${String(earlier.days)} days old: ${wordsOf(again)}.`,
        means: holds
          ? 'Ids are remembered for longer than a session. We rely on no more than the session.'
          : 'Ids are forgotten: a plan dies with its session, so nothing is re-sent that late.',
      };
    },
  },
  {
    words: 'May an id have 128 characters?',
    ask: async (ask, { nextId, far }) => {
      const sent = await ask.submit(nextId().padEnd(128, 'x'), { side: 'buy', quantity: ONE, limitPrice: far });
      return { verdict: 'as assumed', finding: wordsOf(sent), means: 'Ours have 36 at most, which every version of the documents allows.' };
    },
  },
];
