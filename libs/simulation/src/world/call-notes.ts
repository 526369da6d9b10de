/** What the event log says of calls and messages. */
import type { Call, Message } from '../process/calls.ts';
import type { ProcessTwin, World } from './world.ts';

export function keyOf(call: Call): string | bigint | number | null {
  switch (call.of) {
    case 'submit':
      return call.ticket.clientOrderId;
    case 'cancel':
    case 'order':
      return call.id;
    case 'append':
    case 'appendLedger':
      return call.expected;
    default:
      return null;
  }
}

export function noteMessage({ log, time }: World, { number }: ProcessTwin, message: Message): void {
  switch (message.kind) {
    case 'reply':
      if (message.reply.ok) log.note(time.now, 'replied', number, message.call);
      else log.note(time.now, 'failed', number, message.call, message.reply.says);
      return;
    case 'alarm':
      return log.note(time.now, 'alarm', number);
    case 'hint':
      return log.note(time.now, 'hint', number, message.order.clientOrderId, message.order.rawStatus, message.order.filled);
    case 'stop':
      return log.note(time.now, 'stop-heard', number, message.why);
  }
}
