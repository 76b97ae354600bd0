import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lessHints, pointsAfterSolves, pointsAfterTime } from './points.ts';

const usual = { points: 500, leastPoints: 100 };

describe('points that decay with solves', () => {
  it('follow ⌈(least − points) / decay² · n² + points⌉, calculated by hand', () => {
    // −400/400 · n² + 500
    expect([0, 1, 2, 5, 10, 19].map((n) => pointsAfterSolves(usual, 20, n))).toEqual([
      500, 499, 496, 475, 400, 139,
    ]);
    // −400/900 · n² + 500: 499.56, 498.22, 455.56, 400, 277.78, rounded up
    expect([1, 2, 10, 15, 22].map((n) => pointsAfterSolves(usual, 30, n))).toEqual([
      500, 499, 456, 400, 285,
    ]);
    // −90/9 · n² + 100
    expect(
      [0, 1, 2, 3, 4].map((n) => pointsAfterSolves({ points: 100, leastPoints: 10 }, 3, n)),
    ).toEqual([100, 90, 60, 10, 10]);
  });

  it('stay at the least from `decay` solves on', () => {
    expect([20, 21, 1000].map((n) => pointsAfterSolves(usual, 20, n))).toEqual([100, 100, 100]);
  });

  it('are the exact ceiling, never rise, and stay between least and points', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 20_000 }),
        (a, b, decay, n) => {
          const worth = { points: Math.max(a, b), leastPoints: Math.min(a, b) };
          const value = pointsAfterSolves(worth, decay, n);
          // ⌈x⌉ is the whole number with value − 1 < x ≤ value, where x = points − lost/decay².
          const square = BigInt(decay) ** 2n;
          const x =
            BigInt(worth.points) * square -
            BigInt(worth.points - worth.leastPoints) * BigInt(n) ** 2n;
          const ceiling = value > worth.leastPoints;
          expect(!ceiling || (BigInt(value - 1) * square < x && x <= BigInt(value) * square)).toBe(
            true,
          );
          expect(ceiling || x <= BigInt(value) * square).toBe(true);
          expect(value).toBeLessThanOrEqual(worth.points);
          expect(value).toBeGreaterThanOrEqual(worth.leastPoints);
          expect(pointsAfterSolves(worth, decay, n + 1)).toBeLessThanOrEqual(value);
        },
      ),
    );
  });
});

it('points by time fall evenly from the most to the least', () => {
  expect([0, 1, 25, 50, 75, 99, 100, 500].map((ms) => pointsAfterTime(usual, ms, 100))).toEqual([
    500, 496, 400, 300, 200, 104, 100, 100,
  ]);
  expect(pointsAfterTime({ points: 10, leastPoints: 0 }, 19, 100)).toBe(9);
  expect(pointsAfterTime(usual, -5, 100)).toBe(500);
  // As a page's clock has it.
  expect(pointsAfterTime(usual, 24.9996, 100)).toBe(pointsAfterTime(usual, 24, 100));
});

it('hints cost no more than a puzzle gives', () => {
  expect(lessHints(100, [30, 20])).toBe(50);
  expect(lessHints(100, [80, 50])).toBe(0);
  expect(lessHints(100, [])).toBe(100);
});
