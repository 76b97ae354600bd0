import type { PictureHeader, PictureFault } from './picture-header.ts';

const RIFF_HEADER_BYTES = 8;
const FIRST_CHUNK_AT = 12;
const CHUNK_HEADER_BYTES = 8;

interface Size {
  widthPx: number;
  heightPx: number;
}

const uint24 = (view: DataView, at: number) =>
  view.getUint16(at, true) | (view.getUint8(at + 2) << 16);

/** Size of a lossy frame (RFC 6386, section 9.1), or null when it is none. */
function lossySize(view: DataView, at: number, dataBytes: number): Size | null {
  if (dataBytes < 10) return null;
  const isKeyFrame = (view.getUint8(at) & 1) === 0;
  if (!isKeyFrame || uint24(view, at + 3) !== 0x2a019d) return null;
  return {
    widthPx: view.getUint16(at + 6, true) & 0x3fff,
    heightPx: view.getUint16(at + 8, true) & 0x3fff,
  };
}

/** Size of a lossless frame (RFC 9649, section 3.4), or null when it is none. */
function losslessSize(view: DataView, at: number, dataBytes: number): Size | null {
  if (dataBytes < 5 || view.getUint8(at) !== 0x2f) return null;
  const bits = view.getUint32(at + 1, true);
  return { widthPx: (bits & 0x3fff) + 1, heightPx: ((bits >>> 14) & 0x3fff) + 1 };
}

/** Size of the canvas of an extended file (RFC 9649, section 2.7). */
function canvasSize(view: DataView, at: number, dataBytes: number): Size | null {
  if (dataBytes < 10) return null;
  return { widthPx: uint24(view, at + 4) + 1, heightPx: uint24(view, at + 7) + 1 };
}

/** Walks the chunks of a WebP (RFC 9649) within the length that its RIFF header gives. */
export function readWebpHeader(bytes: Uint8Array): PictureHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sizes: Size[] = [];
  let sawFrame = false;
  const ended = (fault: PictureFault | null): PictureHeader => ({
    // The decoder allocates for the larger of canvas and frame.
    widthPx: Math.max(0, ...sizes.map((size) => size.widthPx)),
    heightPx: Math.max(0, ...sizes.map((size) => size.heightPx)),
    fault,
  });
  const end = view.getUint32(4, true) + RIFF_HEADER_BYTES;
  for (let at = FIRST_CHUNK_AT; at < end;) {
    if (at + CHUNK_HEADER_BYTES > bytes.length) return ended('truncated');
    const type = String.fromCharCode(...bytes.subarray(at, at + 4));
    const dataBytes = view.getUint32(at + 4, true);
    const dataAt = at + CHUNK_HEADER_BYTES;
    if (type === 'ANIM' || type === 'ANMF') return ended('animated');
    const read = { 'VP8 ': lossySize, VP8L: losslessSize, VP8X: canvasSize }[type];
    if (read) {
      if (dataAt + Math.min(dataBytes, 10) > bytes.length) return ended('truncated');
      const size = read(view, dataAt, dataBytes);
      if (!size?.widthPx || !size.heightPx) return ended('malformed');
      sizes.push(size);
      sawFrame ||= type !== 'VP8X';
    }
    if (dataAt + dataBytes > bytes.length) return ended('truncated');
    // Chunks are padded to an even length.
    at = dataAt + dataBytes + (dataBytes % 2);
  }
  if (end > bytes.length) return ended('truncated');
  const [size, ...others] = sizes;
  const agree = others.every(
    (other) => other.widthPx === size?.widthPx && other.heightPx === size.heightPx,
  );
  return ended(sawFrame && agree ? null : 'malformed');
}
