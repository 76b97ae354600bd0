import { describe, expect, it } from 'vitest';
import { type Measurement, type Tally, measure } from '../bin/abuse/measure.ts';
import { variants } from '../bin/abuse/world.ts';

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
    ['bought accounts', 0.7],
    ['rotating addresses', 0.75],
    ['exchange ring', 0.9],
    ['slow drip', 0.7],
    ['headless burst', 0.85],
  ] as const)('quarantines most votes of: %s', (attacker, bar) => {
    const tally = tallies[attacker];
    expect(tally.votes).toBeGreaterThan(100);
    expect(share(tally, tally.quarantined)).toBeGreaterThan(bar);
  });

  it('quarantines no vote of the school and none of the newspaper’s readers', () => {
    expect(tallies.school.votes).toBeGreaterThan(170);
    expect(tallies.school.quarantined).toBe(0);
    expect(tallies.newspaper.votes).toBeGreaterThan(300);
    expect(tallies.newspaper.quarantined).toBe(0);
  });

  it.each(['radio', 'forum', 'project', 'abroad', 'class of authors'] as const)(
    'quarantines hardly a vote of honest people who look like an attack: %s',
    (group) => {
      expect(tallies[group].votes).toBeGreaterThan(15);
      expect(tallies[group].quarantined).toBeLessThanOrEqual(2);
    },
  );

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
  expect(tallies.school.votes).toBeGreaterThan(170);
  expect(tallies.school.quarantined).toBe(0);
  const { votes, quarantined } = tallies['headless burst'];
  expect(quarantined).toBeGreaterThan(votes / 2);
});

it('finds a ring that votes in a circle, and a pool of phones where its browsers are alike', () => {
  const { tallies } = measure({ seed: 1, fans: FANS, attackers: variants });
  for (const name of ['circle', 'pool of phones'] as const) {
    expect(tallies[name].votes).toBeGreaterThan(100);
    expect(share(tallies[name], tallies[name].quarantined)).toBeGreaterThan(0.7);
  }
  // Accounts that were registered one by one are not quarantined here, but shown.
  const single = tallies['accounts one by one'];
  expect(share(single, single.quarantined + single.suspect)).toBeGreaterThan(0.4);
});

it('gives the same figures for the same seed', () => {
  const { judgedInMs: _first, ...once } = measure({ seed: 7, fans: 500 });
  const { judgedInMs: _second, ...again } = measure({ seed: 7, fans: 500 });
  expect(again).toEqual(once);
});
