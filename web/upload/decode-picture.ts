import type { Failure } from '../../contests/ui.ts';
import { uploadFailure } from './upload-failure.ts';

type Decoded = { ok: true; bitmap: ImageBitmap } | Failure;

/** Decodes what the browser itself can read, turned upright. Null when it cannot. */
async function decodeNatively(file: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
}

/**
 * The decoder for HEIC is 729 KB, so only those get it whose browser lacks one of its own. It runs in a worker made
 * from a blob (`worker-src blob:`) and, in this build, needs no `unsafe-eval`.
 */
async function decodeHeic(file: Blob): Promise<Decoded> {
  const decoder = await import('heic-to/csp').catch(() => null);
  if (!decoder) return uploadFailure('upload/HEIC_UNAVAILABLE');
  try {
    return { ok: true, bitmap: await decoder.heicTo({ blob: file, type: 'bitmap' }) };
  } catch {
    return uploadFailure('upload/UNDECODABLE');
  }
}

/** Decodes a picture, upright. Close the bitmap when done: it holds all of its pixels. */
export async function decodePicture(file: Blob, isHeic: boolean): Promise<Decoded> {
  const bitmap = await decodeNatively(file);
  if (bitmap) return { ok: true, bitmap };
  return isHeic ? decodeHeic(file) : uploadFailure('upload/UNDECODABLE');
}
