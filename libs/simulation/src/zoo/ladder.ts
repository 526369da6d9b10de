/** Bugs on the way from one rung of a ladder to the next: what was filled is not what is subtracted. */
import { NO_SHARES, remaining, type ClientOrderId, type LegLog, type OrderLog, type Quantity } from '@alchemiser/domain';
import type { Lens } from '../process/practices.ts';
import { resizing, throughSight } from './lenses.ts';
import type { Mutant } from './mutant.ts';

/** What was known to be filled when the cancel left is taken for all that was. */
function blindWhileCancelling(): Lens {
  const known = new Map<ClientOrderId, Quantity>();
  return {
    effects(effects, state) {
      for (const effect of effects) {
        if (effect.kind !== 'cancel' || known.has(effect.id)) continue;
        known.set(effect.id, state.legs.find(({ order }) => order?.id === effect.id)?.order?.filled ?? NO_SHARES);
      }
      return effects;
    },
    event: (event) =>
      throughSight(event, (order) => {
        const filled = known.get(order.clientOrderId);
        if (filled === undefined || order.filled <= filled) return order;
        const status = order.status === 'filled' ? 'canceled' : order.status;
        return { ...order, filled, status, averageFillPrice: filled === NO_SHARES ? null : order.averageFillPrice };
      }),
  };
}

const takesPartForWhole = (): Lens => ({
  event: (event) =>
    throughSight(event, (order) =>
      order.status === 'partiallyFilled' && order.quantity !== null ? { ...order, status: 'filled', filled: order.quantity } : order,
    ),
});

const before = (leg: LegLog, { intent }: OrderLog): OrderLog | undefined => leg.orders[intent.step - 1];

const resendsAll = (): Lens =>
  resizing((ticket, leg, order) => (leg.side === 'sell' && order.intent.step > 0 ? (leg.target ?? ticket.quantity) : ticket.quantity));

const patchesWithOriginal = (): Lens =>
  resizing((ticket, leg, order) => {
    const last = before(leg, order);
    return (last?.closed?.filled ?? NO_SHARES) > NO_SHARES ? last!.intent.quantity : ticket.quantity;
  });

const filled = (leg: LegLog): Quantity => leg.orders.reduce((sum, { closed }) => (sum + (closed?.filled ?? 0n)) as Quantity, NO_SHARES);

const forgetsBudget = (): Lens =>
  resizing((ticket, leg, order) =>
    leg.side === 'buy' && order.intent.step > 0 && leg.target !== null ? remaining(leg.target, filled(leg)) : ticket.quantity,
  );

export const LADDER_BUGS: readonly Mutant[] = [
  {
    number: 1,
    name: 'blind-while-cancelling',
    did: 'Fills that land while a cancel is on its way are not subtracted from the next step.',
    mix: 'heavy',
    caughtBy: 'neverBeyondTarget',
    practices: { lens: blindWhileCancelling },
  },
  {
    number: 4,
    name: 'retried-sell-in-full',
    did: 'A retried sell sends the original share count again after a partial fill.',
    mix: 'heavy',
    caughtBy: 'neverBeyondTarget',
    practices: { lens: resendsAll },
  },
  {
    number: 5,
    name: 'partial-is-filled',
    did: 'A partially filled order counts as filled.',
    mix: 'heavy',
    caughtBy: 'reportIsTrue',
    practices: { lens: takesPartForWhole },
  },
  {
    number: 15,
    name: 'patch-with-original-quantity',
    did: 'An order is replaced with its original quantity after a partial fill.',
    mix: 'heavy',
    caughtBy: 'neverBeyondTarget',
    practices: { lens: patchesWithOriginal },
  },
  {
    number: 20,
    name: 're-peg-beyond-budget',
    did: "A re-peg at a higher price spends more than the leg's budget.",
    mix: 'heavy',
    caughtBy: 'noBuyBeforeFunding',
    practices: { lens: forgetsBudget },
  },
];
