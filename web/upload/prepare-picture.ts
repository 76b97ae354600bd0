import type { Failure } from '../../contests/ui.ts';
import {
  PICTURE_KIND_BYTES,
  pictureKind,
  type PictureKind,
} from '../../worker/wire/picture-kind.ts';
import { decodePicture } from './decode-picture.ts';
import { encodePicture } from './encode-picture.ts';
import { EXIF_SEARCH_BYTES, uprightExifSegment, withSegment } from './exif-segment.ts';
import { FINE_SIZE_BYTES, MAX_SIDE_PX, scaledSize, type Size } from './scaled-size.ts';
import { uploadFailure, type UploadFailureCode } from './upload-failure.ts';

const REFUSED: Partial<Record<PictureKind, UploadFailureCode>> = {
  gif: 'upload/GIF',
  svg: 'upload/SVG',
  unknown: 'upload/NOT_A_PICTURE',
};

const SENT_AS_THEY_ARE: readonly PictureKind[] = ['jpeg', 'png', 'webp'];

/** Whether a file may go as it is: a second encoding would only cost quality. */
export function isFine(kind: PictureKind, sizeBytes: number, { width, height }: Size): boolean {
  return (
    SENT_AS_THEY_ARE.includes(kind) &&
    sizeBytes <= FINE_SIZE_BYTES &&
    Math.max(width, height) <= MAX_SIDE_PX
  );
}

async function exifOf(jpeg: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  return uprightExifSegment(new Uint8Array(await jpeg.slice(0, EXIF_SEARCH_BYTES).arrayBuffer()));
}

/**
 * Makes a chosen file ready to be sent: recognised by its bytes, decoded, upright, at most 2,048 px on
 * its longer side. Small JPEG, PNG and WebP files pass unchanged, HEIC and AVIF become JPEG. A scaled JPEG keeps
 * its EXIF block, which the server reads and never publishes.
 *
 * @param withoutMetadata draws even a small file anew, and keeps nothing of what the camera wrote
 */
export async function prepare(
  file: Blob,
  withoutMetadata = false,
): Promise<{ ok: true; blob: Blob } | Failure> {
  if (file.size === 0) return uploadFailure('upload/EMPTY');
  let start: ArrayBuffer;
  try {
    start = await file.slice(0, PICTURE_KIND_BYTES).arrayBuffer();
  } catch {
    // The file was moved or taken back after it had been chosen, or a cloud drive has not fetched it.
    return uploadFailure('upload/UNDECODABLE');
  }
  const kind = pictureKind(new Uint8Array(start));
  const refused = REFUSED[kind];
  if (refused) return uploadFailure(refused);
  const decoded = await decodePicture(file, kind === 'heic');
  if (!decoded.ok) return decoded;
  const { bitmap } = decoded;
  try {
    if (!withoutMetadata && isFine(kind, file.size, bitmap)) return { ok: true, blob: file };
    const scaled = await encodePicture(bitmap, scaledSize(bitmap, MAX_SIDE_PX));
    const exif = kind === 'jpeg' && !withoutMetadata ? await exifOf(file) : null;
    return { ok: true, blob: exif ? withSegment(scaled, exif) : scaled };
  } catch {
    return uploadFailure('upload/UNDECODABLE');
  } finally {
    bitmap.close();
  }
}
