import { exchangeTime, formatMoney, formatSession, money, toIsoInstant, type Instant } from '@alchemiser/domain';
import type { FaultMix, ServedExchange } from '@alchemiser/paper-exchange';
import { heading, type Screen } from './screen.ts';

export interface Opened {
  readonly served: ServedExchange;
  readonly account: {
    readonly id: string;
    readonly number: string;
    readonly cash: string;
    readonly multiplier: string;
    readonly keyId: string;
    readonly secret: string;
  };
  readonly market: string;
  readonly now: Instant;
  /** 0: it stands. */
  readonly speed: number;
  readonly faults: FaultMix;
  /** It goes on from what was kept. */
  readonly resumed: boolean;
  /** The directory with its state; null: in memory. */
  readonly keeps: string | null;
}

/** What clients read from their environment; the names are those of Alpaca's SDKs. */
const environmentOf = ({ served, account }: Opened): Readonly<Record<string, string>> => ({
  APCA_API_BASE_URL: served.url,
  APCA_API_DATA_URL: served.url,
  APCA_DATA_BASE_URL: served.url,
  APCA_API_STREAM_URL: served.streamUrl,
  APCA_API_KEY_ID: account.keyId,
  APCA_API_SECRET_KEY: account.secret,
});

/** One line for a program that started the exchange and waits for it. */
export function readyLine(opened: Opened): string {
  const { served, account, market, now, speed, faults, resumed, keeps } = opened;
  const { url, streamUrl, host, port } = served;
  return JSON.stringify({
    ready: true,
    url,
    streamUrl,
    host,
    port,
    key: account.keyId,
    secret: account.secret,
    account: account.id,
    accountNumber: account.number,
    market,
    now: toIsoInstant(now),
    speed,
    faults,
    resumed,
    state: keeps ?? 'memory',
    env: environmentOf(opened),
  });
}

export function presentExchange(screen: Screen, opened: Opened): string {
  const { served, account, market, now, speed, faults, resumed, keeps } = opened;
  const { date, time } = exchangeTime(now);
  const pace = speed === 0 ? 'stands until it is moved' : speed === 1 ? 'as fast as here' : `${String(speed)} times as fast as here`;
  const mixed = Object.entries(faults).filter(([name, share]) => name !== 'latestMs' && share > 0);
  const rows: readonly (readonly [string, string])[] = [
    ['clock', `${formatSession(date)} ${time} in New York; time ${pace}`],
    ['account', `${account.number}, opened with ${formatMoney(money(account.cash))}, buying power ${account.multiplier} × equity`],
    ['key', account.keyId],
    ['secret', account.secret],
    ['faults', mixed.length === 0 ? 'none' : mixed.map(([name, share]) => `${name} ${String(share * 100)} %`).join(', ')],
    [
      'state',
      keeps === null ? 'in memory, gone when it ends (--data keeps it)' : `kept in ${keeps}${resumed ? ', gone on with from there' : ''}`,
    ],
    ['streams', `${served.streamUrl}/stream (trade updates)  ·  ${served.streamUrl}/v2/iex (market data)`],
  ];
  const shown = rows.map(([name, value]) => `  ${screen.colours.dim(name.padEnd(9))}${value}`);
  const pointing = Object.entries(environmentOf(opened)).map(([name, value]) => `  export ${name}=${value}`);
  const move = `  curl -d '{"advanceMs": 60000}' ${served.url}/admin/clock`;
  return [
    heading(screen, `Paper exchange on ${served.url}`, market),
    '',
    ...shown,
    '',
    heading(screen, 'A client finds it by', 'or by its own options for base and stream URLs'),
    ...pointing,
    '',
    heading(screen, 'Its clock moves by'),
    move,
    '',
    screen.colours.dim('Ctrl-C ends it.'),
  ].join('\n');
}
