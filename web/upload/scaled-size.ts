/** Longest side of a picture on its way to the server. */
export const MAX_SIDE_PX = 2048;

/** Files up to this size go as they are, if nothing else speaks against it. */
export const FINE_SIZE_BYTES = 4_000_000;

export interface Size {
  width: number;
  height: number;
}

/** The largest size of the same shape whose sides are at most `maxSidePx`; never enlarges, never 0. */
export function scaledSize({ width, height }: Size, maxSidePx: number): Size {
  const factor = Math.min(1, maxSidePx / Math.max(width, height));
  return {
    width: Math.max(1, Math.round(width * factor)),
    height: Math.max(1, Math.round(height * factor)),
  };
}
