import type { Place } from './place.ts';

/** A region as it is stored: country, region's code, names joined by |, and columns of coordinates and populations. */
export type StoredRegion = [
  country: string,
  admin: string,
  names: string,
  longitudes: number[],
  latitudes: number[],
  populations: number[],
];
export type StoredTowns = StoredRegion[];
export type Town = Place & { name: string };
