import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { election, ranked, TENNESSEE } from '../../test/support/elections.ts';
import { byApprovals, upperHalf } from './approval.ts';
import { bordaFromPairs } from './borda.ts';
import {
  addBallot,
  levelWith,
  noPreferences,
  preferring,
  removeBallot,
  type PreferenceBallot,
} from './preferences.ts';
import { byMean, bySum } from './scores.ts';

const ids = [...'ABCDEF'];

/** Ballots of all kinds: some list few, some put several on a level, some leave their voter's own work out. */
const ballots = fc
  .record({
    order: fc.shuffledSubarray(ids),
    places: fc.array(fc.nat({ max: 2 }), { minLength: 6, maxLength: 6 }),
    apart: fc.subarray(ids),
    approved: fc.subarray(ids),
    points: fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: 1, max: 5 })),
  })
  .map(({ order, places, apart, approved, points }): PreferenceBallot => {
    const listed = order.filter((id) => !apart.includes(id));
    const levels = Map.groupBy(listed, (_, index) =>
      places.slice(0, index).reduce((sum, by) => sum + by, 0),
    );
    return { levels: [...levels.values()], apart, approved, points };
  });

/** Straight from the definition: does this one ballot prefer a to b? */
function prefers({ levels, apart }: PreferenceBallot, a: string, b: string): boolean {
  const place = (id: string) => levels.findIndex((level) => level.includes(id));
  if (place(a) < 0 || apart.includes(b)) return false;
  return place(b) < 0 || place(a) < place(b);
}

describe('preferences', () => {
  it('count for every pair exactly the ballots that prefer one to the other', () => {
    fc.assert(
      fc.property(fc.array(ballots, { maxLength: 12 }), (given) => {
        const preferences = noPreferences();
        for (const ballot of given) addBallot(preferences, ballot);
        for (const a of ids)
          for (const b of ids.filter((id) => id !== a)) {
            expect(preferring(preferences, a, b, 'last')).toBe(
              given.filter((ballot) => prefers(ballot, a, b)).length,
            );
            const both = given.filter(
              ({ levels }) => levels.flat().includes(a) && levels.flat().includes(b),
            );
            expect(preferring(preferences, a, b, 'unknown')).toBe(
              both.filter((ballot) => prefers(ballot, a, b)).length,
            );
            expect(levelWith(preferences, a, b)).toBe(
              both.filter((ballot) => !prefers(ballot, a, b) && !prefers(ballot, b, a)).length,
            );
          }
      }),
    );
  });

  it('are what they were when a ballot is taken back, in whatever order', () => {
    fc.assert(
      fc.property(
        fc.array(ballots, { maxLength: 6 }),
        fc.array(ballots, { maxLength: 6 }),
        (kept, taken) => {
          const expected = noPreferences();
          for (const ballot of kept) addBallot(expected, ballot);
          const actual = noPreferences();
          for (const ballot of [...taken, ...kept]) addBallot(actual, ballot);
          for (const ballot of taken.toReversed()) removeBallot(actual, ballot);
          expect(actual).toEqual(expected);
        },
      ),
    );
  });

  it('have no counter below 0, however many ballots are taken back', () => {
    fc.assert(
      fc.property(fc.array(ballots, { minLength: 1, maxLength: 8 }), (given) => {
        const preferences = noPreferences();
        for (const ballot of given) addBallot(preferences, ballot);
        for (const ballot of given) {
          const before = structuredClone(preferences);
          removeBallot(preferences, ballot);
          for (const a of ids)
            for (const b of ids.filter((id) => id !== a)) {
              const now = preferring(preferences, a, b, 'last');
              expect(now).toBeGreaterThanOrEqual(0);
              expect(now).toBeLessThanOrEqual(preferring(before, a, b, 'last'));
            }
        }
        expect(preferences).toEqual(noPreferences());
      }),
    );
  });

  it('are not mixed up by names that every object has', () => {
    const preferences = noPreferences();
    addBallot(preferences, ranked(['A', 'B']));
    expect(preferring(preferences, 'constructor', 'A', 'last')).toBe(0);
    expect(preferring(preferences, 'A', 'toString', 'last')).toBe(1);
  });
});

describe('Borda', () => {
  const points = (...lines: string[]) => {
    const { ids: names, matrix, voters } = election(...lines);
    return Object.fromEntries(
      bordaFromPairs(matrix, voters).map((doubled, index) => [names[index], doubled / 2]),
    );
  };

  it('gives the points of his own example, in which the one with most first places comes last', () => {
    expect(points('1 ABC', '7 ACB', '7 BCA', '6 CBA')).toEqual({ A: 16, B: 21, C: 26 });
  });

  it('gives Tennessee its known points', () => {
    expect(points(...TENNESSEE)).toEqual({ N: 194, C: 173, M: 126, K: 107 });
  });

  it('shares the points of places that a ballot leaves level', () => {
    // A over the two left off: 2, and one half from each other for B and C.
    expect(points('1 A', '1 BC', '1 CB')).toEqual({ A: 2, B: 3.5, C: 3.5 });
  });

  it('hands out the same number of points whatever the ballots', () => {
    fc.assert(
      fc.property(
        fc.array(fc.shuffledSubarray(ids, { minLength: 1 }), { minLength: 1, maxLength: 9 }),
        (given) => {
          const doubled = election(...given.map((ballot) => `1 ${ballot.join('')}`));
          const sum = bordaFromPairs(doubled.matrix, doubled.voters).reduce((a, b) => a + b, 0);
          const n = doubled.ids.length;
          expect(sum).toBe(given.length * n * (n - 1));
        },
      ),
    );
  });
});

describe('approval and scores', () => {
  it('stand by number of approvals', () => {
    expect([{ approvals: 2 }, { approvals: 5 }].sort(byApprovals)[0]).toEqual({ approvals: 5 });
    expect(byApprovals({ approvals: 3 }, { approvals: 3 })).toBe(0);
  });

  it('read the upper half of a list as approved, rounded up', () => {
    expect(
      [[], ['a'], ['a', 'b', 'c'], ['a', 'b', 'c', 'd']].map((list) => upperHalf(list).length),
    ).toEqual([0, 1, 2, 2]);
  });

  it('tell 1/3 from 333333/1000000, which rounding would not', () => {
    expect(byMean({ points: 1, scores: 3 }, { points: 333_333, scores: 1_000_000 })).toBeLessThan(
      0,
    );
    expect(byMean({ points: 1, scores: 3 }, { points: 2, scores: 6 })).toBe(0);
  });

  it('differ: one enthusiast has the better mean, many friends the higher sum', () => {
    const enthusiast = { points: 5, scores: 1 };
    const friends = { points: 16, scores: 4 };
    expect(byMean(enthusiast, friends)).toBeLessThan(0);
    expect(bySum(enthusiast, friends)).toBeGreaterThan(0);
  });

  it('put those without a score last, level with each other', () => {
    expect(byMean({ points: 1, scores: 1 }, { points: 0, scores: 0 })).toBeLessThan(0);
    expect(byMean({ points: 0, scores: 0 }, { points: 0, scores: 0 })).toBe(0);
  });
});
