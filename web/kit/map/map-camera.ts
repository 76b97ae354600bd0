import { greatCircle } from './great-circle.ts';
import type { PlaceMapProps } from './map-props.ts';
import { fitted, leastZoom, nearestCopy, toScreen, type MapView } from './mercator.ts';
import type { Place } from './place.ts';

type Size = Pick<MapView, 'widthPx' | 'heightPx'>;
type Seen = Pick<PlaceMapProps, 'pin' | 'answer' | 'markers' | 'arc' | 'focusPlace'>;

export const MAX_ZOOM = 12;
/** A town is looked around in, not stood in the middle of. */
export const TOWN_ZOOM = 8;
const ARC_STEPS = 16;
const MARGIN_PX = 56;
/** What is nearer to the edge hardly shows. */
const EDGE_PX = 48;

/** The world, a little nearer than all of it: nobody looks for the ice around the poles. */
function wholeWorld(size: Size): MapView {
  const zoom = Math.max(Math.log2(size.widthPx / 512), leastZoom(size) + 0.3);
  return { ...size, centre: { latitude: 24, longitude: 8 }, zoom: Math.min(zoom, 2) };
}

/** The view that shows pin, answer, the way between them and the markers; null when there is none of them. */
export function viewOfAll(size: Size, { pin, answer, markers = [], arc }: Seen): MapView | null {
  const ends = [answer, pin].filter((place) => place !== null && place !== undefined);
  // The shortest way may lead far north of both ends.
  const way = arc && answer && pin ? greatCircle(answer, pin, ARC_STEPS) : ends;
  const [first, ...others] = [...way, ...markers];
  if (!first) return null;
  const beside = { ...size, centre: first, zoom: 0 };
  const places = [first, ...others.map((place) => nearestCopy(beside, place))];
  return fitted(size, places, { maxZoom: others.length > 0 ? 7 : 4, marginPx: MARGIN_PX });
}

/** What a map begins with: where it was told to look, else what there is to see, else the world. */
export function firstView(size: Size, seen: Seen): MapView {
  const { focusPlace } = seen;
  if (focusPlace) return { ...size, centre: focusPlace, zoom: focusPlace.zoom ?? TOWN_ZOOM };
  return viewOfAll(size, seen) ?? wholeWorld(size);
}

/** Whether a place is well inside the view. */
export function isInView(view: MapView, place: Place, edgePx = EDGE_PX): boolean {
  const { x, y } = toScreen(view, nearestCopy(view, place));
  return x > edgePx && x < view.widthPx - edgePx && y > edgePx && y < view.heightPx - edgePx / 2;
}
