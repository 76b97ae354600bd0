import { circleAround, greatCircle } from './great-circle.ts';
import { nearestCopy, toScreen, type MapView, type ScreenPoint } from './mercator.ts';
import type { Place } from './place.ts';
import type { MapName } from './world-outline.ts';

const ARC_STEPS = 96;
const CIRCLE_STEPS = 72;
const decimals = (value: number) => Math.round(value * 10) / 10;

/** `d` of an SVG path through these places, in the copy of the world where the anchor is shown. */
function pathThrough(view: MapView, places: readonly Place[], anchor: Place): string {
  const shift = nearestCopy(view, anchor).longitude - anchor.longitude;
  return places
    .map((place) => toScreen(view, { ...place, longitude: place.longitude + shift }))
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${decimals(x)} ${decimals(y)}`)
    .join('');
}

/** The shortest way between two places, as an SVG path on the screen. */
export function arcPath(view: MapView, from: Place, to: Place): string {
  return pathThrough(view, greatCircle(from, to, ARC_STEPS), from);
}

/** A circle of that many km around a place, as an SVG path on the screen. */
export function circlePath(view: MapView, centre: Place, radiusKm: number): string {
  return pathThrough(view, circleAround(centre, radiusKm, CIRCLE_STEPS), centre);
}

/** Where a place is shown: in the copy of the world nearest to the middle. */
export function pointOf(view: MapView, place: Place): ScreenPoint {
  const { x, y } = toScreen(view, nearestCopy(view, place));
  return { x: decimals(x), y: decimals(y) };
}

export interface WrittenName extends ScreenPoint {
  kind: MapName['kind'];
  name: string;
}

/** About what a letter takes at the size in which names are written. */
const LETTER_PX = 6.8;
const LINE_PX = 18;
const MOST_NAMES = 60;

/** Where nothing else may be written, in pixels from the middle of a box. */
interface Taken extends ScreenPoint {
  halfWidth: number;
}

/** What a marker and its label to the right of it take. */
export function takenByMarker(view: MapView, marker: Place & { label: string }): Taken {
  const { x, y } = pointOf(view, marker);
  const width = 20 + marker.label.length * LETTER_PX;
  return { x: x - 8 + width / 2, y, halfWidth: width / 2 };
}

/**
 * The names that fit on the screen without touching each other or what is taken already; of two that would touch, the
 * more important one.
 */
export function writtenNames(
  view: MapView,
  names: readonly MapName[],
  taken: readonly Taken[] = [],
): WrittenName[] {
  const written: WrittenName[] = [];
  const boxes = [...taken];
  for (const { kind, name, fromZoom, ...place } of names) {
    if (fromZoom > view.zoom + 0.5 || written.length >= MOST_NAMES) continue;
    const { x, y } = pointOf(view, place);
    const halfWidth = (name.length * LETTER_PX) / 2 + 4;
    const isInside =
      x > halfWidth && x < view.widthPx - halfWidth && y > LINE_PX && y < view.heightPx - LINE_PX;
    if (!isInside) continue;
    const touches = boxes.some(
      (box) => Math.abs(box.x - x) < box.halfWidth + halfWidth && Math.abs(box.y - y) < LINE_PX,
    );
    if (touches) continue;
    written.push({ kind, name, x, y });
    boxes.push({ x, y, halfWidth });
  }
  return written;
}
