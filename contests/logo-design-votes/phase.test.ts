import { describe, expect, it } from 'vitest';
import { defaultConfig } from './demo-settings.server.ts';
import { phaseAt } from './phase.ts';

const config = defaultConfig(Date.UTC(2026, 5, 1));
const [shortlist, final] = config.rounds as [(typeof config.rounds)[0], (typeof config.rounds)[0]];
const kindAt = (atMs: number, settings = config) => phaseAt(settings, false, atMs).kind;

describe('the phase of a vote', () => {
  it('changes at the very instants of the schedule', () => {
    const { opensAtMs, closesAtMs } = config.entries;
    expect(kindAt(opensAtMs - 1)).toBe('teaser');
    expect(kindAt(opensAtMs)).toBe('entries');
    expect(kindAt(closesAtMs)).toBe('between');
    expect(kindAt(shortlist.opensAtMs)).toBe('round');
    expect(phaseAt(config, false, shortlist.closesAtMs)).toEqual({ kind: 'round', round: final });
    expect(kindAt(final.closesAtMs)).toBe('counting');
    expect(phaseAt(config, true, 0).kind).toBe('announced');
  });

  it('has a pause between rounds when the schedule does', () => {
    const rounds = [shortlist, { ...final, opensAtMs: final.opensAtMs + 10 }];
    const phase = phaseAt({ ...config, rounds }, false, shortlist.closesAtMs);
    expect(phase).toMatchObject({
      kind: 'between',
      before: { id: 'shortlist' },
      next: { id: 'final' },
    });
  });

  it('waits for the vote, not for entries, when the brand offers the designs', () => {
    const offered = { ...config, source: 'brand' as const };
    expect(phaseAt(offered, false, config.entries.opensAtMs)).toEqual({
      kind: 'teaser',
      opensAtMs: shortlist.opensAtMs,
      entries: false,
    });
  });
});
