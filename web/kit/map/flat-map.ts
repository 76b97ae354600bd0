import type { BaseMap, BaseMapOptions, MapColours } from './base-map.ts';
import { moveGestures } from './map-gestures.ts';
import { toWorld, withinWorld, worldPx, type MapView } from './mercator.ts';
import { reducedMotion } from '../motion.ts';
import type { Line } from './world-outline.ts';

/** The world's width in the units that paths are made of: enough for single precision. */
const PATH_UNITS = 8192;
const MOVE_MS = 450;

function pathOf(lines: readonly Line[], closed: boolean): Path2D {
  const path = new Path2D();
  for (const line of lines) {
    line.forEach(([longitude, latitude], index) => {
      const { x, y } = toWorld({ latitude, longitude });
      if (index === 0) path.moveTo(x * PATH_UNITS, y * PATH_UNITS);
      else path.lineTo(x * PATH_UNITS, y * PATH_UNITS);
    });
    if (closed) path.closePath();
  }
  return path;
}

/** The world drawn on a plain canvas, for browsers without WebGL or without the larger map's script. */
export function flatMap(options: BaseMapOptions): BaseMap {
  const canvas = document.createElement('canvas');
  canvas.className = 'flat-map';
  canvas.ariaHidden = 'true';
  options.container.replaceChildren(canvas);
  const context = canvas.getContext('2d');
  const land = pathOf(options.world.land.flat(), true);
  const borders = pathOf(options.world.borders, false);
  let colours: MapColours = options.colours;
  let cooperative = options.cooperative;
  let view = withinWorld(options.view);
  let frame = 0;
  let moving = 0;

  function draw() {
    frame = 0;
    if (!context) return;
    const ratio = devicePixelRatio;
    const [width, height] = [view.widthPx * ratio, view.heightPx * ratio].map(Math.round);
    if (canvas.width !== width) canvas.width = width ?? 0;
    if (canvas.height !== height) canvas.height = height ?? 0;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = colours.sea;
    context.fillRect(0, 0, canvas.width, canvas.height);
    const size = worldPx(view.zoom);
    const centre = toWorld(view.centre);
    const scale = (size * ratio) / PATH_UNITS;
    const left = view.widthPx / 2 - centre.x * size;
    const top = view.heightPx / 2 - centre.y * size;
    // The world repeats to the east and the west, and some land reaches from one copy into the next.
    const first = Math.floor(-left / size) - 1;
    const last = Math.ceil((view.widthPx - left) / size);
    const inEveryCopy = (paint: () => void) => {
      for (let copy = first; copy <= last; copy += 1) {
        context.setTransform(scale, 0, 0, scale, (left + copy * size) * ratio, top * ratio);
        paint();
      }
    };
    context.lineWidth = ratio / scale;
    context.fillStyle = colours.land;
    inEveryCopy(() => context.fill(land, 'evenodd'));
    context.strokeStyle = colours.coast;
    inEveryCopy(() => context.stroke(land));
    context.strokeStyle = colours.border;
    inEveryCopy(() => context.stroke(borders));
  }

  function turnTo(next: MapView) {
    const zoom = Math.min(options.maxZoom, next.zoom);
    view = withinWorld({ ...next, zoom });
    options.onview(view);
    frame ||= requestAnimationFrame(draw);
  }

  const forget = moveGestures(canvas, {
    cooperative: () => cooperative,
    view: () => view,
    onmove(next) {
      cancelAnimationFrame(moving);
      turnTo(next);
    },
    onpick: options.onpick,
    onrefused: options.onrefused,
  });
  const observer = new ResizeObserver(() =>
    turnTo({ ...view, widthPx: canvas.clientWidth, heightPx: canvas.clientHeight }),
  );
  observer.observe(canvas);
  turnTo(view);

  return {
    show(target, animated) {
      cancelAnimationFrame(moving);
      if (!animated || reducedMotion()) return turnTo({ ...view, ...target });
      const from = view;
      const turn = target.centre.longitude - from.centre.longitude;
      const east = turn - Math.round(turn / 360) * 360;
      const startMs = performance.now();
      const step = (nowMs: number) => {
        const share = Math.min(1, Math.max(0, (nowMs - startMs) / MOVE_MS));
        const eased = 1 - (1 - share) ** 3;
        const centre = {
          latitude: from.centre.latitude + (target.centre.latitude - from.centre.latitude) * eased,
          longitude: from.centre.longitude + east * eased,
        };
        turnTo({ ...view, centre, zoom: from.zoom + (target.zoom - from.zoom) * eased });
        if (share < 1) moving = requestAnimationFrame(step);
      };
      moving = requestAnimationFrame(step);
    },
    recolour(next) {
      colours = next;
      frame ||= requestAnimationFrame(draw);
    },
    cooperate(next) {
      cooperative = next;
    },
    destroy() {
      cancelAnimationFrame(moving);
      cancelAnimationFrame(frame);
      observer.disconnect();
      forget();
      canvas.remove();
    },
  };
}
