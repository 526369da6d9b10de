/** The clock and calendar of version 3: several markets at once, phases of the day. The markets here keep one calendar. */
import {
  exchangeDate,
  addDays,
  fromIsoInstant,
  sessionDate,
  type ExchangeCalendar,
  type Instant,
  type SessionDate,
} from '@alchemiser/domain';
import { sessionFor } from '../engine/venue.ts';
import { settlementOf } from './calendar-json.ts';
import { listOf, type Handler } from './context.ts';
import { badData, json } from './reply.ts';
import { instantText, newYorkText } from './timestamps.ts';

const MARKETS = [
  { acronym: 'NYSE', mic: 'XNYS', name: 'New York Stock Exchange' },
  { acronym: 'NASDAQ', mic: 'XNAS', name: 'National Association of Securities Dealers Automated Quotations' },
  { acronym: 'IEX', mic: 'IEXG', name: 'Investors Exchange' },
] as const;

const marketOf = (code: string) => MARKETS.find(({ acronym, mic }) => code === acronym || code === mic);
const marketJson = (market: (typeof MARKETS)[number]) => ({ ...market, timezone: 'America/New_York' });

const PRE_MINUTES = 330;
const POST_MINUTES = 240;
const MINUTE = 60_000;

interface Day {
  readonly pre: Instant;
  readonly open: Instant;
  readonly close: Instant;
  readonly post: Instant;
}

/** Trading before the opening from 04:00, after the close for four hours. */
function dayOf(calendar: ExchangeCalendar, date: SessionDate): Day {
  const { open, close } = calendar.hours(date);
  return { pre: (open - PRE_MINUTES * MINUTE) as Instant, open, close, post: (close + POST_MINUTES * MINUTE) as Instant };
}

function phaseAt(calendar: ExchangeCalendar, at: Instant): { readonly phase: string; readonly until: Instant } {
  const date = exchangeDate(at);
  const next = dayOf(calendar, calendar.next(date));
  if (!calendar.isSession(date)) return { phase: 'closed', until: next.pre };
  const { pre, open, close, post } = dayOf(calendar, date);
  if (at < pre) return { phase: 'closed', until: pre };
  if (at < open) return { phase: 'pre', until: open };
  if (at < close) return { phase: 'core', until: close };
  return at < post ? { phase: 'post', until: post } : { phase: 'closed', until: next.pre };
}

export const getClockV3: Handler = ({ venue: { calendar }, query, now }) => {
  const codes = listOf(query, 'markets');
  const markets = codes.length === 0 ? MARKETS : codes.map(marketOf).filter((found) => found !== undefined);
  if (codes.length > 0 && markets.length < codes.length)
    return badData(`markets not supported: ${codes.filter((code) => !marketOf(code)).join(',')}`);
  const at = instantOr(query.get('time'), now);
  if (at === undefined) return badData('time must be an RFC 3339 instant');
  const session = sessionFor(calendar, at);
  const { phase, until } = phaseAt(calendar, at);
  const clock = {
    timestamp: newYorkText(at),
    is_market_day: calendar.isSession(exchangeDate(at)),
    next_market_open: newYorkText(at >= session.open ? calendar.hours(calendar.next(session.date)).open : session.open),
    next_market_close: newYorkText(session.close),
    phase,
    phase_until: newYorkText(until),
  };
  return json({ clocks: markets.map((market) => ({ market: marketJson(market), ...clock })) });
};

export const getCalendarV3: Handler = ({ venue: { calendar }, query, now, caught }) => {
  const market = marketOf(caught);
  if (market === undefined) return badData(`market not supported: ${caught}`);
  const first = dateOr(query.get('start'), exchangeDate(now));
  const last = first === undefined ? undefined : dateOr(query.get('end'), addDays(first, 7));
  if (first === undefined || last === undefined) return badData('start and end must be dates like 2006-01-02');
  const [from, through] = [first < calendar.from ? calendar.from : first, last > calendar.through ? calendar.through : last];
  const text = query.get('timezone') === 'UTC' ? instantText : newYorkText;
  const days = from > through ? [] : calendar.sessions(from, through);
  return json({
    market: marketJson(market),
    calendar: days.map((date) => {
      const { pre, open, close, post } = dayOf(calendar, date);
      return {
        date,
        pre_start: text(pre),
        pre_end: text(open),
        core_start: text(open),
        core_end: text(close),
        post_start: text(close),
        post_end: text(post),
        settlement_date: settlementOf(calendar, date),
      };
    }),
  });
};

function instantOr(text: string | null, fallback: Instant): Instant | undefined {
  return read(text, fallback, (given) => fromIsoInstant(given.replace(' ', '+')));
}

const dateOr = (text: string | null, fallback: SessionDate): SessionDate | undefined => read(text, fallback, sessionDate);

function read<T>(text: string | null, fallback: T, parse: (text: string) => T): T | undefined {
  if (text === null || text === '') return fallback;
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
