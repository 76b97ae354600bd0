import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billionths, strengths, winsWithDraws } from './bradley-terry.ts';

/** American League, East, 1987: wins of the row over the column (Agresti, Categorical Data Analysis, 2nd ed. 2002, table 10.10). */
const BASEBALL = [
  [0, 7, 9, 7, 7, 9, 11],
  [6, 0, 7, 5, 11, 9, 9],
  [4, 6, 0, 7, 7, 8, 12],
  [6, 8, 6, 0, 6, 7, 10],
  [6, 2, 6, 7, 0, 7, 12],
  [4, 4, 5, 6, 6, 0, 6],
  [2, 4, 1, 3, 1, 7, 0],
];
const TEAMS = ['Milwaukee', 'Detroit', 'Toronto', 'New York', 'Boston', 'Cleveland', 'Baltimore'];

const records = fc.integer({ min: 2, max: 6 }).chain((size) =>
  fc
    .array(fc.array(fc.nat({ max: 6 }), { minLength: size, maxLength: size }), {
      minLength: size,
      maxLength: size,
    })
    .map((rows) => rows.map((row, index) => row.with(index, 0))),
);

describe('Bradley–Terry', () => {
  it('gives the published abilities of seven baseball teams', () => {
    const found = strengths(BASEBALL, { priorWins: 0 });
    const baltimore = found[6] as number;
    const abilities = found.map((strength) => Math.log(strength / baltimore).toFixed(2));
    expect(Object.fromEntries(TEAMS.map((team, index) => [team, abilities[index]]))).toEqual({
      Milwaukee: '1.58',
      Detroit: '1.44',
      Toronto: '1.29',
      'New York': '1.25',
      Boston: '1.11',
      Cleveland: '0.68',
      Baltimore: '0.00',
    });
  });

  it('has two stand to each other as their wins, without a prior', () => {
    const [a, b] = strengths(
      [
        [0, 3],
        [1, 0],
      ],
      { priorWins: 0 },
    ) as [number, number];
    expect(a / b).toBeCloseTo(3, 9);
  });

  it('has three of a cycle level, exactly', () => {
    const found = strengths([
      [0, 4, 1],
      [1, 0, 4],
      [4, 1, 0],
    ]);
    expect(new Set(found.map(billionths)).size).toBe(1);
  });

  it('has the winner of a single duel at the root of s³ = s² + s + 3, and the loser at 1/s', () => {
    // With the prior: 3/2 = s/(s + 1/s) + s/(s + 1).
    const [winner, loser] = strengths([
      [0, 1],
      [0, 0],
    ]) as [number, number];
    expect(winner * loser).toBeCloseTo(1, 9);
    expect(winner ** 3 - winner ** 2 - winner - 3).toBeCloseTo(0, 9);
  });

  it('keeps whoever won everything finite, and whoever never met anybody at 1', () => {
    const found = strengths([
      [0, 9, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(found.every(Number.isFinite)).toBe(true);
    expect(found[2]).toBe(1);
    expect(billionths(1)).toBe(500_000_000);
  });

  it('counts a duel too close to call as half a win for both', () => {
    const draws = [
      [0, 2],
      [2, 0],
    ];
    const wins = [
      [0, 1],
      [0, 0],
    ];
    expect(winsWithDraws(wins, draws)).toEqual([
      [0, 2],
      [1, 0],
    ]);
  });

  it('satisfies the equations of the maximum: as many wins expected as there were', () => {
    fc.assert(
      fc.property(records, (wins) => {
        // Many steps, to test the point that they approach and not the pace.
        const found = strengths(wins, { iterations: 20_000 });
        found.forEach((strength, one) => {
          const had = wins[one]!.reduce((sum, count) => sum + count, 0.5);
          const expected = found.reduce(
            (sum, other, index) => {
              const duels = wins[one]![index]! + wins[index]![one]!;
              return index === one ? sum : sum + (duels * strength) / (strength + other);
            },
            strength / (strength + 1),
          );
          expect(expected).toBeCloseTo(had, 5);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('does not depend on names: another order gives the same strengths in that order', () => {
    fc.assert(
      fc.property(records, (wins) => {
        const reversed = wins.map((row) => row.toReversed()).toReversed();
        expect(strengths(reversed).toReversed().map(billionths)).toEqual(
          strengths(wins).map(billionths),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('ranks by wins where everybody met everybody equally often', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5 }), { minLength: 6, maxLength: 6 }), (upper) => {
        const wins = Array.from({ length: 4 }, () => [0, 0, 0, 0]);
        let next = 0;
        for (let a = 0; a < 4; a++)
          for (let b = a + 1; b < 4; b++) {
            wins[a]![b] = upper[next] as number;
            wins[b]![a] = 5 - (upper[next++] as number);
          }
        const won = wins.map((row) => row.reduce((sum, count) => sum + count, 0));
        const found = strengths(wins).map(billionths);
        for (let a = 0; a < 4; a++)
          for (let b = 0; b < 4; b++)
            if (won[a]! > won[b]!) expect(found[a]!).toBeGreaterThan(found[b]!);
      }),
    );
  });
});
