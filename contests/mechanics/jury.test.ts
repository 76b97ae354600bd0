import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareScores, giveMark, Mark, marksBy, noJury, scoreOf } from './jury.ts';

const mark = fc.record({
  juror: fc.constantFrom('ana', 'ben', 'constructor'),
  entry: fc.constantFrom('e1', 'e2', 'toString'),
  points: fc.integer({ min: 1, max: 10 }),
});
const score = fc
  .record({ marks: fc.nat(30), mean: fc.integer({ min: 1, max: 10 }) })
  .map(({ marks, mean }) => ({ marks, points: marks * mean }));

describe('jury marks', () => {
  it('count the last mark of each juror and entry, once', () => {
    fc.assert(
      fc.property(fc.array(mark), (given) => {
        const jury = noJury();
        const last = new Map<string, { entry: string; points: number }>();
        for (const { juror, entry, points } of given) {
          giveMark(jury, juror, entry, points);
          last.set(`${juror} ${entry}`, { entry, points });
        }
        for (const entry of ['e1', 'e2', 'toString']) {
          const marks = [...last.values()].filter((one) => one.entry === entry);
          const points = marks.reduce((sum, one) => sum + one.points, 0);
          expect(scoreOf(jury, entry)).toEqual({ points, marks: marks.length });
        }
        expect(JSON.parse(JSON.stringify(jury))).toEqual(jury);
      }),
    );
  });

  it('show a juror nothing but their own', () => {
    const jury = noJury();
    giveMark(jury, 'ana', 'e1', 9);
    giveMark(jury, 'ben', 'e1', 2);
    expect(marksBy(jury, 'ana')).toEqual({ e1: 9 });
    expect(marksBy(jury, 'constructor')).toEqual({});
  });

  it.each([0, 11, 5.5, -1])('refuse %s', (points) => {
    expect(Mark.safeParse(points).success).toBe(false);
  });
});

describe('jury scores', () => {
  it('compare exactly where decimals would drift: 7 of 3 and 14 of 6 are level, 7 of 3 beats 233 of 100', () => {
    expect(compareScores({ points: 7, marks: 3 }, { points: 14, marks: 6 })).toBe(0);
    expect(compareScores({ points: 7, marks: 3 }, { points: 233, marks: 100 })).toBeLessThan(0);
  });

  it('put entries without a mark last and level', () => {
    expect(compareScores({ points: 0, marks: 0 }, { points: 1, marks: 1 })).toBeGreaterThan(0);
    expect(compareScores({ points: 0, marks: 0 }, { points: 0, marks: 0 })).toBe(0);
  });

  it('are ordered consistently', () => {
    fc.assert(
      fc.property(score, score, score, (a, b, c) => {
        expect(Math.sign(compareScores(a, b))).toBe(-Math.sign(compareScores(b, a)) + 0);
        if (compareScores(a, b) <= 0 && compareScores(b, c) <= 0) {
          expect(compareScores(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
