/** What the broker shows of orders, when, and whether its ways of telling agree. */
import { quantity } from '@alchemiser/domain';
import { ORDERS, POSITIONS, FILL_ACTIVITIES } from '../wire.ts';
import { orderBriefly, takenId, wordsOf } from './asking.ts';
import type { Question } from './questions.ts';

const ONE = quantity('1');
const LOOK_MS = 50;
const LOOKS = 100;

export const ORDER_QUESTIONS: readonly Question[] = [
  {
    words: 'How soon after its answer is an order found, by id and in the list of open orders?',
    ask: async (ask, { nextId, far, clock }) => {
      const id = nextId();
      const sent = await ask.submit(id, { side: 'buy', quantity: ONE, limitPrice: far });
      const answeredAt = clock.now();
      let [byId, inList] = [-1, -1];
      for (let look = 0; look < LOOKS && (byId < 0 || inList < 0); look++) {
        if (byId < 0 && (await ask.find(id)) !== undefined) byId = clock.now() - answeredAt;
        const open =
          inList < 0 ? await ask.read('v2/orders', { status: 'open', limit: '500' }, ORDERS, (orders) => orders.map(orderBriefly)) : [];
        if (open.some((order) => order.client_order_id === id)) inList = clock.now() - answeredAt;
        if (byId < 0 || inList < 0) await clock.sleep(LOOK_MS);
      }
      const isSoon = byId >= 0 && inList >= 0 && Math.max(byId, inList) < 5_000;
      return {
        verdict: isSoon ? 'as assumed' : 'otherwise',
        finding: takenId(sent) === undefined ? wordsOf(sent) : `By id after ${words(byId)}, in the list after ${words(inList)}.`,
        means: isSoon ? 'Within "execution.lagMsMax", as assumed.' : 'Raise "execution.lagMsMax" above what was seen here.',
      };
    },
  },
  {
    words: 'Is a second cancel of the same order an error?',
    ask: async (ask, { nextId, far, settle }) => {
      const id = takenId(await ask.submit(nextId(), { side: 'buy', quantity: ONE, limitPrice: far })) ?? 'none';
      await ask.cancel(id);
      await settle();
      const again = await ask.cancel(id);
      return { verdict: 'as assumed', finding: `The second: ${wordsOf(again)}.`, means: 'Both answers are read as: look the order up.' };
    },
  },
  {
    words: 'Do stream and activities tell the same cumulative quantity of every execution?',
    open: true,
    ask: async (ask, { nextId, marketable, few, settle, clock, heardOf }) => {
      const since = new Date(clock.now() - 1_000).toISOString();
      const id = nextId();
      const venueOrderId = takenId(await ask.submit(id, { side: 'buy', quantity: few, limitPrice: marketable }));
      await settle();
      const rows = await ask.read('v2/account/activities/FILL', { after: since, direction: 'asc', page_size: '100' }, FILL_ACTIVITIES);
      const booked = rows.filter((row) => row.order_id === venueOrderId).map((row) => row.cum_qty);
      const streamed = heardOf(id);
      const agree = booked.length > 0 && booked.every((cumulative) => streamed.includes(cumulative));
      return {
        verdict: agree ? 'as assumed' : 'otherwise',
        finding: `Activities: ${list(booked)}; stream: ${list(streamed)}.`,
        means: agree
          ? 'A fill has one key, order and cumulative quantity, wherever it is heard of.'
          : 'The ledger posts activities only, so nothing is booked twice; but streamed quantities must not be compared with them.',
      };
    },
  },
  {
    words: 'Does an open sell take its shares out of what is available at once?',
    open: true,
    ask: async (ask, { nextId, few, dear, symbol, settle }) => {
      const sent = await ask.submit(nextId(), { side: 'sell', quantity: few, limitPrice: dear });
      const position = (await ask.read('v2/positions', {}, POSITIONS)).find((each) => each.symbol === symbol);
      const id = takenId(sent);
      if (id !== undefined) await ask.cancel(id);
      await settle();
      const isHeld = position !== undefined && position.qty_available !== position.qty;
      return {
        verdict: isHeld ? 'as assumed' : 'otherwise',
        finding: id === undefined ? wordsOf(sent) : `Held ${position?.qty ?? 'none'}, available ${position?.qty_available ?? 'unknown'}.`,
        means: isHeld
          ? 'A full exit sells what is available, verbatim.'
          : 'A sell may be refused for shares that another order holds: tell us.',
      };
    },
  },
];

const words = (ms: number): string => (ms < 0 ? 'never' : `${String(ms)} ms`);
const list = (values: readonly string[]): string => (values.length === 0 ? 'none' : values.join(', '));
