// Points of an answer: pure arithmetic, safe for the browser. docs/location-guessing.md explains it with examples.
import { distanceKm, type Coordinates } from '../mechanics/geo.ts';

/** What a perfect answer is worth, before any bonus. */
export const FULL_POINTS = 5000;

/**
 * D of the declared scales, in km. 14,917 is GeoGuessr's size of its world map (14,916.862), the diagonal of the map's
 * bounds; the others are the rounded diagonal of a country of middling size and of a large city.
 */
export const SCALE_KM = { world: 14_917, country: 1000, city: 30 } as const;

/** Distance between a guess and the true place in whole metres: what stands on the ledger and what points come from. */
export function distanceM(guess: Coordinates, place: Coordinates): number {
  return Math.round(distanceKm(guess, place) * 1000);
}

/**
 * 5000·e^(−10·d/D), rounded, with d the distance and D the scale, both in km: the formula of GeoGuessr as its players have
 * worked it out from its results (r/geoguessr, thread zqwgnr). Within the declared radius the full 5000.
 *
 * `Math.exp` may differ in its last bit from one engine to another, and rounding leaves room for that to show about once in
 * 10¹² answers. Points therefore stand on the ledger as decided, and a replay never computes them again.
 */
export function pointsFor(
  metres: number,
  { scaleKm, fullPointsRadiusM }: { scaleKm: number; fullPointsRadiusM: number },
): number {
  if (metres <= fullPointsRadiusM) return FULL_POINTS;
  return Math.round(FULL_POINTS * Math.exp((-10 * (metres / 1000)) / scaleKm));
}

/** A hint taken halves the points of the round, rounded down. */
export function afterHint(points: number, hintTaken: boolean): number {
  return hintTaken ? Math.floor(points / 2) : points;
}

/**
 * The bonus for answering early: `maxBonus` · (points / 5000) · (time left / time given), rounded down. It grows with
 * how good the answer is, so that a blind tap in the first second earns nothing by its haste.
 */
export function timeBonus(
  points: number,
  { maxBonus, leftMs, givenMs }: { maxBonus: number; leftMs: number; givenMs: number },
): number {
  if (givenMs <= 0) return 0;
  // All factors are integers and their product stays far below 2^53, so the division is the only rounding.
  return Math.floor(
    (maxBonus * points * Math.min(givenMs, Math.max(0, leftMs))) / (FULL_POINTS * givenMs),
  );
}
