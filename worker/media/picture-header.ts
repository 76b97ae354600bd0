import { pictureKind, type PictureKind } from '../wire/picture-kind.ts';
import { readJpegHeader } from './jpeg-header.ts';
import { readPngHeader } from './png-header.ts';
import { refuseMedia, type MediaRefusalCode, type MediaRefused } from './refusals.ts';
import { readWebpHeader } from './webp-header.ts';

/** What is wrong with a file, as far as its structure tells. */
export type PictureFault = 'truncated' | 'malformed' | 'animated' | 'unsupported';

/** A file's structure, read without decoding a pixel. Sizes are as stored, 0 while unknown. */
export interface PictureHeader {
  widthPx: number;
  heightPx: number;
  fault: PictureFault | null;
}

/** A picture that may be decoded. Sizes are as stored, before any turning. */
export interface AcceptedPicture {
  ok: true;
  format: 'jpeg' | 'png' | 'webp';
  widthPx: number;
  heightPx: number;
}

/** Bounds of an accepted picture; the decoder needs about four bytes for each pixel. */
export const pictureBounds = { minSidePx: 200, maxPixels: 50_000_000, maxAspectRatio: 5 } as const;

const FAULT_CODES: Record<PictureFault, MediaRefusalCode> = {
  truncated: 'media/TRUNCATED',
  malformed: 'media/UNREADABLE',
  animated: 'media/ANIMATED',
  unsupported: 'media/UNSUPPORTED',
};

const KIND_CODES: Record<Exclude<PictureKind, 'jpeg' | 'png' | 'webp'>, MediaRefusalCode> = {
  gif: 'media/GIF',
  svg: 'media/SVG',
  heic: 'media/HEIC',
  avif: 'media/AVIF',
  unknown: 'media/NOT_A_PICTURE',
};

const READERS = { jpeg: readJpegHeader, png: readPngHeader, webp: readWebpHeader };

/**
 * Decides from its bytes alone whether a file may be decoded: kind by magic bytes, size and
 * completeness by walking its structure. Never throws, and allocates nothing of the size declared.
 */
export function judgePicture(bytes: Uint8Array): AcceptedPicture | MediaRefused {
  if (bytes.length === 0) return refuseMedia('media/EMPTY');
  const kind = pictureKind(bytes);
  if (!(kind in READERS)) return refuseMedia(KIND_CODES[kind as keyof typeof KIND_CODES]);
  const format = kind as keyof typeof READERS;
  const { widthPx, heightPx, fault } = READERS[format](bytes);
  if (widthPx * heightPx > pictureBounds.maxPixels) return refuseMedia('media/TOO_MANY_PIXELS');
  if (fault) return refuseMedia(FAULT_CODES[fault]);
  const shorterPx = Math.min(widthPx, heightPx);
  if (shorterPx < pictureBounds.minSidePx) return refuseMedia('media/TOO_SMALL');
  if (Math.max(widthPx, heightPx) > shorterPx * pictureBounds.maxAspectRatio) {
    return refuseMedia('media/TOO_ELONGATED');
  }
  return { ok: true, format, widthPx, heightPx };
}
