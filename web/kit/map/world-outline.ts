import type { Place } from './place.ts';

/**
 * The world as it is stored: coordinates in whole hundredths of a degree, each point as the difference from the one
 * before, so that a line is [longitude, latitude, Δlongitude, Δlatitude, …].
 */
export interface StoredWorld {
  /** Polygons: an outer ring, then its holes. */
  land: number[][][];
  borders: number[][];
  /** Names to write on the map, the most important first. */
  names: StoredName[];
}

/** A country's or a town's name: [kind, name, longitude, latitude, zoom from which it is shown]. */
export type StoredName = ['country' | 'town', string, number, number, number];

/** A line as maps draw it: [longitude, latitude] pairs in degrees. */
export type Line = [number, number][];

export interface WorldOutline {
  land: Line[][];
  borders: Line[];
  names: MapName[];
}

export interface MapName extends Place {
  kind: 'country' | 'town';
  name: string;
  fromZoom: number;
}

/** Units of a degree in the stored file. */
export const UNITS = 100;

/** Turns a line into differences, in the file's units. */
export function packLine(line: readonly (readonly number[])[]): number[] {
  const packed: number[] = [];
  let [lastX, lastY] = [0, 0];
  for (const [longitude = 0, latitude = 0] of line) {
    const [x, y] = [Math.round(longitude * UNITS), Math.round(latitude * UNITS)];
    if (packed.length > 0 && x === lastX && y === lastY) continue;
    packed.push(x - lastX, y - lastY);
    [lastX, lastY] = [x, y];
  }
  return packed;
}

/** The inverse of `packLine`, but for the rounding. */
export function unpackLine(packed: readonly number[]): Line {
  const line: Line = [];
  let [x, y] = [0, 0];
  for (let at = 0; at < packed.length; at += 2) {
    x += packed[at] ?? 0;
    y += packed[at + 1] ?? 0;
    line.push([x / UNITS, y / UNITS]);
  }
  return line;
}

export function unpackWorld(stored: StoredWorld): WorldOutline {
  return {
    land: stored.land.map((polygon) => polygon.map(unpackLine)),
    borders: stored.borders.map(unpackLine),
    names: stored.names.map(([kind, name, longitude, latitude, fromZoom]) => ({
      kind,
      name,
      longitude,
      latitude,
      fromZoom,
    })),
  };
}
