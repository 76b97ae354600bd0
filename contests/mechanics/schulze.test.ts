import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { election, ranked, TENNESSEE } from '../../test/support/elections.ts';
import { addBallot, noPreferences, pairMatrix } from './preferences.ts';
import { beats, beatenCounts, schulzeLevels, strongestPaths } from './schulze.ts';

/** The ranking as letters, best first; those level with each other in brackets. */
function rankingOf(...lines: string[]): string {
  const { ids, matrix } = election(...lines);
  return schulzeLevels(matrix)
    .map((level) => level.map((index) => ids[index]).join(''))
    .map((names) => (names.length > 1 ? `(${names})` : names))
    .join('');
}

/** Elections of up to six candidates; every ballot ranks all of them. */
const elections = fc.integer({ min: 2, max: 6 }).chain((size) => {
  const ids = [...'ABCDEF'].slice(0, size);
  const ballot = fc.shuffledSubarray(ids, { minLength: size, maxLength: size });
  return fc.record({
    ids: fc.constant(ids),
    ballots: fc.array(ballot, { minLength: 1, maxLength: 15 }),
  });
});

function matrixOf(ids: readonly string[], ballots: readonly (readonly string[])[]) {
  const preferences = noPreferences();
  for (const ballot of ballots) addBallot(preferences, ranked(ballot));
  return pairMatrix(preferences, ids, 'last');
}

describe('elections of the literature', () => {
  it('counts the example of 45 voters as Schulze does', () => {
    const lines = [
      ...['5 ACBED', '5 ADECB', '8 BEDAC', '3 CABED'],
      ...['7 CAEBD', '2 CBADE', '7 DCEBA', '8 EBADC'],
    ];
    expect(election(...lines).matrix).toEqual([
      [0, 20, 26, 30, 22],
      [25, 0, 16, 33, 18],
      [19, 29, 0, 17, 24],
      [15, 12, 28, 0, 14],
      [23, 27, 21, 31, 0],
    ]);
    expect(strongestPaths(election(...lines).matrix)).toEqual([
      [0, 28, 28, 30, 24],
      [25, 0, 28, 33, 24],
      [25, 29, 0, 29, 24],
      [25, 28, 28, 0, 24],
      [25, 28, 28, 31, 0],
    ]);
    expect(rankingOf(...lines)).toBe('EACBD');
  });

  it('counts example 1 of the paper: 21 voters and a cycle of four', () => {
    const lines = ['8 ACDB', '2 BADC', '4 CDBA', '4 DBAC', '3 DCBA'];
    expect(strongestPaths(election(...lines).matrix)).toEqual([
      [0, 14, 14, 12],
      [13, 0, 13, 12],
      [13, 15, 0, 12],
      [13, 19, 13, 0],
    ]);
    expect(rankingOf(...lines)).toBe('DACB');
  });

  it('makes Nashville the capital of Tennessee, which beats every other city in a duel', () => {
    expect(rankingOf(...TENNESSEE)).toBe('NCKM');
  });

  it('breaks a cycle at its weakest link', () => {
    // A over B by 7 of 9, B over C by 6, C over A by 5.
    expect(rankingOf('4 ABC', '3 BCA', '2 CAB')).toBe('ABC');
  });

  it('leaves a cycle of equals level: nobody stands before anybody', () => {
    expect(rankingOf('3 ABC', '3 BCA', '3 CAB')).toBe('(ABC)');
  });

  it('leaves two level whom the same number prefers, before those whom both beat', () => {
    expect(rankingOf('2 ABC', '2 BAC')).toBe('(AB)C');
  });

  it('has every winner on the first level, also one who beats nobody', () => {
    // A beats B by all four; C is level with both.
    expect(rankingOf('2 CAB', '2 ABC')).toBe('(AC)B');
  });

  it('counts how many each one beats', () => {
    const { ids, matrix } = election(...TENNESSEE);
    expect(ids.join('')).toBe('CKMN');
    expect(beatenCounts(matrix)).toEqual([2, 1, 0, 3]);
  });

  it('ranks nobody, and one alone', () => {
    expect(schulzeLevels([])).toEqual([]);
    expect(schulzeLevels([[0]])).toEqual([[0]]);
  });
});

