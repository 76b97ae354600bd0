import { wrapLongitude, type Place } from './place.ts';

/** A point on the screen, in CSS pixels from the map's upper left corner. */
export interface ScreenPoint {
  x: number;
  y: number;
}

/** What part of the world a map shows. At zoom 0 the world is 512 px wide, and each step doubles it. */
export interface MapView {
  centre: Place;
  zoom: number;
  widthPx: number;
  heightPx: number;
}

/** Web Mercator ends here, where the world becomes a square. */
export const MAX_LATITUDE = 85.051129;
const TILE_PX = 512;
const radians = (degrees: number) => (degrees * Math.PI) / 180;
const degrees = (angle: number) => (angle * 180) / Math.PI;

/** Width of the whole world at a zoom, in pixels. */
export const worldPx = (zoom: number) => TILE_PX * 2 ** zoom;

/** Web Mercator (EPSG:3857), with the world as the unit square: x grows eastwards, y southwards. */
export function toWorld({ latitude, longitude }: Place): ScreenPoint {
  const cut = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
  const y = Math.log(Math.tan(Math.PI / 4 + radians(cut) / 2));
  return { x: (longitude + 180) / 360, y: (1 - y / Math.PI) / 2 };
}

/** The inverse of `toWorld`. */
export function fromWorld({ x, y }: ScreenPoint): Place {
  const latitude = degrees(2 * Math.atan(Math.exp(Math.PI * (1 - 2 * y))) - Math.PI / 2);
  return { latitude, longitude: x * 360 - 180 };
}

/** Where a place is on the screen. Longitudes are taken as they are, so a line may go on beyond 180°. */
export function toScreen(view: MapView, place: Place): ScreenPoint {
  const size = worldPx(view.zoom);
  const centre = toWorld(view.centre);
  const point = toWorld(place);
  return {
    x: view.widthPx / 2 + (point.x - centre.x) * size,
    y: view.heightPx / 2 + (point.y - centre.y) * size,
  };
}

/** The same place in the copy of the world that is nearest to the middle of the map. */
export function nearestCopy(view: MapView, place: Place): Place {
  const { longitude } = view.centre;
  return { ...place, longitude: longitude + wrapLongitude(place.longitude - longitude) };
}

/** The place under a point of the screen, with a longitude between −180 and 180. */
export function placeUnder(view: MapView, point: ScreenPoint): Place {
  const size = worldPx(view.zoom);
  const centre = toWorld(view.centre);
  const { latitude, longitude } = fromWorld({
    x: centre.x + (point.x - view.widthPx / 2) / size,
    y: Math.max(0, Math.min(1, centre.y + (point.y - view.heightPx / 2) / size)),
  });
  return { latitude, longitude: wrapLongitude(longitude) };
}

/** The smallest zoom at which the map has no empty edge above or below. */
export function leastZoom({ heightPx }: Pick<MapView, 'heightPx'>): number {
  return Math.log2(Math.max(1, heightPx) / TILE_PX);
}

/** The same view, moved so that it does not show beyond the north or south end of the map. */
export function withinWorld(view: MapView): MapView {
  const zoom = Math.max(view.zoom, leastZoom(view));
  const half = view.heightPx / 2 / worldPx(zoom);
  const { x, y } = toWorld(view.centre);
  const kept = Math.max(half, Math.min(1 - half, y));
  const centre = fromWorld({ x, y: kept });
  return { ...view, zoom, centre: { ...centre, longitude: wrapLongitude(centre.longitude) } };
}

/** The view that shows all of these places, at most as near as `maxZoom`, with `marginPx` around them. */
export function fitted(
  size: Pick<MapView, 'widthPx' | 'heightPx'>,
  places: readonly Place[],
  { maxZoom, marginPx }: { maxZoom: number; marginPx: number },
): MapView {
  const points = places.map(toWorld);
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [north, south] = [Math.min(...ys), Math.max(...ys)];
  const room = (px: number) => Math.max(1, px - 2 * marginPx) / TILE_PX;
  const widest = room(size.widthPx) / Math.max(east - west, 1e-9);
  const highest = room(size.heightPx) / Math.max(south - north, 1e-9);
  const zoom = Math.min(maxZoom, Math.log2(Math.min(widest, highest)));
  const centre = fromWorld({ x: (west + east) / 2, y: (north + south) / 2 });
  return withinWorld({ ...size, zoom, centre });
}
