import { LOCALE } from './translator.ts';

/** `date` 3 March 2026 · `dateTime` Tue 3 March, 18:00 CET · `exact` with seconds · `short` 3 Mar, 18:00 · `clock` 18:00:05 */
export type InstantStyle = 'date' | 'dateTime' | 'exact' | 'short' | 'clock';

const dateTime = {
  weekday: 'short',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
} as const;

const styles: Record<InstantStyle, Intl.DateTimeFormatOptions> = {
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  dateTime,
  exact: { ...dateTime, second: '2-digit' },
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  clock: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

/** English words with day before month and 24 hours, as most of the world reads them. */
const DATE_LOCALE = LOCALE === 'en' ? 'en-GB' : LOCALE;

/**
 * Writes an instant in a zone, the same on the server and in every browser.
 * @param timeZone IANA name; an unknown one falls back to UTC.
 */
export function formatInstant(atMs: number, timeZone: string, style: InstantStyle): string {
  const write = (zone: string) =>
    new Intl.DateTimeFormat(DATE_LOCALE, { ...styles[style], hourCycle: 'h23', timeZone: zone })
      .format(atMs)
      // Some versions of ICU write narrow or no-break spaces here, others plain ones.
      .replace(/[\u00a0\u202f]/g, ' ');
  try {
    return write(timeZone);
  } catch {
    return write('UTC');
  }
}
