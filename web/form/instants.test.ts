import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toEpochMs, toWallTime, zoneNote } from './instants.ts';

const at = (iso: string) => Date.parse(iso);
const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
);
const minuteMs = fc
  .integer({ min: at('2001-01-01T00:00Z') / 60_000, max: at('2090-01-01T00:00Z') / 60_000 })
  .map((minutes) => minutes * 60_000);

describe('instants in a zone', () => {
  it('shows the zone’s clock, in winter and in summer', () => {
    expect(toWallTime(at('2026-01-15T11:00:00Z'), 'Europe/Berlin')).toBe('2026-01-15T12:00');
    expect(toWallTime(at('2026-07-15T11:00:00Z'), 'Europe/Berlin')).toBe('2026-07-15T13:00');
  });

  it('reads the zone’s clock, in winter and in summer', () => {
    expect(toEpochMs('2026-01-15T12:00', 'Europe/Berlin')).toBe(at('2026-01-15T11:00:00Z'));
    expect(toEpochMs('2026-07-15T13:00', 'Europe/Berlin')).toBe(at('2026-07-15T11:00:00Z'));
  });

  it('takes the first pass of an hour that happens twice', () => {
    expect(toEpochMs('2026-10-25T02:30', 'Europe/Berlin')).toBe(at('2026-10-25T00:30:00Z'));
  });

  it('moves a time that the spring change skips past the gap', () => {
    const atMs = toEpochMs('2026-03-29T02:30', 'Europe/Berlin');
    expect(atMs).toBe(at('2026-03-29T01:30:00Z'));
    expect(toWallTime(atMs as number, 'Europe/Berlin')).toBe('2026-03-29T03:30');
  });

  it('refuses what is not a whole date and time', () => {
    expect(toEpochMs('2026-03-29', 'UTC')).toBeNull();
    expect(toEpochMs('', 'UTC')).toBeNull();
    expect(toEpochMs('2026-13-29T02:30', 'UTC')).toBeNull();
  });

  it('shows the same clock again after a round trip, in any zone at any minute', () => {
    fc.assert(
      fc.property(minuteMs, zone, (atMs, timeZone) => {
        const shown = toWallTime(atMs, timeZone);
        const back = toEpochMs(shown, timeZone);
        expect(back).not.toBeNull();
        expect(toWallTime(back as number, timeZone)).toBe(shown);
        // Only the second pass of an hour that happens twice may come back as the first.
        expect([0, 1_800_000, 3_600_000]).toContain(atMs - (back as number));
      }),
    );
  });

  it('names the zone with its offset at that time', () => {
    expect(zoneNote(at('2026-07-15T11:00:00Z'), 'America/New_York')).toBe(
      'America/New York, GMT-4',
    );
  });
});
