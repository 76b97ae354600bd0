import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bordaPoints, combine, competitionRanks, inOrder, levels, type Order } from './ranking.ts';

interface Work {
  id: number;
  votes: number;
  marks: number;
}
const byVotes: Order<Work> = (a, b) => b.votes - a.votes;
const byMarks: Order<Work> = (a, b) => b.marks - a.marks;

const works = fc
  .array(fc.record({ votes: fc.nat(20), marks: fc.nat(10) }), { minLength: 1, maxLength: 12 })
  .map((list) => list.map((work, id) => ({ id, ...work })));
const stuffed = fc.record({ works, target: fc.nat(11), extra: fc.integer({ min: 1, max: 1e9 }) });

/** The same works with `extra` votes more for one of them. */
function stuff(list: readonly Work[], target: number, extra: number): Work[] {
  return list.map((work) =>
    work.id === target ? { ...work, votes: work.votes + extra } : { ...work },
  );
}

/** Combined figures in the order of ids. */
function combination(list: readonly Work[], votes: number, marks: number): number[] {
  const totals = combine([
    { ranking: levels(list, byVotes), weight: votes },
    { ranking: levels(list, byMarks), weight: marks },
  ]);
  return list.map((work) => totals.get(work) ?? Number.NaN);
}

describe('competition ranks', () => {
  it('share a rank among equals and leave out the next ones', () => {
    const list = [7, 9, 7.5, 9, 7].map((votes, id) => ({ id, votes, marks: 0 }));
    const ranks = competitionRanks(levels(list, byVotes));
    expect([...ranks].sort(([a], [b]) => a.id - b.id).map(([, rank]) => rank)).toEqual([
      4, 1, 3, 1, 4,
    ]);
  });

  it('are one more than the number of items before', () => {
    fc.assert(
      fc.property(works, (list) => {
        const ranks = competitionRanks(levels(list, byVotes));
        for (const work of list) {
          expect(ranks.get(work)).toBe(1 + list.filter((other) => other.votes > work.votes).length);
        }
      }),
    );
  });
});

describe('Borda points', () => {
  it('count two for each item behind and one for each item level', () => {
    fc.assert(
      fc.property(works, (list) => {
        const points = bordaPoints(levels(list, byVotes));
        for (const work of list) {
          const behind = list.filter((other) => other.votes < work.votes).length;
          const level = list.filter((other) => other !== work && other.votes === work.votes).length;
          expect(points.get(work)).toBe(2 * behind + level);
        }
      }),
    );
  });

  it('always share out the same sum, whatever the ties', () => {
    fc.assert(
      fc.property(works, (list) => {
        const sum = [...bordaPoints(levels(list, byVotes)).values()].reduce((a, b) => a + b, 0);
        expect(sum).toBe(list.length * (list.length - 1));
      }),
    );
  });
});

describe('stuffing one entry with votes', () => {
  it('changes the order of no two others by votes', () => {
    fc.assert(
      fc.property(stuffed, ({ works: list, target, extra }) => {
        const before = bordaPoints(levels(list, byVotes));
        const after = stuff(list, target, extra);
        const points = bordaPoints(levels(after, byVotes));
        for (const a of list) {
          for (const b of list) {
            if (a.id === target || b.id === target) continue;
            const gap = points.get(after[a.id]!)! - points.get(after[b.id]!)!;
            expect(Math.sign(gap)).toBe(Math.sign(before.get(a)! - before.get(b)!));
          }
        }
      }),
    );
  });

  it('changes nothing at all in the combination once that entry leads', () => {
    fc.assert(
      fc.property(
        stuffed,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        (given, jury, votes) => {
          const combined = (list: readonly Work[]) => combination(list, votes, jury);
          const leading = stuff(given.works, given.target, 100);
          const flooded = stuff(leading, given.target, given.extra);
          expect(combined(flooded)).toEqual(combined(leading));
        },
      ),
    );
  });

  it('moves the gap between two others by two points of its weight at most, however many votes', () => {
    fc.assert(
      fc.property(
        stuffed,
        fc.integer({ min: 1, max: 9 }),
        ({ works: list, target, extra }, weight) => {
          const after = stuff(list, target, extra);
          const [before, then] = [combination(list, weight, 3), combination(after, weight, 3)];
          for (const a of list) {
            for (const b of list) {
              if (a.id === target || b.id === target) continue;
              const gapBefore = before[a.id]! - before[b.id]!;
              const gapThen = then[a.id]! - then[b.id]!;
              expect(Math.abs(gapThen - gapBefore)).toBeLessThanOrEqual(2 * weight);
            }
          }
        },
      ),
    );
  });
});

describe('a combination', () => {
  it('is made of integers and weighs each ranking as declared', () => {
    const list = [
      { id: 0, votes: 5, marks: 1 },
      { id: 1, votes: 5, marks: 3 },
      { id: 2, votes: 1, marks: 2 },
    ];
    expect(combination(list, 1, 2)).toEqual([3, 11, 4]);
  });

  it('lets a later order decide only where the earlier ones are level', () => {
    const order = inOrder(byVotes, byMarks);
    const list = [
      { id: 0, votes: 1, marks: 9 },
      { id: 1, votes: 2, marks: 1 },
      { id: 2, votes: 2, marks: 4 },
    ];
    expect(list.sort(order).map((work) => work.id)).toEqual([2, 1, 0]);
  });
});
