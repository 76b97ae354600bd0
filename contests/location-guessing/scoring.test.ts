import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterHint, distanceM, FULL_POINTS, pointsFor, SCALE_KM, timeBonus } from './scoring.ts';

const world = { scaleKm: SCALE_KM.world, fullPointsRadiusM: 0 };
const metres = fc.integer({ min: 0, max: 20_015_115 });
const scale = fc.record({
  scaleKm: fc.double({ min: 0.1, max: 50_000, noNaN: true }),
  fullPointsRadiusM: fc.integer({ min: 0, max: 1_000_000 }),
});

describe('points', () => {
  // Worked out by hand from 5000·e^(−10·d/D).
  it.each([
    ['at the place itself', 0, world, 5000],
    ['1 km off, on a world map', 1000, world, 4997],
    ['100 km off', 100_000, world, 4676],
    ['1,000 km off', 1_000_000, world, 2558],
    ['a tenth of the scale off: 5000/e', 1_491_700, world, 1839],
    ['half way round the earth', 20_015_115, world, 0],
    ['1 km off, in a city', 1000, { ...world, scaleKm: 30 }, 3583],
    ['100 km off, in a country', 100_000, { ...world, scaleKm: 1000 }, 1839],
    ['on the very edge of the radius', 25_000, { ...world, fullPointsRadiusM: 25_000 }, 5000],
    ['a metre outside of it', 25_001, { ...world, fullPointsRadiusM: 25_000 }, 4917],
  ])('%s', (_, away, settings, points) => {
    expect(pointsFor(away, settings)).toBe(points);
  });

  it('are whole, from 0 to 5,000, and never more farther away', () => {
    fc.assert(
      fc.property(metres, metres, scale, (a, b, settings) => {
        const [near, far] = a < b ? [a, b] : [b, a];
        const [more, less] = [pointsFor(near, settings), pointsFor(far, settings)];
        expect(Number.isInteger(more) && more <= FULL_POINTS && less >= 0).toBe(true);
        expect(more).toBeGreaterThanOrEqual(less);
      }),
    );
  });

  it('are halved by a hint, rounded down', () => {
    expect(afterHint(4999, true)).toBe(2499);
    expect(afterHint(4999, false)).toBe(4999);
    expect(afterHint(0, true)).toBe(0);
  });
});

describe('the time bonus', () => {
  it.each([
    ['all of it for a perfect answer at once', 5000, 120_000, 500],
    ['half of it half way through', 5000, 60_000, 250],
    ['half of it for half the points', 2500, 120_000, 250],
    ['none at the last moment', 5000, 0, 0],
    ['none for a blind tap', 0, 120_000, 0],
  ])('gives %s', (_, points, leftMs, bonus) => {
    expect(timeBonus(points, { maxBonus: 500, leftMs, givenMs: 120_000 })).toBe(bonus);
  });

  it('never exceeds what was declared, and is whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: 0, max: 5000 }),
        fc.integer({ min: -1, max: 4_000_000 }),
        (points, maxBonus, leftMs) => {
          const bonus = timeBonus(points, { maxBonus, leftMs, givenMs: 3_600_000 });
          expect(Number.isSafeInteger(bonus) && bonus >= 0 && bonus <= maxBonus).toBe(true);
        },
      ),
    );
  });
});

it('distance is told in whole metres', () => {
  const here = { latitude: 48.2, longitude: 16.37 };
  expect(distanceM(here, here)).toBe(0);
  expect(distanceM(here, { latitude: 48.2, longitude: 16.37001 })).toBe(1);
});
