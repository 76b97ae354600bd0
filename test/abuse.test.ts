import { describe, expect, it } from 'vitest';
import { type Measurement, type Tally, measure } from '../bin/abuse/measure.ts';

/**
 * A short version of `npm run abuse`: small contests, so that the attackers are a third of all votes. The bars lie below
 * what is reached (docs/abuse-signals.md), so that they fail when a signal is lost and not when a number moves.
 */
const SEEDS = [1, 2];
const FANS = 2000;

const share = ({ votes }: Tally, part: number) => part / votes;

describe.each(SEEDS)('a contest under five attacks (seed %i)', (seed) => {
  const { tallies, honest } = measure({ seed, fans: FANS });

  it.each([
    ['rotating addresses', 0.6],
    ['exchange ring', 0.85],
    ['slow drip', 0.55],
    ['headless burst', 0.85],
  ] as const)('quarantines most votes of: %s', (attacker, bar) => {
    const tally = tallies[attacker];
    expect(tally.votes).toBeGreaterThan(100);
    expect(share(tally, tally.quarantined)).toBeGreaterThan(bar);
  });

  it('shows bought accounts at the desk, though it cannot be sure of them', () => {
    const tally = tallies['bought accounts'];
    expect(share(tally, tally.quarantined + tally.suspect)).toBeGreaterThan(0.2);
  });

  it('quarantines no vote of the school and none of the newspaper’s readers', () => {
    expect(tallies.school.votes).toBeGreaterThan(170);
    expect(tallies.school.quarantined).toBe(0);
    expect(tallies.newspaper.votes).toBeGreaterThan(300);
    expect(tallies.newspaper.quarantined).toBe(0);
  });

  it('quarantines fewer than one honest vote in a hundred, on phones and in families as well', () => {
    for (const tally of [honest, tallies.fans, tallies.CGNAT, tallies.families]) {
      expect(tally.votes).toBeGreaterThan(500);
      expect(share(tally, tally.quarantined)).toBeLessThan(0.01);
    }
  });
});

describe('a contest without attackers', () => {
  it.each(SEEDS)('has no vote quarantined (seed %i)', (seed) => {
    const { honest, clusters } = measure({ seed, fans: FANS, attackers: [] });
    expect(honest.votes).toBeGreaterThan(5000);
    expect({ clusters, quarantined: honest.quarantined }).toEqual({ clusters: 0, quarantined: 0 });
  });
});

it('does not take a school for the attackers who vote for the same entry', () => {
  const { tallies }: Measurement = measure({ seed: 3, fans: FANS, framed: true });
  expect(share(tallies.school, tallies.school.quarantined)).toBeLessThan(0.05);
  const { votes, quarantined } = tallies['headless burst'];
  expect(quarantined).toBeGreaterThan(votes / 2);
});

it('gives the same figures for the same seed', () => {
  const { judgedInMs: _first, ...once } = measure({ seed: 7, fans: 500 });
  const { judgedInMs: _second, ...again } = measure({ seed: 7, fans: 500 });
  expect(again).toEqual(once);
});
