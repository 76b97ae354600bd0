import { distanceKm, EARTH_RADIUS_KM } from '../../../contests/mechanics/geo.ts';
import type { Place } from './place.ts';

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/** Longitudes that go on beyond 180° instead of jumping, so that the points can be joined by a line. */
function unbroken(places: Place[]): Place[] {
  let before = places[0]?.longitude ?? 0;
  return places.map((place) => {
    const turns = Math.round((before - place.longitude) / 360);
    before = place.longitude + turns * 360;
    return { latitude: place.latitude, longitude: before };
  });
}

/**
 * The shortest way over the earth, as `steps + 1` places; longitudes may go beyond 180°. Between antipodes, where every
 * way is the shortest, it goes over a pole.
 */
export function greatCircle(from: Place, to: Place, steps: number): Place[] {
  const angle = distanceKm(from, to) / EARTH_RADIUS_KM;
  const vector = ({ latitude, longitude }: Place) => {
    const [phi, lambda] = [radians(latitude), radians(longitude)];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)];
  };
  if (angle < 1e-9) return [from, to];
  if (Math.PI - angle < 1e-6) {
    const pole = { latitude: from.latitude >= 0 ? 90 : -90, longitude: from.longitude };
    const half = Math.ceil(steps / 2);
    return unbroken([
      ...greatCircle(from, pole, half).slice(0, -1),
      ...greatCircle({ ...pole, longitude: to.longitude }, to, half),
    ]);
  }
  const [start, end] = [vector(from), vector(to)];
  const places = Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps;
    const [a, b] = [Math.sin((1 - share) * angle), Math.sin(share * angle)];
    const [x = 0, y = 0, z = 0] = start.map((value, axis) => a * value + b * (end[axis] ?? 0));
    return {
      latitude: degrees(Math.atan2(z, Math.hypot(x, y))),
      longitude: degrees(Math.atan2(y, x)),
    };
  });
  return unbroken(places);
}

/** A circle on the earth's surface around a place, as a closed line of `steps + 1` places. */
export function circleAround(centre: Place, radiusKm: number, steps: number): Place[] {
  const angle = radiusKm / EARTH_RADIUS_KM;
  const [phi, lambda] = [radians(centre.latitude), radians(centre.longitude)];
  const places = Array.from({ length: steps + 1 }, (_, step) => {
    const bearing = (2 * Math.PI * step) / steps;
    const sine =
      Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing);
    const east = Math.sin(bearing) * Math.sin(angle) * Math.cos(phi);
    return {
      latitude: degrees(Math.asin(Math.max(-1, Math.min(1, sine)))),
      longitude: degrees(lambda + Math.atan2(east, Math.cos(angle) - Math.sin(phi) * sine)),
    };
  });
  return unbroken(places);
}
