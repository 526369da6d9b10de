/** A trade update as the WebSocket tells it, with the ids that resumable clients need. */
import { toDecimal, type Instant } from '@alchemiser/domain';
import { uuidOf } from '../engine/identity.ts';
import { instantOfStamp } from '../engine/stamp.ts';
import type { OrderEvent } from '../engine/state.ts';
import { orderJson } from '../wire/order-json.ts';
import { stampText } from '../wire/timestamps.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID: 48 bits of time, then 80 that derive from a UUID instead of chance. */
function ulidOf(at: Instant, uuid: string): string {
  let value = (BigInt(at) << 80n) | BigInt(`0x${uuid.replaceAll('-', '').slice(0, 20)}`);
  let letters = '';
  for (let place = 0; place < 26; place++) {
    letters = CROCKFORD.charAt(Number(value & 31n)) + letters;
    value >>= 5n;
  }
  return letters;
}

export function updateJson({ kind, at, order, execution }: OrderEvent): Readonly<Record<string, unknown>> {
  const id = execution?.id ?? uuidOf(`${order.id}/${kind}/${String(at)}`);
  const time = stampText(at);
  return {
    event: kind,
    event_id: ulidOf(instantOfStamp(at), id),
    execution_id: id,
    at: time,
    timestamp: time,
    ...(execution === undefined
      ? {}
      : {
          price: toDecimal(execution.price),
          qty: toDecimal(execution.quantity),
          position_qty: toDecimal(execution.positionQuantity),
        }),
    order: orderJson(order),
  };
}
