const STEP_PX = 20;
/** With Shift, steps are this many times finer. */
const FINER = 10;

/** What a key asks of a map: a step in pixels, a zoom step, or a pin in the middle. */
export type KeyWish =
  { kind: 'step'; x: number; y: number } | { kind: 'zoom'; by: number } | { kind: 'place' };

const ARROWS: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Reads a key; null for keys that are none of the map's business. */
export function keyWish(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): KeyWish | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const arrow = ARROWS[event.key];
  if (arrow) {
    const px = STEP_PX / (event.shiftKey ? FINER : 1);
    return { kind: 'step', x: arrow[0] * px, y: arrow[1] * px };
  }
  if (event.key === '+' || event.key === '=') return { kind: 'zoom', by: 1 };
  if (event.key === '-' || event.key === '_') return { kind: 'zoom', by: -1 };
  return event.key === 'Enter' ? { kind: 'place' } : null;
}
