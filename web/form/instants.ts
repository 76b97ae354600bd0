/** An instant as a field of a `datetime-local` input shows it: `2026-10-25T02:30`, in some zone. */
export type WallTime = string;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(timeZone: string): Intl.DateTimeFormat {
  let made = formats.get(timeZone);
  if (!made) {
    made = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    formats.set(timeZone, made);
  }
  return made;
}

/** The zone's wall clock at an instant, counted in milliseconds as if it were UTC. */
function wallMs(atMs: number, timeZone: string): number {
  const parts = Object.fromEntries(
    format(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** How far the zone's clock is ahead of UTC at an instant, in milliseconds. */
function offsetMs(atMs: number, timeZone: string): number {
  return wallMs(atMs, timeZone) - Math.floor(atMs / 1000) * 1000;
}

/** What a clock in `timeZone` shows at `atMs`, to the minute. */
export function toWallTime(atMs: number, timeZone: string): WallTime {
  return new Date(wallMs(atMs, timeZone)).toISOString().slice(0, 16);
}

/**
 * The instant at which a clock in `timeZone` shows `wallTime`. An hour that happens twice means its first pass; an
 * hour that is skipped in spring is moved on by the length of the gap, as calendars do.
 * @returns null when the text is not a complete date and time.
 */
export function toEpochMs(wallTime: WallTime, timeZone: string): number | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(wallTime)) return null;
  const asUtcMs = Date.parse(`${wallTime.slice(0, 16)}:00Z`);
  if (Number.isNaN(asUtcMs)) return null;
  const DAY_MS = 86_400_000;
  const offsets = [offsetMs(asUtcMs - DAY_MS, timeZone), offsetMs(asUtcMs + DAY_MS, timeZone)];
  const candidates = offsets
    .map((offset) => asUtcMs - offset)
    .filter((atMs) => wallMs(atMs, timeZone) === asUtcMs)
    .sort((a, b) => a - b);
  // In a gap no candidate shows that time: the offset from before the change moves it past the gap.
  return candidates[0] ?? asUtcMs - (offsets[0] as number);
}

/** The zone's name as people know it, and its offset at that instant: "Europe/Berlin, GMT+2". */
export function zoneNote(atMs: number, timeZone: string): string {
  const zoned = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'shortOffset' });
  const offset = zoned.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return `${timeZone.replace(/_/g, ' ')}, ${offset}`;
}

/** Every IANA zone this browser knows, UTC first. */
export function timeZones(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}
