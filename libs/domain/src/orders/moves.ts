/**
 * The life of one of our orders: a table from status and event to status. What is absent is illegal and comes back as a value.
 *
 * planned → denied | persisted → submitting → { working | unknown } → cancelling → filled | canceled | expired | rejected
 */
import { err, ok, type Result } from '../result.ts';

export type OrderStatus =
  'planned' | 'persisted' | 'submitting' | 'working' | 'unknown' | 'cancelling' | 'filled' | 'canceled' | 'expired' | 'rejected' | 'denied';

/**
 * `persist`: its intent is in the journal · `deny`: we will never send it · `send` · `accept`: the broker shows it ·
 * `doubt`: sent or perhaps sent, nothing heard · `refuse`: the broker refused the id's only send · `askCancel` ·
 * `fillPart`, `fillRest` · `cancel`, `expire`, `reject`: the venue's own last word.
 */
export type OrderEvent =
  'persist' | 'deny' | 'send' | 'accept' | 'doubt' | 'refuse' | 'askCancel' | 'fillPart' | 'fillRest' | 'cancel' | 'expire' | 'reject';

export interface IllegalMove {
  readonly code: 'order.illegal_move';
  readonly from: OrderStatus;
  readonly event: OrderEvent;
}

/** The venue's last words, wherever an order can be at the venue. */
const VENUE_CLOSES = { cancel: 'canceled', expire: 'expired', reject: 'rejected' } as const;

export const MOVES: Readonly<Record<OrderStatus, Readonly<Partial<Record<OrderEvent, OrderStatus>>>>> = {
  planned: { persist: 'persisted', deny: 'denied' },
  persisted: {
    send: 'submitting',
    deny: 'denied',
    // A run that reads its own intent after a crash, or another writer's, cannot tell whether it was sent.
    doubt: 'unknown',
    // Another process that had read the intent announced a send of its own and was faster.
    accept: 'working',
    fillPart: 'working',
    fillRest: 'filled',
    ...VENUE_CLOSES,
  },
  submitting: {
    accept: 'working',
    refuse: 'rejected',
    // The runner woke up too late and did not send it.
    deny: 'denied',
    doubt: 'unknown',
    // A list or a stream can be faster than the reply to the submission.
    fillPart: 'working',
    fillRest: 'filled',
    ...VENUE_CLOSES,
  },
  working: { accept: 'working', fillPart: 'working', fillRest: 'filled', askCancel: 'cancelling', ...VENUE_CLOSES },
  unknown: {
    // The same id once more. `refuse` is absent: the refusal of a second copy says nothing of the first.
    send: 'submitting',
    doubt: 'unknown',
    accept: 'working',
    fillPart: 'working',
    fillRest: 'filled',
    ...VENUE_CLOSES,
  },
  cancelling: {
    accept: 'cancelling',
    askCancel: 'cancelling',
    // Asking to cancel stops nothing: what fills while the cancel travels is ours.
    fillPart: 'cancelling',
    fillRest: 'filled',
    ...VENUE_CLOSES,
  },
  filled: { fillRest: 'filled' },
  // The venue filled it before our cancel arrived, and told us in the other order: a late fill still counts.
  canceled: { fillPart: 'canceled', fillRest: 'filled', cancel: 'canceled' },
  expired: { fillPart: 'expired', fillRest: 'filled', expire: 'expired' },
  rejected: { reject: 'rejected' },
  denied: {},
};

export function move(from: OrderStatus, event: OrderEvent): Result<OrderStatus, IllegalMove> {
  const to = MOVES[from][event];
  return to === undefined ? err({ code: 'order.illegal_move', from, event }) : ok(to);
}

/** Nothing more can happen to it, but for a late fill. */
export const isTerminal = (status: OrderStatus): boolean =>
  status === 'filled' || status === 'canceled' || status === 'expired' || status === 'rejected' || status === 'denied';
