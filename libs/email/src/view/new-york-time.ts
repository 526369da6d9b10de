const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `15:45` in New York. @param iso an instant as the record writes it. */
export const newYorkClock = (iso: string): string => CLOCK.format(new Date(iso));

/** `12.4 s` · `3 min 5 s`. Instants as ISO text, `to` not before `from`. */
export function duration(from: string, to: string): string {
  const seconds = (Date.parse(to) - Date.parse(from)) / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${String(Math.floor(whole / 60))} min ${String(whole % 60)} s`;
}
