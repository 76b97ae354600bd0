import {
  placeUnder,
  toWorld,
  fromWorld,
  worldPx,
  type MapView,
  type ScreenPoint,
} from './mercator.ts';
import type { Place } from './place.ts';

interface Gestures {
  /** The page keeps one finger and the bare wheel for scrolling. */
  cooperative: () => boolean;
  view: () => MapView;
  onmove: (view: MapView) => void;
  onpick: (place: Place) => void;
  onrefused: () => void;
}

/** A finger that moves less still taps. */
const TAP_PX = 8;
const WHEEL_PX_PER_ZOOM = 240;

/** The view after what was under `from` has come under `to`, `zoomBy` nearer. */
export function dragged(view: MapView, from: ScreenPoint, to: ScreenPoint, zoomBy = 0): MapView {
  const zoom = view.zoom + zoomBy;
  const centre = toWorld(view.centre);
  const [before, after] = [worldPx(view.zoom), worldPx(zoom)];
  const middle = { x: view.widthPx / 2, y: view.heightPx / 2 };
  const x = centre.x + (from.x - middle.x) / before - (to.x - middle.x) / after;
  const y = centre.y + (from.y - middle.y) / before - (to.y - middle.y) / after;
  return { ...view, zoom, centre: fromWorld({ x, y }) };
}

/** Dragging, pinching, the wheel and taps on a map's canvas. @returns what ends it. */
export function moveGestures(canvas: HTMLCanvasElement, gestures: Gestures): () => void {
  const fingers = new Map<number, ScreenPoint>();
  let travelledPx = 0;
  let isTap = false;
  const listening = new AbortController();
  const { signal } = listening;

  const pointOf = (event: MouseEvent): ScreenPoint => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const middleAndSpread = () => {
    const points = [...fingers.values()];
    const x = points.reduce((sum, point) => sum + point.x, 0) / points.length;
    const y = points.reduce((sum, point) => sum + point.y, 0) / points.length;
    const [first, second] = points;
    const spread = first && second ? Math.hypot(first.x - second.x, first.y - second.y) : 0;
    return { middle: { x, y }, spread };
  };

  function down(event: PointerEvent) {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, pointOf(event));
    isTap = fingers.size === 1;
    travelledPx = 0;
  }

  function move(event: PointerEvent) {
    const last = fingers.get(event.pointerId);
    if (!last) return;
    const before = middleAndSpread();
    const point = pointOf(event);
    travelledPx += Math.hypot(point.x - last.x, point.y - last.y);
    if (travelledPx > TAP_PX) isTap = false;
    fingers.set(event.pointerId, point);
    const after = middleAndSpread();
    const isAllowed = !gestures.cooperative() || event.pointerType === 'mouse' || fingers.size > 1;
    if (!isAllowed) return;
    const zoomBy = before.spread > 0 ? Math.log2(Math.max(1, after.spread) / before.spread) : 0;
    gestures.onmove(dragged(gestures.view(), before.middle, after.middle, zoomBy));
  }

  function up(event: PointerEvent) {
    if (!fingers.delete(event.pointerId)) return;
    if (event.type === 'pointercancel') {
      if (gestures.cooperative()) gestures.onrefused();
    } else if (isTap) {
      gestures.onpick(placeUnder(gestures.view(), pointOf(event)));
    }
    isTap = false;
  }

  function wheel(event: WheelEvent) {
    if (gestures.cooperative() && !event.ctrlKey && !event.metaKey) return gestures.onrefused();
    event.preventDefault();
    const point = pointOf(event);
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 24 : 1);
    gestures.onmove(dragged(gestures.view(), point, point, -pixels / WHEEL_PX_PER_ZOOM));
  }

  canvas.addEventListener('pointerdown', down, { signal });
  canvas.addEventListener('pointermove', move, { signal });
  canvas.addEventListener('pointerup', up, { signal });
  canvas.addEventListener('pointercancel', up, { signal });
  canvas.addEventListener('wheel', wheel, { signal, passive: false });
  return () => listening.abort();
}
