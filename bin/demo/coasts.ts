import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { feature } from 'topojson-client';
import type { Topology, GeometryCollection } from 'topojson-specification';
import { placesOfDemo } from './places.ts';

const atlas = resolve(import.meta.dirname, '../../node_modules/world-atlas/land-10m.json');

/** Width of each coast's view in km, by the number of the photograph. */
const widthsKm: Readonly<Record<number, number>> = {
  55: 480,
  56: 420,
  57: 300,
  58: 360,
  59: 400,
  60: 400,
};

const SIDE_PX = 1400;
const HEIGHT_PX = 1050;
const KM_PER_DEGREE = 111.32;

type Point = readonly [number, number];
type Ring = readonly Point[];
let land: Promise<readonly Ring[]> | undefined;

/** Whether the demo has a coast of that number. */
export function isCoast(number: number): boolean {
  return number in widthsKm;
}

/** A map of a coast without a single name, with a ring around the place that is asked for. As an SVG drawing. */
export async function coastDrawing(number: number): Promise<string> {
  const centre = placesOfDemo.find(({ photographs }) => photographs.includes(number))?.place;
  const widthKm = widthsKm[number];
  if (!centre || !widthKm) throw new RangeError(`the demo has no coast ${number}`);
  const pxPerDegree = (SIDE_PX / widthKm) * KM_PER_DEGREE;
  // Equirectangular around the place: true to scale there, and near enough over a few hundred km.
  const shrink = Math.cos((centre.latitude * Math.PI) / 180);
  const project = ([longitude, latitude]: Point): Point => [
    SIDE_PX / 2 + (longitude - centre.longitude) * shrink * pxPerDegree,
    HEIGHT_PX / 2 - (latitude - centre.latitude) * pxPerDegree,
  ];
  land ??= readLand();
  const rings = (await land).map((ring) => clip(ring.map(project)));
  const path = rings
    .filter((ring) => ring.length > 2)
    .map((ring) => `M${ring.map((point) => point.map((px) => px.toFixed(1)).join(' ')).join('L')}Z`)
    .join('');
  const shore = (px: number, colour: string) =>
    `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${px}" stroke-linejoin="round"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE_PX}" height="${HEIGHT_PX}">
  <rect width="${SIDE_PX}" height="${HEIGHT_PX}" fill="#9fbcc2"/>
  ${shore(84, '#a9c4c8')}${shore(52, '#b5ccce')}${shore(24, '#c4d7d6')}
  <path d="${path}" fill="#f1e7d3" fill-rule="evenodd" stroke="#5b5444" stroke-width="3"/>
  <circle cx="${SIDE_PX / 2}" cy="${HEIGHT_PX / 2}" r="40" fill="none" stroke="#faf6ee" stroke-width="18"/>
  <circle cx="${SIDE_PX / 2}" cy="${HEIGHT_PX / 2}" r="40" fill="none" stroke="#b4432b" stroke-width="9"/>
</svg>`;
}

async function readLand(): Promise<readonly Ring[]> {
  const topology = JSON.parse(await readFile(atlas, 'utf8')) as Topology<{
    land: GeometryCollection;
  }>;
  const { features } = feature(topology, topology.objects.land);
  const rings = features.flatMap(({ geometry }) => {
    if (geometry.type === 'Polygon') return geometry.coordinates;
    return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
  });
  return rings.map((ring) =>
    ring.map(([longitude = 0, latitude = 0]): Point => [longitude, latitude]),
  );
}

/**
 * The part of a ring near the view, by Sutherland and Hodgman's algorithm. What it cuts off is closed along a frame
 * outside of the view, beyond the widest stroke.
 */
function clip(ring: Ring): Ring {
  const MARGIN_PX = 100;
  const sides = [
    { axis: 0, sign: 1, limit: -MARGIN_PX },
    { axis: 0, sign: -1, limit: -(SIDE_PX + MARGIN_PX) },
    { axis: 1, sign: 1, limit: -MARGIN_PX },
    { axis: 1, sign: -1, limit: -(HEIGHT_PX + MARGIN_PX) },
  ] as const;
  return sides.reduce<Ring>((points, { axis, sign, limit }) => {
    const inside = (point: Point) => point[axis] * sign - limit;
    return points.flatMap((point, index) => {
      const before = points.at(index - 1) ?? point;
      const [here, there] = [inside(point), inside(before)];
      const kept = here >= 0 ? [point] : [];
      if (here >= 0 === there >= 0) return kept;
      const share = there / (there - here);
      const crossing: Point = [
        before[0] + (point[0] - before[0]) * share,
        before[1] + (point[1] - before[1]) * share,
      ];
      return [crossing, ...kept];
    });
  }, ring);
}
