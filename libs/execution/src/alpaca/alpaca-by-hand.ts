import { toDecimal, type VenueOrderId } from '@alchemiser/domain';
import { symbolOf, type AlpacaClient, type AlpacaWritten } from '@alchemiser/infrastructure';
import { Failure, type AccountSettings, type BrokerByHand, type CancelledAll } from '@alchemiser/services';
import { settingsFrom } from './mapping.ts';
import { answeredFrom } from './submission.ts';
import { CANCEL_ROWS, SETTINGS } from './wire.ts';

const SETTINGS_PATH = 'v2/account/configurations';

/** What a person does at Alpaca by hand. Each request leaves once; @throws Failure (`broker.*`) where a read fails, or settings are refused. */
export function alpacaByHand({ http }: { readonly http: AlpacaClient }): BrokerByHand {
  const settings = async (): Promise<AccountSettings> => settingsFrom(await http.read(SETTINGS_PATH, {}, SETTINGS));
  return {
    cancelAll: async () => cancelledFrom(await http.write('DELETE', 'v2/orders')),
    closePosition: async (ticker, shares) => {
      const path = `v2/positions/${encodeURIComponent(symbolOf(ticker))}`;
      return answeredFrom(await http.write('DELETE', path, undefined, { query: shares === 'all' ? {} : { qty: toDecimal(shares) } }));
    },
    replaceOrder: async (id, { quantity, limitPrice }) =>
      answeredFrom(
        await http.write('PATCH', `v2/orders/${encodeURIComponent(id)}`, {
          ...(quantity === undefined ? {} : { qty: toDecimal(quantity) }),
          ...(limitPrice === undefined ? {} : { limit_price: toDecimal(limitPrice) }),
        }),
      ),
    settings,
    suspendTrading: async (suspended) => {
      const written = await http.write('PATCH', SETTINGS_PATH, { suspend_trade: suspended });
      if (written.status === 'refused') {
        throw new Failure('broker.refused', `The broker refused to ${suspended ? 'suspend' : 'resume'} trading: ${written.says}.`, {
          advice: "Set it on the broker's own page.",
          context: { code: written.code },
        });
      }
      // Setting it twice is setting it once, and what it is now is read: doubt needs no name here.
      return settings();
    },
  };
}

function cancelledFrom(written: AlpacaWritten): CancelledAll {
  if (written.status === 'doubt') return { status: 'unknown', says: written.says };
  if (written.status === 'refused') return { status: 'refused', says: written.says };
  const rows = CANCEL_ROWS.safeParse(written.json);
  if (!rows.success) return { status: 'unknown', says: 'Cancelling all was answered with something we cannot read' };
  const orders = rows.data.map(({ id, status }) => ({ venueOrderId: id as VenueOrderId, accepted: status >= 200 && status < 300 }));
  return { status: 'asked', orders };
}
