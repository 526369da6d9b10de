/** The machine's account of itself: one note per entry it has written. */
import { toDecimal, type Exact } from '../../values/exact.ts';
import type { Note } from './effect.ts';
import type { RunEntry } from './entry.ts';

const decimal = (value: Exact | null): string | null => (value === null ? null : toDecimal(value));

export function noteOf(entry: RunEntry): Note {
  switch (entry.kind) {
    case 'planned':
      return {
        level: 'info',
        message: 'run planned',
        fields: { session: entry.plan.session, ordinal: entry.ordinal, trades: entry.plan.trades.length },
      };
    case 'funded':
      return { level: 'info', message: 'buys funded', fields: { cash: decimal(entry.cash), buys: entry.buys.length } };
    case 'intended':
      return {
        level: 'info',
        message: 'order intended',
        fields: {
          id: entry.id,
          ticker: entry.ticker,
          side: entry.side,
          step: entry.step,
          quantity: decimal(entry.quantity),
          type: entry.type,
          limitPrice: decimal(entry.limitPrice),
        },
      };
    case 'resent':
      return { level: 'warn', message: 'order in doubt sent again', fields: { id: entry.id, burnPrice: decimal(entry.burnPrice) } };
    case 'accepted':
      return { level: 'debug', message: 'order accepted', fields: { id: entry.id, venueOrderId: entry.venueOrderId } };
    case 'closed':
      return {
        level: entry.status === 'rejected' ? 'warn' : 'info',
        message: 'order closed',
        fields: {
          id: entry.id,
          status: entry.status,
          by: entry.by,
          filled: decimal(entry.filled),
          averagePrice: decimal(entry.averagePrice),
          says: entry.says,
        },
      };
    case 'ended':
      return {
        level: entry.why === 'left' ? 'warn' : 'info',
        message: 'leg ended',
        fields: { ticker: entry.ticker, why: entry.why, says: entry.says },
      };
    case 'halted':
      return { level: 'error', message: 'ticker halted', fields: { ticker: entry.ticker, says: entry.says } };
    case 'left-unknown':
      return { level: 'error', message: 'order left unknown', fields: { id: entry.id } };
    case 'stopped':
      return { level: 'warn', message: 'run stopped', fields: { why: entry.why } };
    case 'finished':
      return { level: 'info', message: 'run finished', fields: { fills: entry.fills.length } };
  }
}
