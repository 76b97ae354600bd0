import type { Size } from './scaled-size.ts';

const TYPE = 'image/jpeg';
const QUALITY = 0.9;

/** Draws on white: a JPEG has no transparency, and black is nobody's idea of an empty background. */
function paint(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null,
  bitmap: ImageBitmap,
  { width, height }: Size,
): void {
  if (!context) throw new Error('the browser gives no canvas to draw on');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
}

/** The picture in the given size as a JPEG, without any metadata. Throws when memory does not suffice. */
export async function encodePicture(bitmap: ImageBitmap, size: Size): Promise<Blob> {
  if (typeof OffscreenCanvas !== 'undefined') {
    const canvas = new OffscreenCanvas(size.width, size.height);
    paint(canvas.getContext('2d'), bitmap, size);
    return canvas.convertToBlob({ type: TYPE, quality: QUALITY });
  }
  const canvas = Object.assign(document.createElement('canvas'), size);
  paint(canvas.getContext('2d'), bitmap, size);
  return new Promise((resolve, reject) => {
    const settle = (blob: Blob | null) =>
      blob ? resolve(blob) : reject(new Error('the canvas could not be encoded'));
    canvas.toBlob(settle, TYPE, QUALITY);
  });
}
