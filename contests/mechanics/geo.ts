// Pure arithmetic: no schema and no library, so that screens may load it too. The schema of a place is in place.ts.

/** A point on the earth in degrees (WGS 84): latitude −90 … 90, longitude −180 … 180. */
export interface Coordinates {
  latitude: number;
  longitude: number;
}

/** Mean radius of the earth, R₁ = (2a + b) / 3 of the GRS 80 ellipsoid (H. Moritz, Geodetic Reference System 1980). */
export const EARTH_RADIUS_KM = 6371.0088;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/**
 * Great-circle distance in km on a sphere of the mean radius, by the haversine formula (R. W. Sinnott, "Virtues of the
 * Haversine", Sky and Telescope 68, 1984), which stays exact for places close together. The earth's flattening is left
 * out: against the ellipsoid the error is below 0.6 %.
 */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const [from, to] = [radians(a.latitude), radians(b.latitude)];
  const haversine =
    Math.sin((to - from) / 2) ** 2 +
    Math.cos(from) * Math.cos(to) * Math.sin(radians(b.longitude - a.longitude) / 2) ** 2;
  // Rounding may lift the value a hair above 1 between antipodes.
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(haversine)));
}
