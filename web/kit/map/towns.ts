import { distanceKm } from '../../../contests/mechanics/geo.ts';
import { spellings } from './folded.ts';
import { placeUnder, worldPx, type MapView } from './mercator.ts';
import type { Place } from './place.ts';
import type { MapName } from './world-outline.ts';

/** A region as it is stored: country, region's code, names joined by |, and columns of coordinates and populations. */
export type StoredRegion = [
  country: string,
  admin: string,
  names: string,
  /** In hundredths of a degree, each but the first as the difference from the one before. */
  longitudes: number[],
  latitudes: number[],
  populations: number[],
];
export type StoredTowns = StoredRegion[];

/** Units of a degree in the stored file: about a kilometre, less than a town is wide. */
export const UNITS = 100;

export interface Town extends Place {
  name: string;
  /** ISO 3166-1, two letters. */
  country: string;
  /** The region's code within the country (GeoNames): letters in some countries, digits in most. */
  admin: string;
  population: number;
  /** The region's largest town, by which people know where it is. */
  regionTown: string;
  /** The name as it may be typed (see `spellings`). */
  keys: string[];
}

/** All towns, the largest first; level ones by name, country and then as stored. */
export function unpackTowns(stored: StoredTowns): Town[] {
  const towns = stored.flatMap(([country, admin, joined, longitudes, latitudes, populations]) => {
    const names = joined.split('|');
    const regionTown = names[populations.indexOf(Math.max(...populations))] ?? '';
    let [longitude, latitude] = [0, 0];
    return names.map((name, index): Town => {
      longitude += longitudes[index] ?? 0;
      latitude += latitudes[index] ?? 0;
      return {
        name,
        country,
        admin,
        population: populations[index] ?? 0,
        latitude: latitude / UNITS,
        longitude: longitude / UNITS,
        regionTown,
        keys: spellings(name),
      };
    });
  });
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return towns.sort(
    (a, b) => b.population - a.population || order(a.name, b.name) || order(a.country, b.country),
  );
}

/** Zoom from which the list of towns is worth fetching: the world's file names only the large ones. */
export const TOWN_NAMES_FROM_ZOOM = 6;

const fromZoom = (population: number) =>
  population > 1e5 ? 6 : population > 4e4 ? 7 : population > 1.5e4 ? 8 : 9;

/** The towns in the visible part of the world, as names for the map, the largest first. */
export function townNames(towns: readonly Town[], view: MapView): MapName[] {
  const { latitude: north, longitude: west } = placeUnder(view, { x: 0, y: 0 });
  const { latitude: south } = placeUnder(view, { x: 0, y: view.heightPx });
  const width = (view.widthPx / worldPx(view.zoom)) * 360;
  return towns
    .filter(({ latitude }) => latitude <= north && latitude >= south)
    .filter(({ longitude }) => (longitude - west + 360) % 360 <= width)
    .map(({ name, latitude, longitude, population }) => ({
      kind: 'town',
      name,
      latitude,
      longitude,
      fromZoom: fromZoom(population),
    }));
}

/** Farther away than this, nobody calls a place near. */
const NEAR_KM = 250;
/** A town of a million reaches about 10 km from its centre. */
const reachKm = (population: number) => Math.sqrt(population) / 100;

/** The town that a place is in or near, counted from the town's edge; null in the middle of nowhere. Level ones: the larger. */
export function nearestPlace(towns: readonly Town[], place: Place): Town | null {
  let nearest: Town | null = null;
  let leastKm = NEAR_KM;
  for (const town of towns) {
    // A degree of latitude is 111 km: most towns are out of the question without trigonometry.
    if (Math.abs(town.latitude - place.latitude) > 3) continue;
    const km = Math.max(0, distanceKm(town, place) - reachKm(town.population));
    if (km < leastKm) [nearest, leastKm] = [town, km];
  }
  return nearest;
}
