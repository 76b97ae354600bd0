import type { Coordinates } from '../../../contests/mechanics/geo.ts';

/** A point on the earth in degrees. */
export type Place = Coordinates;

/** The same longitude between −180 (inclusive) and 180. */
export function wrapLongitude(longitude: number): number {
  const wrapped = ((((longitude + 180) % 360) + 360) % 360) - 180;
  return Object.is(wrapped, -0) ? 0 : wrapped;
}

/** Five decimals are about a metre: more would only pretend. */
const DECIMALS = 1e5;
const round = (degrees: number) => Math.round(degrees * DECIMALS) / DECIMALS;

/** The nearest place that can be written down: longitude wrapped, latitude cut off at the poles, about a metre exact. */
export function toWrittenPlace({ latitude, longitude }: Place): Place {
  return {
    latitude: round(Math.max(-90, Math.min(90, latitude))),
    longitude: round(wrapLongitude(longitude)),
  };
}

/** Whether something that a person or a form left behind is a place on the earth. */
export function isPlace(value: unknown): value is Place {
  const { latitude, longitude } = (value ?? {}) as Partial<Place>;
  return (
    typeof latitude === 'number' &&
    typeof longitude === 'number' &&
    Math.abs(latitude) <= 90 &&
    Math.abs(longitude) <= 180
  );
}

/** Whether two places, or none, are the same. */
export function isSamePlace(a: Place | null | undefined, b: Place | null | undefined): boolean {
  return a?.latitude === b?.latitude && a?.longitude === b?.longitude;
}
