import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distanceKm } from '../../../contests/mechanics/geo.ts';
import { circleAround, greatCircle } from './great-circle.ts';
import { isInView, viewOfAll } from './map-camera.ts';
import { dragged } from './map-gestures.ts';
import { keyWish } from './map-keys.ts';
import {
  fitted,
  leastZoom,
  nearestCopy,
  placeUnder,
  toScreen,
  withinWorld,
  worldPx,
  type MapView,
} from './mercator.ts';
import { toWrittenPlace, wrapLongitude, type Place } from './place.ts';
import { writtenNames } from './pictured.ts';
import { storedWorld } from './world-data.ts';
import { packLine, unpackLine, unpackWorld } from './world-outline.ts';

const vienna = { latitude: 48.2082, longitude: 16.3738 };
const tokyo = { latitude: 35.6812, longitude: 139.7671 };
const suva = { latitude: -18.14, longitude: 178.44 };
const apia = { latitude: -13.83, longitude: -171.77 };

const place: fc.Arbitrary<Place> = fc.record({
  latitude: fc.double({ min: -84, max: 84, noNaN: true }),
  longitude: fc.double({ min: -180, max: 179.99, noNaN: true }),
});
const view: fc.Arbitrary<MapView> = fc
  .record({
    centre: place,
    zoom: fc.double({ min: 0, max: 12, noNaN: true }),
    widthPx: fc.integer({ min: 200, max: 1600 }),
    heightPx: fc.integer({ min: 200, max: 900 }),
  })
  .map(withinWorld);

it('finds under a point of the screen the place that is drawn there', () => {
  fc.assert(
    fc.property(view, fc.double({ min: 0, max: 1, noNaN: true }), (seen, share) => {
      const point = { x: seen.widthPx * share, y: seen.heightPx * (1 - share) };
      const shown = toScreen(seen, nearestCopy(seen, placeUnder(seen, point)));
      // Where the world is seen more than once, the nearest copy may be another one.
      const away = Math.abs(shown.x - point.x) % worldPx(seen.zoom);
      expect(Math.min(away, worldPx(seen.zoom) - away)).toBeLessThan(0.01);
      expect(Math.abs(shown.y - point.y)).toBeLessThan(0.01);
    }),
  );
});

it('never shows beyond the ends of the world', () => {
  fc.assert(
    fc.property(view, (seen) => {
      expect(seen.zoom).toBeGreaterThanOrEqual(leastZoom(seen));
      expect(toScreen(seen, { latitude: 90, longitude: 0 }).y).toBeLessThanOrEqual(0.01);
      const south = toScreen(seen, { latitude: -90, longitude: 0 }).y;
      expect(south).toBeGreaterThanOrEqual(seen.heightPx - 0.01);
    }),
  );
});

it('keeps what was under a finger under the finger, also while zooming', () => {
  fc.assert(
    fc.property(view, fc.double({ min: -1, max: 1, noNaN: true }), (seen, zoomBy) => {
      const [from, to] = [
        { x: 40, y: 90 },
        { x: 150, y: 60 },
      ];
      const grabbed = nearestCopy(seen, placeUnder(seen, from));
      const moved = dragged(seen, from, to, zoomBy);
      if (Math.abs(moved.centre.latitude) > 85) return;
      expect(toScreen(moved, nearestCopy(moved, grabbed)).y).toBeCloseTo(to.y, 3);
    }),
  );
});

it('fits places into the view, across the 180th meridian too', () => {
  const size = { widthPx: 390, heightPx: 400 };
  const beside = { ...size, centre: suva, zoom: 0 };
  const places = [suva, nearestCopy(beside, apia)];
  const seen = fitted(size, places, { maxZoom: 7, marginPx: 40 });
  expect(seen.zoom).toBeGreaterThan(3);
  for (const one of [suva, apia]) {
    const { x, y } = toScreen(seen, nearestCopy(seen, one));
    expect(Math.min(x, 390 - x, y, 400 - y)).toBeGreaterThanOrEqual(39.9);
  }
});

it('draws the shortest way: as long as the distance, its points evenly spaced', () => {
  fc.assert(
    fc.property(place, place, (from, to) => {
      const total = distanceKm(from, to);
      const way = greatCircle(from, to, 16);
      const steps = way.slice(1).map((point, index) => distanceKm(way[index]!, point));
      expect(steps.reduce((sum, km) => sum + km, 0)).toBeCloseTo(total, 3);
      expect(distanceKm(way.at(-1)!, to)).toBeLessThan(0.001);
    }),
  );
});

