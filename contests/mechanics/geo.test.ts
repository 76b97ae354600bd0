import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceKm, EARTH_RADIUS_KM, type Coordinates } from './geo.ts';
import { Place } from './place.ts';

const at = (latitude: number, longitude: number): Coordinates => ({ latitude, longitude });
const sexagesimal = (degrees: number, minutes: number, seconds = 0) =>
  Math.sign(degrees) * (Math.abs(degrees) + minutes / 60 + seconds / 3600);

/** Distances that others have published, in km. */
const known: [name: string, a: Coordinates, b: Coordinates, km: number][] = [
  [
    'Los Angeles – New York: 0.623585 rad (E. Williams, Aviation Formulary)',
    at(sexagesimal(33, 57), sexagesimal(-118, 24)),
    at(sexagesimal(40, 38), sexagesimal(-73, 47)),
    0.623585 * EARTH_RADIUS_KM,
  ],
  [
    'Nashville – Los Angeles: 2,887.26 km at R = 6,372.8 km (Rosetta Code)',
    at(36.12, -86.67),
    at(33.94, -118.4),
    (2887.2599506 * EARTH_RADIUS_KM) / 6372.8,
  ],
  [
    'Land’s End – John o’ Groats: 968.9 km (Movable Type Scripts)',
    at(sexagesimal(50, 3, 59), sexagesimal(-5, 42, 53)),
    at(sexagesimal(58, 38, 38), sexagesimal(-3, 4, 12)),
    968.9,
  ],
  [
    'Flinders Peak – Buninyong: 54,972.271 m on the ellipsoid (GDA technical manual)',
    at(sexagesimal(-37, 57, 3.7203), sexagesimal(144, 25, 29.5244)),
    at(sexagesimal(-37, 39, 10.1561), sexagesimal(143, 55, 35.3839)),
    54.972271,
  ],
  ['Singapore – New York: 15,349 km flown', at(1.3592, 103.9894), at(40.6398, -73.7789), 15_349],
  ['Perth – London: 14,499 km flown', at(-31.9403, 115.967), at(51.4706, -0.4619), 14_499],
  ['London – New York: 5,554 km flown', at(51.4706, -0.4619), at(40.6398, -73.7789), 5554],
];

const anywhere = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('the distance between two places', () => {
  it.each(known)('%s', (_, a, b, km) => {
    expect(Math.abs(distanceKm(a, b) / km - 1)).toBeLessThan(0.005);
  });

  it('is exact where the formula is told for a sphere', () => {
    expect(distanceKm(known[0]![1], known[0]![2])).toBeCloseTo(known[0]![3], 1);
    expect(distanceKm(known[1]![1], known[1]![2])).toBeCloseTo(known[1]![3], 6);
  });

  it('is a quarter of a great circle from the equator to a pole, and half of one between antipodes', () => {
    fc.assert(
      fc.property(anywhere, (place) => {
        const quarter = (Math.PI / 2) * EARTH_RADIUS_KM;
        expect(distanceKm(at(0, place.longitude), at(90, 0))).toBeCloseTo(quarter, 6);
        const opposite = at(
          -place.latitude,
          place.longitude > 0 ? place.longitude - 180 : place.longitude + 180,
        );
        expect(distanceKm(place, opposite)).toBeCloseTo(2 * quarter, 3);
      }),
    );
  });

  it('is none to itself, the same both ways, and never more than half way round', () => {
    fc.assert(
      fc.property(anywhere, anywhere, (a, b) => {
        expect(distanceKm(a, a)).toBe(0);
        expect(distanceKm(a, b)).toBe(distanceKm(b, a));
        expect(distanceKm(a, b)).toBeLessThanOrEqual(Math.PI * EARTH_RADIUS_KM);
      }),
    );
  });

  it('is never shortened by a detour', () => {
    // Opposite each other, the last bits of the haversine are worth a few centimetres.
    const roundingKm = 1e-3;
    fc.assert(
      fc.property(anywhere, anywhere, anywhere, (a, b, over) => {
        expect(distanceKm(a, b)).toBeLessThanOrEqual(
          distanceKm(a, over) + distanceKm(over, b) + roundingKm,
        );
      }),
    );
  });

  it('takes the short way across the date line', () => {
    expect(distanceKm(at(0, 179.5), at(0, -179.5))).toBeCloseTo(
      (EARTH_RADIUS_KM * Math.PI) / 180,
      6,
    );
  });
});

it('a place is on the earth', () => {
  expect(Place.safeParse(at(90, -180)).success).toBe(true);
  for (const off of [at(90.1, 0), at(0, 180.1), at(Number.NaN, 0), at(0, Infinity)])
    expect(Place.safeParse(off).success).toBe(false);
});