describe('whatever the ballots', () => {
  it('whoever wins every duel wins, alone', () => {
    fc.assert(
      fc.property(elections, ({ ids, ballots }) => {
        const matrix = matrixOf(ids, ballots);
        const winner = ids.findIndex((_, one) =>
          ids.every((_id, other) => one === other || matrix[one]![other]! > matrix[other]![one]!),
        );
        fc.pre(winner >= 0);
        expect(schulzeLevels(matrix)[0]).toEqual([winner]);
      }),
      { numRuns: 300 },
    );
  });

  it('turning every ballot round turns every win round', () => {
    fc.assert(
      fc.property(elections, ({ ids, ballots }) => {
        const paths = strongestPaths(matrixOf(ids, ballots));
        const turned = strongestPaths(
          matrixOf(
            ids,
            ballots.map((ballot) => ballot.toReversed()),
          ),
        );
        for (const a of ids.keys())
          for (const b of ids.keys()) expect(beats(turned, a, b)).toBe(beats(paths, b, a));
      }),
    );
  });

  it('wins are transitive, so nobody stands behind whom they beat', () => {
    fc.assert(
      fc.property(elections, ({ ids, ballots }) => {
        const matrix = matrixOf(ids, ballots);
        const paths = strongestPaths(matrix);
        const place = new Map(
          schulzeLevels(matrix).flatMap((level, index) => level.map((one) => [one, index])),
        );
        expect(place.size).toBe(ids.length);
        for (const a of ids.keys())
          for (const b of ids.keys()) {
            if (!beats(paths, a, b)) continue;
            expect(place.get(a)!).toBeLessThan(place.get(b)!);
            for (const c of ids.keys())
              if (beats(paths, b, c)) expect(beats(paths, a, c)).toBe(true);
          }
      }),
    );
  });

  it('other names in another order change nothing', () => {
    fc.assert(
      fc.property(elections, fc.nat(), ({ ids, ballots }, by) => {
        const turned = ids.map((_, index) => ids[(index + by) % ids.length] as string);
        const names = (order: readonly string[]) =>
          schulzeLevels(matrixOf(order, ballots)).map((level) =>
            level.map((one) => order[one]).sort(),
          );
        expect(names(turned)).toEqual(names(ids));
      }),
    );
  });

  it('near-copies of one candidate neither help nor harm the others', () => {
    fc.assert(
      fc.property(elections, fc.integer({ min: 1, max: 3 }), ({ ids, ballots }, copies) => {
        const [copied, ...others] = ids as [string, ...string[]];
        const clones = Array.from({ length: copies }, (_, index) => `${copied}${index}`);
        const cloned = ballots.map((ballot, voter) =>
          // Voters need not agree on the order of the copies.
          ballot.flatMap((id) =>
            id !== copied ? [id] : voter % 2 === 0 ? [copied, ...clones] : [...clones, copied],
          ),
        );
        const all = [...ids, ...clones];
        const before = strongestPaths(matrixOf(ids, ballots));
        const after = strongestPaths(matrixOf(all, cloned));
        const at = (id: string) => all.indexOf(id);
        for (const one of others) {
          for (const other of others)
            expect(beats(after, at(one), at(other))).toBe(beats(before, at(one), at(other)));
          for (const clone of clones) {
            expect(beats(after, at(one), at(clone))).toBe(beats(before, at(one), 0));
            expect(beats(after, at(clone), at(one))).toBe(beats(before, 0, at(one)));
          }
        }
      }),
    );
  });

  it('moving the winner up on one ballot never makes it lose', () => {
    fc.assert(
      fc.property(elections, fc.nat(), fc.nat(), ({ ids, ballots }, voter, winner) => {
        const [first] = schulzeLevels(matrixOf(ids, ballots)) as [number[]];
        const raised = first[winner % first.length] as number;
        const changed = ballots.map((ballot, index) => {
          const place = ballot.indexOf(ids[raised] as string);
          if (index !== voter % ballots.length || place === 0) return ballot;
          return ballot
            .with(place, ballot[place - 1] as string)
            .with(place - 1, ids[raised] as string);
        });
        expect(schulzeLevels(matrixOf(ids, changed))[0]).toContain(raised);
      }),
    );
  });
});