it('goes on beyond 180° instead of back around the world', () => {
  const longitudes = greatCircle(suva, apia, 20).map(({ longitude }) => longitude);
  expect(longitudes).toEqual([...longitudes].sort((a, b) => a - b));
  expect(longitudes.at(-1)).toBeCloseTo(188.23, 5);
});

it('passes where the shortest way from Vienna to Tokyo passes: over Siberia', () => {
  const north = Math.max(...greatCircle(vienna, tokyo, 96).map(({ latitude }) => latitude));
  expect(north).toBeGreaterThan(60);
});

it('finds a way between antipodes', () => {
  const way = greatCircle(vienna, { latitude: -48.2082, longitude: -163.6262 }, 10);
  expect(way.every(({ latitude, longitude }) => Number.isFinite(latitude + longitude))).toBe(true);
  expect(Math.max(...way.map(({ latitude }) => latitude))).toBe(90);
});

it('draws a circle whose every point is as far from the middle', () => {
  fc.assert(
    fc.property(place, fc.double({ min: 1, max: 5000, noNaN: true }), (centre, km) => {
      for (const point of circleAround(centre, km, 24)) {
        expect(Math.abs(distanceKm(centre, point) - km)).toBeLessThan(0.01);
      }
    }),
  );
});

it('writes places with a longitude between −180° and 180°, to about a metre', () => {
  expect([190, -190, 540, -180, 180, 0].map(wrapLongitude)).toEqual([
    -170, 170, -180, -180, -180, 0,
  ]);
  expect(toWrittenPlace({ latitude: 91, longitude: 361.1234567 })).toEqual({
    latitude: 90,
    longitude: 1.12346,
  });
});

it('stores lines as differences, exact to the hundredth', () => {
  const line = fc.array(
    fc.tuple(fc.integer({ min: -18000, max: 18000 }), fc.integer({ min: -9000, max: 9000 })),
  );
  fc.assert(
    fc.property(line, (points) => {
      const distinct = points.filter(
        ([x, y], i) => i === 0 || x !== points[i - 1]![0] || y !== points[i - 1]![1],
      );
      const stored = unpackLine(packLine(points.map(([x, y]) => [x / 100, y / 100])));
      expect(stored).toEqual(distinct.map(([x, y]) => [x / 100, y / 100]));
    }),
  );
});

it('holds a world in which no coast jumps across the map', () => {
  const world = unpackWorld(storedWorld());
  const jumps = world.land
    .flat()
    .flatMap((ring) => ring.slice(1).map(([x, y], i) => ({ x, y, by: Math.abs(x - ring[i]![0]) })))
    // The lower edge of the map, along which the ring around the south pole is closed.
    .filter(({ by, y }) => by > 20 && y > -89);
  expect(jumps).toEqual([]);
  expect(world.names.find(({ name }) => name === 'Russia')).toMatchObject({ kind: 'country' });
});

it('shows all of the way from the pin to the answer, however far north it leads', () => {
  const size = { widthPx: 900, heightPx: 700 };
  const antigua = { latitude: 17, longitude: -62 };
  const seen = viewOfAll(size, { pin: antigua, answer: tokyo, arc: true })!;
  const highest = greatCircle(antigua, tokyo, 96).reduce((a, b) =>
    a.latitude > b.latitude ? a : b,
  );
  for (const place of [antigua, tokyo, highest]) expect(isInView(seen, place, 30)).toBe(true);
});

it('reads the keys of a map, and leaves those of the browser alone', () => {
  const key = (name: string, held: object = {}) =>
    keyWish({
      ...{ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false },
      ...held,
    });
  expect(key('ArrowUp')).toEqual({ kind: 'step', x: 0, y: -20 });
  expect(key('ArrowUp', { shiftKey: true })).toEqual({ kind: 'step', x: 0, y: -2 });
  expect(key('+')).toEqual({ kind: 'zoom', by: 1 });
  expect(key('Enter')).toEqual({ kind: 'place' });
  expect([key('a'), key('Tab'), key('+', { ctrlKey: true })]).toEqual([null, null, null]);
});

it('writes names that do not touch, the important ones first', () => {
  const { names } = unpackWorld(storedWorld());
  const europe = { centre: vienna, zoom: 4, widthPx: 390, heightPx: 500 };
  const written = writtenNames(europe, names);
  expect(written.map(({ name }) => name)).toContain('Germany');
  expect(written.length).toBeGreaterThan(5);
  for (const one of written) {
    const near = written.filter((other) => other !== one && Math.abs(other.y - one.y) < 18);
    for (const other of near) expect(Math.abs(other.x - one.x)).toBeGreaterThan(20);
  }
});
