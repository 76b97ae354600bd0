import maplibre from 'maplibre-gl/dist/maplibre-gl-csp.js';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-csp-worker.js?worker&url';
import type { MapLibreMap, StyleSpecification } from 'maplibre-gl';
import type { BaseMap, BaseMapOptions, MapColours } from './base-map.ts';
import type { MapView } from './mercator.ts';
import { wrapLongitude } from './place.ts';
import type { WorldOutline } from './world-outline.ts';

/** A map that shows nothing by then shows nothing at all: a blocked worker fails without a word. */
const PATIENCE_MS = 12_000;
const MOVE_MS = 600;

function styleOf(world: WorldOutline, colours: MapColours): StyleSpecification {
  const source = (geometry: GeoJSON.Geometry) =>
    ({ type: 'geojson', data: geometry, tolerance: 0.3 }) as const;
  return {
    version: 8,
    sources: {
      land: source({ type: 'MultiPolygon', coordinates: world.land }),
      borders: source({ type: 'MultiLineString', coordinates: world.borders }),
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': colours.sea } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land } },
      { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': colours.coast } },
      { id: 'border', type: 'line', source: 'borders', paint: { 'line-color': colours.border } },
    ],
  };
}

function viewOf(map: MapLibreMap): MapView {
  const { lat, lng } = map.getCenter();
  const { clientWidth: widthPx, clientHeight: heightPx } = map.getContainer();
  const centre = { latitude: lat, longitude: wrapLongitude(lng) };
  return { centre, zoom: map.getZoom(), widthPx, heightPx };
}

/**
 * The world drawn by MapLibre (WebGL), north up.
 * @throws where the browser has no WebGL, or the map's worker or style cannot be loaded.
 */
export async function glMap(options: BaseMapOptions): Promise<BaseMap> {
  maplibre.setWorkerUrl(workerUrl);
  const map = new maplibre.Map({
    container: options.container,
    style: options.styleUrl ?? styleOf(options.world, options.colours),
    center: [options.view.centre.longitude, options.view.centre.latitude],
    zoom: options.view.zoom,
    minZoom: -2,
    maxZoom: options.maxZoom,
    cooperativeGestures: options.cooperative,
    // Keys, attribution and everything above the ground are the map component's own.
    keyboard: false,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    canvasContextAttributes: { antialias: true },
  });
  map.touchZoomRotate.disableRotation();
  const canvas = map.getCanvas();
  canvas.tabIndex = -1;
  canvas.removeAttribute('role');
  canvas.ariaHidden = 'true';
  map.on('move', () => options.onview(viewOf(map)));
  map.on('resize', () => options.onview(viewOf(map)));
  map.on('click', ({ lngLat: { lat, lng } }) =>
    options.onpick({ latitude: lat, longitude: wrapLongitude(lng) }),
  );
  map.on('cooperativegestureprevented', () => options.onrefused());
  try {
    await loaded(map);
  } catch (error) {
    map.remove();
    throw error;
  }
  options.onview(viewOf(map));
  return {
    show({ centre, zoom }, animated) {
      const target = { center: [centre.longitude, centre.latitude] as [number, number], zoom };
      if (animated) map.easeTo({ ...target, duration: MOVE_MS });
      else map.jumpTo(target);
    },
    recolour(colours) {
      if (options.styleUrl === undefined) map.setStyle(styleOf(options.world, colours));
    },
    cooperate(cooperative) {
      if (cooperative) map.cooperativeGestures.enable();
      else map.cooperativeGestures.disable();
    },
    destroy: () => map.remove(),
  };
}

function loaded(map: MapLibreMap): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the map did not load')), PATIENCE_MS);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    map.once('load', () => settle(resolve));
    map.once('error', ({ error }) => settle(() => reject(error)));
  });
}
