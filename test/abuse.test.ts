import { describe, expect, it } from 'vitest';
import { type Measurement, type Tally, measure } from '../bin/abuse/measure.ts';
import { median } from '../bin/abuse/report.ts';
import { schoolOrigins, variants } from '../bin/abuse/world.ts';

/**
 * A short version of `npm run abuse`: small contests, so that the attackers are a third of all votes. The bars lie below
 * what is reached (docs/abuse-signals.md), so that they fail when a signal is lost and not when a number moves.
 */
const SEEDS = [1, 2];
const FANS = 2000;

const share = ({ votes }: Tally, part: number) => part / votes;

describe.each(SEEDS)('a contest under seven attacks (seed %i)', (seed) => {
  const { tallies, honest } = measure({ seed, fans: FANS });

  it.each([
    ['bought accounts', 0.7],
    ['rotating addresses', 0.75],
    ['exchange ring', 0.9],
    ['slow drip', 0.7],
    ['device with covers', 0.7],
    ['rented ring', 0.85],
  ] as const)('quarantines most votes of: %s', (attacker, bar) => {
    const tally = tallies[attacker];
    expect(tally.votes).toBeGreaterThan(attacker === 'device with covers' ? 30 : 100);
    expect(share(tally, tally.quarantined)).toBeGreaterThan(bar);
  });

  it('has most votes of a headless burst quarantined or shown, in whatever manner it comes', () => {
    const { votes, quarantined, suspect } = tallies['headless burst'];
    expect(votes).toBeGreaterThan(100);
    expect((quarantined + suspect) / votes).toBeGreaterThan(0.85);
  });

  it.each([...schoolOrigins, 'library'] as const)(
    'quarantines no vote of one address: %s',
    (group) => {
      expect(tallies[group].votes).toBeGreaterThan(60);
      expect(tallies[group].quarantined).toBe(0);
    },
  );

  it('quarantines no vote of the newspaper’s readers', () => {
    expect(tallies.newspaper.votes).toBeGreaterThan(300);
    expect(tallies.newspaper.quarantined).toBe(0);
  });

  it.each([
    ...(['radio', 'forum', 'project', 'abroad', 'class of authors'] as const),
    ...(['fair tablet', 'list readers', 'fan club'] as const),
  ])('quarantines hardly a vote of honest people who look like an attack: %s', (group) => {
    expect(tallies[group].votes).toBeGreaterThan(15);
    expect(tallies[group].quarantined).toBeLessThanOrEqual(2);
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
  const framed = measure({ seed: 3, fans: FANS, framed: true });
  const { tallies }: Measurement = framed;
  expect(tallies['school entries'].votes).toBeGreaterThan(400);
  expect(tallies.school.votes).toBeGreaterThan(170);
  expect(framed.schoolQuarantined).toBe(0);
  const { votes, quarantined } = tallies['headless burst'];
  expect(quarantined).toBeGreaterThan(votes / 2);
});

describe.each(SEEDS)('a contest under the attackers who know more (seed %i)', (seed) => {
  const { tallies, schoolQuarantined } = measure({ seed, fans: FANS, attackers: variants });

  it.each([
    ['circle', 0.7],
    ['pool of phones', 0.7],
    ['burst, steady', 0.85],
    ['burst, parallel', 0.85],
    ['self-votes', 0.6],
    ['covered self-votes', 0.6],
  ] as const)('quarantines most votes of: %s', (attacker, bar) => {
    const tally = tallies[attacker];
    expect(tally.votes).toBeGreaterThan(15);
    expect(share(tally, tally.quarantined)).toBeGreaterThan(bar);
  });

  it.each([
    ['accounts one by one', 0.4],
    ['burst, at random', 0.85],
    ['ring with covers', 0.85],
  ] as const)('at least shows: %s', (attacker, bar) => {
    const tally = tallies[attacker];
    expect(tally.votes).toBeGreaterThan(100);
    expect(share(tally, tally.quarantined + tally.suspect)).toBeGreaterThan(bar);
  });

  it('quarantines no vote of a school', () => {
    expect(schoolQuarantined).toBe(0);
  });
});

it('reports the mean of the two middle figures of an even number of contests', () => {
  expect(median([0, 1, 5])).toBe(1);
  expect(median([0, 1, 5, 9])).toBe(3);
});

it('gives the same figures for the same seed', () => {
  const { judgedInMs: _first, ...once } = measure({ seed: 7, fans: 500 });
  const { judgedInMs: _second, ...again } = measure({ seed: 7, fans: 500 });
  expect(again).toEqual(once);
});
