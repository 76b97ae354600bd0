import sharp from 'sharp';
import { expect, it } from 'vitest';
import { photographsOfDemo } from './cut-outs.ts';
import { designsOfDemo } from './designs.ts';
import { demoPhotograph } from './photographs.ts';
import { placesOfDemo } from './places.ts';
import { linesOfMap } from './puzzle-drawings.ts';

it.each([1, 45, 59, 61, 76, 88, 89, 90])(
  'makes picture %i a JPEG worth looking at, the same bytes each time',
  async (number) => {
    const picture = await demoPhotograph(number);
    const { format, width, height } = await sharp(picture).metadata();
    expect(format).toBe('jpeg');
    expect(Math.max(width, height)).toBeGreaterThanOrEqual(1200);
    expect(picture.equals(await demoPhotograph(number))).toBe(true);
  },
);

it('refuses numbers that it does not have', async () => {
  for (const number of [0, 32, 91, Number.NaN]) {
    await expect(demoPhotograph(number)).rejects.toThrow(RangeError);
  }
});

it('knows every place by photographs that exist, each of one place', async () => {
  const shown = placesOfDemo.flatMap(({ photographs }) => photographs);
  expect(new Set(shown).size).toBe(shown.length);
  const places = Array.from({ length: 20 }, (_, index) => 41 + index);
  expect(shown.toSorted((a, b) => a - b)).toEqual(places);
  for (const number of shown.filter((one) => one > 54)) {
    expect((await demoPhotograph(number)).length).toBeGreaterThan(0);
  }
});

it('has a number for one picture only', () => {
  const designs = Object.keys(designsOfDemo);
  expect(designs).toHaveLength(16);
  expect(designs.filter((number) => number in photographsOfDemo)).toEqual([]);
});

/** Lengths of all ways that start at stop 1, pass every other stop once and return. */
function roundTrips(way: readonly number[] = [1], km = 0): number[] {
  const here = way.at(-1) ?? 1;
  return linesOfMap.flatMap(([from, to, length]) => {
    if (from !== here && to !== here) return [];
    const next = from === here ? to : from;
    if (next === 1 && way.length === 6) return [km + length];
    return way.includes(next) ? [] : roundTrips([...way, next], km + length);
  });
}

it('has a map whose longest and shortest way round have one length each', () => {
  const lengths = roundTrips();
  expect(Math.max(...lengths)).toBe(94);
  expect(Math.min(...lengths)).toBe(64);
});
